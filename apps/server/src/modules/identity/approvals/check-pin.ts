import { hash, verify } from "@node-rs/argon2";
import { fieldError } from "../../../platform/errors.ts";

// A PIN has few possibilities: what keeps it is the lock-out. The cost only slows who stole the table.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPin(pin: string): Promise<string> {
  return hash(pin, cost);
}

let decoy: Promise<string> | null = null;

/** Takes as long for a manager without a PIN as for one with. */
export async function pinMatches(pinHash: string | null, pin: string): Promise<boolean> {
  decoy ??= hashPin("no PIN is this");
  const right = await verify(pinHash ?? (await decoy), pin).catch(() => false);
  return right && pinHash !== null;
}

/** @throws validation_failed for the PINs that are tried first: one digit repeated, a run up or down, a year */
export function assertPinNotObvious(pin: string): void {
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])));
  const [step] = steps;
  const isRun = steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
  if (isRun || /^(19|20)\d\d$/.test(pin))
    throw fieldError("pin", "This PIN is easily guessed; take digits that are no run, no repeat and no year.");
}
