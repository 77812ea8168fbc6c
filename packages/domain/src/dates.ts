/** Business dates are "YYYY-MM-DD" text: they sort and compare as text, and carry no zone. */

const dayMillis = 86_400_000;
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  let format = zoneFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    zoneFormats.set(timeZone, format);
  }
  return format;
}

// Every command asks what day it is, and asking Intl costs as much as the rest of pricing a line. Since 1972 every zone has
// stood whole quarters of an hour from UTC, and clocks change on them (IANA tz database), so a quarter has one date.
const quarterMillis = 15 * 60_000;
const firstQuarterlyYear = 1973;
const lastAsked = new Map<string, { quarter: number; date: string }>();

/** The date on the calendar of a time zone at an instant: (2026-03-31T20:00Z, "Asia/Kolkata") -> "2026-04-01". */
export function businessDate(instant: Date | number, timeZone: string): string {
  const quarter = Math.floor(Number(instant) / quarterMillis);
  const last = lastAsked.get(timeZone);
  if (last?.quarter === quarter) return last.date;
  const date = wallClock(instant, timeZone).slice(0, 10);
  if (Number(date.slice(0, 4)) >= firstQuarterlyYear) lastAsked.set(timeZone, { quarter, date });
  return date;
}

function wallClock(instant: Date | number, timeZone: string): string {
  const parts: Record<string, string> = {};
  for (const { type, value } of zoneFormat(timeZone).formatToParts(instant)) parts[type] = value;
  const { year = "", month = "", day = "", hour = "", minute = "", second = "" } = parts;
  return `${year.padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}`;
}

/** The first instant of a business date in a zone; where midnight is skipped by a clock change, the first that exists. */
export function startOfDate(date: string, timeZone: string): Date {
  const wanted = dayNumber(date) * dayMillis;
  // One correction by the zone's offset, one more where the clocks change in between; then to the exact edge of the day,
  // as midnight itself may not exist. Offsets are multiples of a quarter of an hour.
  let guess = wanted;
  for (let i = 0; i < 2; i++) {
    const shown = Date.parse(`${wallClock(guess, timeZone)}Z`);
    if (shown === wanted) break;
    guess += wanted - shown;
  }
  while (businessDate(guess, timeZone) < date) guess += 15 * 60_000;
  while (businessDate(guess - 15 * 60_000, timeZone) === date) guess -= 15 * 60_000;
  return new Date(guess);
}

/** Whether text is a real calendar date "YYYY-MM-DD". */
export function isBusinessDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const millis = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
}

/** Days since 1970-01-01. Throws RangeError for what is no date. */
export function dayNumber(date: string): number {
  if (!isBusinessDate(date)) throw new RangeError(`not a date: ${date}`);
  return Date.parse(`${date}T00:00:00Z`) / dayMillis;
}

/** The date of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMillis).toISOString().slice(0, 10);
}

/** The date so many days later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** The same day so many months later, or the month's last day where it has no such day: 31 Jan + 1 -> 28 Feb. */
export function addMonths(date: string, months: number): string {
  dayNumber(date);
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
  const last = lastDayOfMonth(`${month}-01`);
  const same = `${month}-${date.slice(8)}`;
  return same < last ? same : last;
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** "2026-03-31" -> "2026-03". */
export function monthKey(date: string): string {
  return date.slice(0, 7);
}

/** Last date of the month a date lies in. */
export function lastDayOfMonth(date: string): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** ISO 8601 week: "2027-01-01" -> "2026-W53". Weeks begin on Monday; week 1 holds the year's first Thursday. */
export function isoWeek(date: string): string {
  const day = dayNumber(date);
  const thursday = day + 3 - isoWeekdayIndex(day);
  const year = Number(dateOfDay(thursday).slice(0, 4));
  const week = Math.floor((thursday - dayNumber(`${String(year).padStart(4, "0")}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** Monday of the ISO week that a date lies in. */
export function mondayOf(date: string): string {
  const day = dayNumber(date);
  return dateOfDay(day - isoWeekdayIndex(day));
}

/** 0 = Monday ... 6 = Sunday. 1970-01-01 was a Thursday. */
function isoWeekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** A year of the books. Label: "2026" for a calendar year, "2026-27" for one that spans two. */
export type FiscalYear = { label: string; startsOn: string; endsOn: string };

/** Customary first month of the books by country; all others begin in January. */
const fiscalYearMonth: Readonly<Record<string, number>> = {
  IN: 4,
  GB: 4,
  JP: 4,
  CA: 4,
  NZ: 4,
  SG: 4,
  ZA: 3,
  AU: 7,
  BD: 7,
  PK: 7,
};

/**
 * The fiscal year a date lies in: India 1 April to 31 March (Income-tax Act), the UK by the corporation tax financial
 * year from 1 April, the US and most others the calendar year. Another first month may be given.
 */
export function fiscalYear(country: string, date: string, firstMonth = fiscalYearMonth[country] ?? 1): FiscalYear {
  const year = Number(date.slice(0, 4)) - (Number(date.slice(5, 7)) < firstMonth ? 1 : 0);
  const startsOn = `${String(year).padStart(4, "0")}-${String(firstMonth).padStart(2, "0")}-01`;
  const endsOn = addDays(addMonths(startsOn, 12), -1);
  const label = firstMonth === 1 ? String(year) : `${year}-${String((year + 1) % 100).padStart(2, "0")}`;
  return { label, startsOn, endsOn };
}
