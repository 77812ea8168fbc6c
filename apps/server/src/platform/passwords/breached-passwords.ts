import { createHash } from "node:crypto";
import type { Log } from "../log.ts";

/** Somebody waits for the answer with a form before them. */
const LONGEST_WAIT_MS = 1_500;

let service: { origin: string; log: Log } | null = null;

/**
 * Says which service is asked about breached passwords; null asks nobody. Called once at start.
 * @param origin where `/range/` answers, such as `https://api.pwnedpasswords.com`
 */
export function openBreachedPasswords(origin: string | null, log: Log): void {
  service = origin === null ? null : { origin: origin.replace(/\/+$/, ""), log };
}

/**
 * How often a password was found in breaches; null when nobody is asked, or nobody answered in time: then the list of
 * our own has to do, and the log says so. Call it outside of a transaction.
 *
 * Only the first five of the forty characters of its SHA-1 leave; the answer has some hundreds of possible rests, padded
 * so that its length tells nothing (Have I Been Pwned's range protocol, k-anonymity; a padding's count is 0).
 */
export async function countBreaches(password: string): Promise<number | null> {
  if (!service) return null;
  const hash = createHash("sha1").update(password.normalize("NFKC")).digest("hex").toUpperCase();
  try {
    const answer = await fetch(`${service.origin}/range/${hash.slice(0, 5)}`, {
      headers: { "add-padding": "true", "user-agent": "Selvedge" },
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return countOf(await answer.text(), hash.slice(5));
  } catch (error) {
    service.log.warn(
      { err: error },
      "the service of breached passwords gave no answer; the password was held against the list of our own only",
    );
    return null;
  }
}

function countOf(lines: string, rest: string): number {
  const line = lines.split(/\r?\n/).find((one) => one.toUpperCase().startsWith(`${rest}:`));
  return Number(line?.slice(rest.length + 1) ?? 0);
}
