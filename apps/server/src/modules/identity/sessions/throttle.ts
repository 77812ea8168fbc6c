import { createHash } from "node:crypto";
import type { Sql, Tx } from "../../../platform/db.ts";
import { AppError } from "../../../platform/errors.ts";

/** A key of failed tries, and how many are free before each further one doubles the wait. */
export interface ThrottleKey {
  key: string;
  free: number;
}

/** Where failures are counted: a transaction, or before one. */
export interface Throttled {
  sql: Sql | Tx;
  now: Date;
}

const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");

/**
 * What the tries of a sign-in count against: the account from this network address, the account from everywhere, and
 * the network address alone. An account that does not exist counts just the same.
 */
export function signInKeys(email: string, ip: string): ThrottleKey[] {
  const account = email.trim().toLowerCase();
  return [
    { key: hashed(`account ${account} ${ip}`), free: 5 },
    { key: hashed(`account ${account}`), free: 20 },
    { key: hashed(`address ${ip}`), free: 100 },
  ];
}

/** Codes of a second step are short, so few tries are free. */
export function codeKeys(userId: string): ThrottleKey[] {
  return [{ key: hashed(`code ${userId}`), free: 5 }];
}

/** @throws too_many_requests with the seconds to wait; right and wrong tries are refused alike */
export async function assertMayTry(at: Throttled, keys: readonly ThrottleKey[]): Promise<void> {
  const [row] = await at.sql<{ until: Date | null }[]>`select app.sign_in_wait(${keys.map((k) => k.key)}) as until`;
  const leftMs = (row?.until?.getTime() ?? 0) - at.now.getTime();
  if (leftMs <= 0) return;
  const retryAfterSeconds = Math.ceil(leftMs / 1000);
  throw new AppError("too_many_requests", `Too many tries. Wait ${inWords(retryAfterSeconds)} and try again.`, {
    details: { retryAfterSeconds },
  });
}

const inWords = (seconds: number) => (seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`);

export async function noteFailure(at: Throttled, keys: readonly ThrottleKey[]): Promise<void> {
  await at.sql`select app.sign_in_failed(${keys.map((k) => k.key)}, ${keys.map((k) => k.free)}::int[], ${at.now})`;
}

/** Forgets the account's own failures; those of the network address stay. */
export async function notePassed(at: Throttled, keys: readonly ThrottleKey[]): Promise<void> {
  await at.sql`select app.sign_in_passed(${keys.slice(0, 1).map((k) => k.key)})`;
}
