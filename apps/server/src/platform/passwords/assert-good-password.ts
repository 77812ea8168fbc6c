import { MIN_PASSWORD_LENGTH, type PasswordProblem, passwordProblem } from "@selvedge/domain";
import { dictionary } from "@zxcvbn-ts/language-common";
import { fieldError } from "../errors.ts";
import { countBreaches } from "./breached-passwords.ts";

// The fifty thousand passwords that leak most, from the zxcvbn-ts project (MIT).
const common: ReadonlySet<string> = new Set((dictionary as Record<string, readonly string[]>)["passwords-common"]);
const isCommon = (password: string) => common.has(password);

const words: Record<PasswordProblem, string> = {
  too_short: `At least ${MIN_PASSWORD_LENGTH} characters; three or four words are easy to keep in mind`,
  too_long: "At most 200 characters",
  common: "Many people use this password, so it is tried first; choose another",
  about_you: "This is little more than your name, address or business; choose another",
  repeats: "This is one short piece over and over; choose another",
};

const wordsOfBreach = "This password is known from a breach at some other site, so it is tried early; choose another";

/** What costs no waiting. @throws validation_failed naming `field` when the policy refuses the password */
export function assertGoodPassword(field: string, password: string, about: readonly string[]): void {
  const problem = passwordProblem(password, {
    isCommon,
    words: about.flatMap((word) => [word, ...word.split(/[\s@._-]+/)]),
  });
  if (problem) throw fieldError(field, words[problem]);
}

/** What the outside service knows, where one is set; outside of a transaction. @throws validation_failed naming `field` */
export async function assertUnbreached(field: string, password: string): Promise<void> {
  if (((await countBreaches(password)) ?? 0) > 0) throw fieldError(field, wordsOfBreach);
}

/** The whole policy; outside of a transaction. @throws validation_failed naming `field` */
export async function assertNewPassword(field: string, password: string, about: readonly string[]): Promise<void> {
  assertGoodPassword(field, password, about);
  await assertUnbreached(field, password);
}
