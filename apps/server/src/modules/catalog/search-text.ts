/** What a style is found by: its code, name and brand and its colours' codes and names, lower case. */
export function searchTextOf(
  style: { code: string; name: string; brand?: string | null | undefined },
  colourways: readonly { code: string; name: string }[],
): string {
  const parts = [style.code, style.name, style.brand ?? "", ...colourways.flatMap((c) => [c.code, c.name])];
  return [...new Set(parts.map((part) => part.toLowerCase()))].filter((part) => part !== "").join(" ");
}
