import { mulDivRound } from "./arithmetic.ts";

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Decimal places of a currency: INR 2, JPY 0, KWD 3 (ISO 4217). Throws RangeError for what is no currency code. */
export function currencyExponent(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`not a currency code: ${currency}`);
  return exponents[currency] ?? 2;
}

/** Minor units as plain decimal text without grouping: (-123456, "INR") -> "-1234.56". Exact. */
export function minorToDecimal(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`not an amount in minor units: ${minor}`);
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Money for people to read, in their locale's grouping and signs: (12345650, "INR", "en-IN") -> "₹1,23,456.50". */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const exponent = currencyExponent(currency);
    formatter = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: exponent,
      maximumFractionDigits: exponent,
    });
    formatters.set(key, formatter);
  }
  // Text, not a number: a double cannot hold every amount with its decimals.
  return formatter.format(minorToDecimal(minor, currency) as `${number}`);
}

/**
 * Reads what a person typed or a file holds: "1,23,456.50", "₹ 99", "1.234,50", "(12.00)", "-5".
 * Answers null for text that is no amount, has more decimals than the currency, or could mean two amounts
 * ("1.234" in a currency of hundredths). A lone comma before exactly three digits groups thousands.
 */
export function parseMoney(text: string, currency: string): number | null {
  const exponent = currencyExponent(currency);
  let rest = text.normalize("NFKC").trim();
  let negative = false;
  if (/^\(.*\)$/.test(rest)) {
    negative = true;
    rest = rest.slice(1, -1).trim();
  }
  rest = withoutCurrency(rest, currency);
  const sign = /^[-+\u2212]/.exec(rest);
  if (sign) {
    if (negative) return null;
    negative = sign[0] !== "+";
    rest = withoutCurrency(rest.slice(1).trim(), currency);
  }
  if (/^\d{1,3}(?:[\s'\u2019]\d{3})+(?![\s'\u2019\d])/.test(rest)) rest = rest.replace(/[\s'\u2019]/g, "");
  const parts = splitDecimal(rest, exponent);
  if (!parts) return null;
  const minor = Number(parts.whole + parts.fraction.padEnd(exponent, "0"));
  if (!Number.isSafeInteger(minor)) return null;
  return negative ? -minor + 0 : minor;
}

/** Signs that stand for one currency only: on an amount of another they are a mistake, not decoration. */
const ownSigns: Readonly<Record<string, string>> = { "₹": "INR", "€": "EUR", "£": "GBP" };

function withoutCurrency(text: string, currency: string): string {
  const mark = `(?:[A-Z]{0,3}\\p{Sc}[A-Z]{0,3}|${currency}|rs\\.?)`;
  return text
    .replace(new RegExp(`^${mark}\\s*|\\s*${mark}$|/-$`, "giu"), (found) => {
      const sign = /\p{Sc}/u.exec(found)?.[0];
      return sign !== undefined && (ownSigns[sign] ?? currency) !== currency ? found : "";
    })
    .trim();
}

function splitDecimal(text: string, exponent: number): { whole: string; fraction: string } | null {
  if (!/^[\d.,]*\d[\d.,]*$/.test(text)) return null;
  const lastDot = text.lastIndexOf(".");
  const lastComma = text.lastIndexOf(",");
  if (lastDot < 0 && lastComma < 0) return { whole: text, fraction: "" };
  if (lastDot >= 0 && lastComma >= 0) {
    const decimalMark = lastDot > lastComma ? "." : ",";
    return cutAt(text, decimalMark, decimalMark === "." ? "," : ".", exponent);
  }
  if (lastComma >= 0) {
    return ungroup(text, ",") !== null
      ? { whole: ungroup(text, ",") ?? "", fraction: "" }
      : cutAt(text, ",", ".", exponent);
  }
  // One dot is the decimal mark, unless the currency has no decimals; several can only group.
  if (exponent === 0 || text.indexOf(".") !== lastDot) {
    const whole = ungroup(text, ".");
    return whole === null ? null : { whole, fraction: "" };
  }
  return cutAt(text, ".", ",", exponent);
}

function cutAt(text: string, decimalMark: string, groupMark: string, exponent: number) {
  const [left = "", right = "", more] = text.split(decimalMark);
  if (more !== undefined || right.length > exponent || !/^\d*$/.test(right)) return null;
  const whole = left === "" ? "0" : left.includes(groupMark) ? ungroup(left, groupMark) : left;
  if (whole === null || (left === "" && right === "")) return null;
  return { whole, fraction: right };
}

/** "1,234,567" and the Indian "12,34,567" without their marks; null where the groups are not such groups. */
function ungroup(text: string, mark: string): string | null {
  const groups = text.split(mark);
  const last = groups.pop();
  const first = groups.shift();
  if (first === undefined || last?.length !== 3 || !/^\d{1,3}$/.test(first)) return null;
  const western = groups.every((group) => group.length === 3);
  const indian = first.length <= 2 && groups.every((group) => group.length === 2);
  return western || indian ? [first, ...groups, last].join("") : null;
}

/** Rounds to a multiple of stepMinor, half away from zero: cash rounding to 5 cents or to a whole rupee (100). */
export function roundTo(minor: number, stepMinor: number): number {
  if (!Number.isSafeInteger(stepMinor) || stepMinor <= 0) throw new RangeError(`not a rounding step: ${stepMinor}`);
  return mulDivRound(minor, 1, stepMinor) * stepMinor + 0;
}

/** A share of an amount in basis points (1 % = 100), rounded half away from zero. */
export function percentOf(minor: number, basisPoints: number): number {
  return mulDivRound(minor, basisPoints, 10_000);
}
