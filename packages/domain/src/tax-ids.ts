const base36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * Check character (the 15th) of an Indian GSTIN from its first 14: base 36, factors 1 and 2 in turn from the left,
 * quotient and remainder of each product added up, 36 minus the sum's remainder.
 */
export function gstinCheckCharacter(first14: string): string {
  if (!/^[0-9A-Z]{14}$/.test(first14)) throw new RangeError(`not the first 14 characters of a GSTIN: ${first14}`);
  let sum = 0;
  for (let i = 0; i < 14; i++) {
    const product = base36.indexOf(first14[i]!) * (i % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return base36[(36 - (sum % 36)) % 36]!;
}

/** Spaces and hyphens out, upper case: how tax numbers are kept. */
export function normaliseTaxNumber(text: string): string {
  return text.replace(/[\s.-]/g, "").toUpperCase();
}

/** A regular taxpayer's GSTIN: state, PAN, entity, "Z" and check character. Give it normalised. */
export function isValidGstin(gstin: string): boolean {
  if (!/^(0[1-9]|[1-3]\d|97|99)[A-Z]{5}\d{4}[A-Z][1-9A-Z][Z1-9A-J][0-9A-Z]$/.test(gstin)) return false;
  return gstinCheckCharacter(gstin.slice(0, 14)) === gstin[14];
}

/**
 * A UK VAT number of 9 digits (12 with a branch), with or without "GB": weights 8 to 2 on the first seven, and the
 * last two make the sum a multiple of 97, as it is (mod 97) or with 55 added (the 9755 series).
 */
export function isValidGbVat(text: string): boolean {
  const match = /^(?:GB|XI)?(\d{7})(\d{2})(\d{3})?$/.exec(text);
  if (!match) return false;
  const [, first = "", last = ""] = match;
  if (first === "0000000") return false;
  let sum = Number(last);
  for (let i = 0; i < 7; i++) sum += (8 - i) * Number(first[i]);
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

/** What is wrong with a tax number of a country, in words; null when it passes or the country's form is not known. */
export function taxNumberProblem(country: string, text: string): string | null {
  const number = normaliseTaxNumber(text);
  if (country === "IN") {
    if (number.length !== 15) return "a GSTIN has 15 characters";
    return isValidGstin(number) ? null : "this GSTIN is mistyped: its check character does not fit";
  }
  if (country === "GB")
    return isValidGbVat(number) ? null : "this UK VAT number is mistyped: its check digits do not fit";
  return /^[0-9A-Z]{2,20}$/.test(number) ? null : "a tax number has 2 to 20 letters and digits";
}

/** The e-mail address as duplicates are looked for: trimmed, lower case, Unicode composed. */
export function normaliseEmail(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}
