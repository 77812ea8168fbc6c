import { fieldError } from "../../../platform/errors.ts";
import { hashPassword, passwordMatches } from "../../../platform/hash-password.ts";

// A PIN has few possibilities: what keeps it is the lock-out. Hashed as passwords are, it only slows who stole the table.
export const hashPin = hashPassword;

/** Takes as long for a manager without a PIN as for one with. */
export const pinMatches = passwordMatches;

/** @throws validation_failed for the PINs that are tried first: one digit repeated, a run up or down, a year */
export function assertPinNotObvious(pin: string): void {
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])));
  const [step] = steps;
  const isRun = steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
  if (isRun || /^(19|20)\d\d$/.test(pin))
    throw fieldError("pin", "This PIN is easily guessed; take digits that are no run, no repeat and no year.");
}
