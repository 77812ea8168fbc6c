/** The instant so many days from now; null for none ("" in a list of choices). */
export function daysAhead(days: string | undefined): string | null {
  return days ? new Date(Date.now() + Number(days) * 86_400_000).toISOString() : null;
}
