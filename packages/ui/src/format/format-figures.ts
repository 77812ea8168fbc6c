/**
 * Figures to text. Money is integer minor units; the number of minor digits comes from Intl (ISO 4217), so that yen has none and
 * dinars have three. Formatters are cached: building one costs more than a hundred uses.
 */
const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  const cached = formatters.get(key);
  if (cached) return cached;
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/** Minor digits of an ISO 4217 currency: INR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units as a plain number of the currency, for files: 129950 INR is 1299.5, 1500 JPY is 1500. Null stays null. */
export function majorUnits(amountMinor: number | null | undefined, currency: string): number | null {
  if (amountMinor === null || amountMinor === undefined) return null;
  const digits = minorDigits(currency);
  return Number((amountMinor / 10 ** digits).toFixed(digits));
}

export type MoneyStyle = "full" | "whole" | "compact";

/** `amountMinor` is an integer in minor units, also when it arrives as a string of digits (bigint columns). */
export function formatMoney(
  amountMinor: number | string | bigint,
  currency: string,
  locale: string,
  style: MoneyStyle = "full",
): string {
  const digits = minorDigits(currency);
  // A difference that came out as nothing must not read as "-₹0.00": adding zero takes the sign off.
  const major = Number(amountMinor) / 10 ** digits + 0;
  const options: Intl.NumberFormatOptions = { style: "currency", currency, currencyDisplay: "narrowSymbol" };
  if (style === "whole") Object.assign(options, { maximumFractionDigits: 0, minimumFractionDigits: 0 });
  if (style === "compact" && Math.abs(major) >= 10_000) {
    Object.assign(options, { notation: "compact", maximumFractionDigits: 1, minimumFractionDigits: 0 });
  } else if (style === "compact") {
    Object.assign(options, { maximumFractionDigits: 0, minimumFractionDigits: 0 });
  }
  return numberFormat(locale, options).format(major);
}

/** Reads what a person typed ("1,299.50", "₹ 1299.5") as minor units; null when it is not a number. */
export function parseMoney(text: string, currency: string): number | null {
  const cleaned = text.replace(/[^\d.,-]/g, "").replace(/,(?=\d{2,3}(\D|$))/g, "");
  const normal = cleaned.replace(",", ".");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(normal)) return null;
  return Math.round(Number(normal) * 10 ** minorDigits(currency));
}

/** Minor units as the plain text of an input: 129950 INR is "1299.50". */
export function moneyInputText(amountMinor: number | null | undefined, currency: string): string {
  if (amountMinor === null || amountMinor === undefined) return "";
  const digits = minorDigits(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

export function formatNumber(value: number, locale: string, options: Intl.NumberFormatOptions = {}): string {
  return numberFormat(locale, options).format(value);
}

/** `share` is a fraction: 0.183 is "18.3%". */
export function formatShare(share: number, locale: string, fractionDigits = 1): string {
  return numberFormat(locale, { style: "percent", maximumFractionDigits: fractionDigits }).format(share);
}

const dateFormatters = new Map<string, Intl.DateTimeFormat>();

export type DateStyle = "date" | "dateTime" | "time" | "day" | "month";

const dateOptions: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { day: "numeric", month: "short", year: "numeric" },
  dateTime: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
};

/**
 * An instant (ISO text with a zone) is shown in the tenant's zone. A business date ("2026-11-21") has no zone and is never shifted.
 */
export function formatDate(value: string | Date, locale: string, timeZone: string, style: DateStyle = "date"): string {
  const businessDate = typeof value === "string" && /^\d{4}-\d{2}(-\d{2})?$/.test(value);
  const zone = businessDate ? "UTC" : timeZone;
  const key = `${locale}|${zone}|${style}`;
  let formatter = dateFormatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...dateOptions[style], timeZone: zone });
    dateFormatters.set(key, formatter);
  }
  return formatter.format(typeof value === "string" ? new Date(value) : value);
}

const relativeSteps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "3 hours ago", "in 2 days"; the nearest whole unit. */
export function formatRelative(value: string | Date, now: Date, locale: string): string {
  const gap = new Date(value).getTime() - now.getTime();
  const formatter = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, size] of relativeSteps) {
    if (Math.abs(gap) >= size) return formatter.format(Math.round(gap / size), unit);
  }
  return formatter.format(0, "minute");
}

/** Today's business date ("2026-11-21") in the tenant's zone. */
export function todayIn(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** Business date plus whole days. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
