export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 200;

export type PasswordProblem = "too_short" | "too_long" | "common" | "about_you" | "repeats";

export interface PasswordContext {
  /** Whether many people use it; asked with the small-letter form. */
  isCommon: (password: string) => boolean;
  /** Words that somebody who knows the person would try: address, name, business. */
  words: readonly string[];
}

/**
 * What is wrong with a new password, or null. Length first (counted in characters as a person sees them typed), then what
 * an attacker tries first: passwords that many people use, also with up to four digits or signs put behind them; the
 * person's own words; one short piece over and over. No rule about kinds of characters (NIST SP 800-63B, 5.1.1.2).
 */
export function passwordProblem(password: string, { isCommon, words }: PasswordContext): PasswordProblem | null {
  const length = [...password].length;
  if (length < MIN_PASSWORD_LENGTH) return "too_short";
  if (length > MAX_PASSWORD_LENGTH) return "too_long";
  const plain = password.normalize("NFKC").toLowerCase();
  if (isRepeated(plain)) return "repeats";
  if (isCommon(plain) || isCommonWithTail(plain, isCommon)) return "common";
  if (isMostly(plain, words)) return "about_you";
  return null;
}

/** One to four characters, over and over. */
function isRepeated(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/su.test(text) && new Set(text).size <= 4;
}

function isCommonWithTail(text: string, isCommon: (password: string) => boolean): boolean {
  const stem = text.replace(/[\d\p{P}\p{S}]{1,4}$/u, "");
  return stem !== text && stem.length >= 4 && isCommon(stem);
}

/** Whether at most four characters are left once every word of the person's is taken out. */
function isMostly(text: string, words: readonly string[]): boolean {
  const known = words.map((word) => word.normalize("NFKC").toLowerCase()).filter((word) => word.length >= 4);
  const left = known.sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ""), text);
  return left !== text && [...left].length <= 4;
}
