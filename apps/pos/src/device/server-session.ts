import { type Call, createClient } from "@selvedge/client";
import { tillApi } from "@selvedge/contract";
import { getMeta, setMeta, type TillDb } from "./till-db.ts";

export interface ServerSession {
  call: Call;
  /** An access token of the device for the live feed; null when the server cannot be reached. */
  token(): Promise<string | null>;
  /** Signs in anew at the next call, which tells the server how we stand: what waits here, and what of it is stuck. */
  forget(): void;
}

/** Talks to the server as the paired device: signs in by itself, and sets its clock right as it does. */
export function openServerSession(db: TillDb, options: { baseUrl?: string; fetch?: typeof fetch } = {}): ServerSession {
  const baseUrl = options.baseUrl ?? "";
  const plain = { baseUrl, ...(options.fetch ? { fetch: options.fetch } : {}) };
  let token: string | null = null;
  let goodUntil = 0;
  const open = createClient({ ...plain, getToken: () => null });
  const refresh = async (): Promise<string | null> => {
    const identity = await getMeta(db, "identity");
    if (!identity) return null;
    const waiting = await db.events.where("delivered").equals(0).sortBy("counter");
    const stuck = waiting.filter((event) => event.problem !== null);
    const skewMs = (await getMeta(db, "skewMs")) ?? 0;
    const asked = Date.now();
    const answer = await open(tillApi.openTillSession, {
      deviceToken: identity.deviceToken,
      ...{ waitingEvents: waiting.length, stuckEvents: stuck.length },
      ...{ stuckWords: stuck[0]?.problem?.slice(0, 300) ?? null, skewMs, appVersion: "1" },
    });
    await learn(db, answer, asked, Date.now());
    token = answer.accessToken;
    goodUntil = Date.now() + (answer.expiresInSeconds - 60) * 1000;
    return token;
  };
  const signed = createClient({ ...plain, getToken: () => token, refresh });
  return {
    async call(endpoint, input, callOptions) {
      if (token === null || Date.now() > goodUntil) await refresh();
      return signed(endpoint, input, callOptions);
    },
    forget() {
      token = null;
    },
    async token() {
      if (token !== null && Date.now() <= goodUntil) return token;
      return refresh().catch(() => null);
    },
  };
}

/** The server's clock (less half the way there and back), whether we are still wanted, and how far our count has got. */
async function learn(
  db: TillDb,
  answer: { serverAt: string; revoked: boolean; highestCounter: number },
  askedAt: number,
  answeredAt: number,
): Promise<void> {
  await db.transaction("rw", [db.meta], async () => {
    const skew = Date.parse(answer.serverAt) - (askedAt + answeredAt) / 2;
    // A few hundred milliseconds are the network's, not the clock's.
    await setMeta(db, "skewMs", Math.abs(skew) < 2000 ? 0 : Math.round(skew));
    await setMeta(db, "revoked", answer.revoked);
    const counter = (await getMeta(db, "counter")) ?? 0;
    if (answer.highestCounter <= counter) return;
    // This device was set back to an older state: go on behind what it once wrote, so that no number is used twice.
    await setMeta(db, "counter", answer.highestCounter);
    await setMeta(db, "receiptNo", ((await getMeta(db, "receiptNo")) ?? 0) + answer.highestCounter - counter);
  });
}
