import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { verify as verifyBcrypt } from "@node-rs/bcrypt";
import { AppError } from "./errors.ts";

// OWASP's floor for argon2id: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const current = "$argon2id$v=19$m=19456,t=2,p=1$";

// Hashing runs in libuv's threads, which files and DNS share, and takes a whole processor each time. So few at once, the
// rest in line: other requests keep their share of the machine however many people sign in.
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));
const MOST_WAITING = 200;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING)
      throw new AppError("busy", "Too many people sign in at this moment; try again.");
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** @throws busy when too many wait */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), cost));
}

let decoy: Promise<string> | null = null;

/** Made once; should that be refused because too many wait, the next one makes it. */
function decoyHash(): Promise<string> {
  decoy ??= hashPassword("nobody's password").catch((error: unknown) => {
    decoy = null;
    throw error;
  });
  return decoy;
}

/**
 * Verifies a password against an argon2id or bcrypt hash, or, where there is none, against one that nobody has: an
 * unknown address takes as long as a known one. Call it outside of a transaction, which would hold a connection meanwhile.
 * @throws busy when too many wait
 */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await decoyHash());
  const right = await inTurn(() => verifyAny(against, password)).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    return false;
  });
  return right && passwordHash !== null;
}

async function verifyAny(against: string, password: string): Promise<boolean> {
  if (against.startsWith("$2")) return verifyBcrypt(password, against);
  const plain = password.normalize("NFKC");
  // A hash that came from elsewhere was made of what was typed.
  return (await verify(against, plain)) || (plain !== password && (await verify(against, password)));
}

/** Whether a hash is of another kind or cost than those made now. */
export function isOutdated(passwordHash: string): boolean {
  return !passwordHash.startsWith(current);
}
