/** GS1 check digit of the digits before it: mod 10, weights 3, 1, 3 ... from the right. "890123456789" -> "0". */
export function gtinCheckDigit(digitsBeforeCheck: string): string {
  if (!/^\d{1,17}$/.test(digitsBeforeCheck)) throw new RangeError(`not digits: ${digitsBeforeCheck}`);
  let sum = 0;
  for (let i = 0; i < digitsBeforeCheck.length; i++) {
    const digit = digitsBeforeCheck.charCodeAt(digitsBeforeCheck.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit * 3 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether text is a GTIN-8, -12, -13 or -14 with the right check digit. */
export function isValidGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12}|\d{13}|\d{14})$/.test(text) || /^0+$/.test(text)) return false;
  return gtinCheckDigit(text.slice(0, -1)) === text.slice(-1);
}

/** The 14-digit text under which a GTIN is stored, spaces and hyphens of the print left out; null if it is no GTIN. */
export function normaliseGtin(text: string): string | null {
  const digits = text.replace(/[\s-]/g, "");
  return isValidGtin(digits) ? digits.padStart(14, "0") : null;
}

/**
 * A GTIN-13 from the GS1 company prefix and the item's number under it. Throws RangeError where the number does not
 * fit the digits that the prefix leaves: prefix and item reference fill 12 digits together.
 */
export function makeGtin13(companyPrefix: string, itemRef: number | string): string {
  if (!/^\d{4,11}$/.test(companyPrefix)) throw new RangeError(`not a GS1 company prefix: ${companyPrefix}`);
  const ref = String(itemRef);
  const room = 12 - companyPrefix.length;
  if (!/^\d+$/.test(ref) || ref.length > room) {
    throw new RangeError(`item reference ${ref} does not fit the ${room} digits that prefix ${companyPrefix} leaves`);
  }
  const body = companyPrefix + ref.padStart(room, "0");
  return body + gtinCheckDigit(body);
}

/** How many GTIN-13 a company prefix gives. */
export function gtinCapacity(companyPrefix: string): number {
  return 10 ** (12 - companyPrefix.length);
}

/**
 * Numbers for use inside a company only (GS1 prefixes 02, 04, 20 to 29; GTIN-8 beginning with 0 or 2): fine in own
 * shops, to be kept out of wholesale papers and market-place feeds. Judges any valid GTIN, in any length.
 */
export function isRestrictedGtin(text: string): boolean {
  const gtin = normaliseGtin(text);
  if (gtin === null) return false;
  if (gtin.startsWith("000000")) return /^[02]/.test(gtin.slice(6));
  return /^(02|04|2\d)/.test(gtin.slice(1));
}
