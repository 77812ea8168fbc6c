import { backOffMs, deliverWaiting } from "../device/deliver.ts";
import { pullFacts } from "../device/pull-facts.ts";
import type { ServerSession } from "../device/server-session.ts";
import { tidy } from "../device/tidy.ts";
import { getMeta, setMeta, type TillDb } from "../device/till-db.ts";
import { feedAddress } from "../hardware/shell.ts";
import { type SyncState, setSync } from "./till-state.ts";

const QUIET_MS = 20_000;

export interface SyncLoop {
  /** Something happened here or there: look now. */
  poke(): void;
  stop(): void;
}

interface Told {
  factsChanged(what: { head: boolean; styles: boolean; levels: boolean; customers: boolean }): void;
  loading(set: string): void;
  roundEnded(): void;
}

/**
 * Delivers and fetches, without end: at once when something happens here, when the feed says that something happened
 * there, and else every twenty seconds; after a failure with growing pauses. What waits is always on the screen.
 */
export function startSync(db: TillDb, session: ServerSession, told: Told): SyncLoop {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running = false;
  let again = false;
  let stopped = false;
  const feed = followFeed(session, () => poke());

  const poke = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    if (timer) clearTimeout(timer);
    running = true;
    void round().finally(() => {
      running = false;
      if (again) {
        again = false;
        poke();
      }
    });
  };

  let stuck = 0;
  const round = async () => {
    const waiting = await count(db);
    setSync({ ...waiting, state: "sending", nextTryAt: null });
    const ended = await work();
    const left = await count(db);
    // The office hears of what it would not take by the next sign-in.
    if (left.problems !== stuck) session.forget();
    stuck = left.problems;
    // A line that lets some through is not a line that is down: the next try comes at once.
    failures = ended === null || ended.delivered > 0 ? 0 : failures + 1;
    const pause = ended === null ? QUIET_MS : backOffMs(failures);
    setSync({
      ...left,
      state: stateAfter(ended, left.waiting),
      words: ended?.words ?? null,
      lastSyncAt: (await getMeta(db, "lastSyncAt")) ?? null,
      skewMs: (await getMeta(db, "skewMs")) ?? 0,
      nextTryAt: ended === null ? null : Date.now() + pause,
    });
    told.roundEnded();
    if (!stopped) timer = setTimeout(poke, pause);
  };

  /** @returns null when all went well */
  const work = async (): Promise<{ refused: boolean; delivered: number; words: string } | null> => {
    let delivered = 0;
    try {
      const delivery = await deliverWaiting(db, session.call);
      delivered = delivery.delivered;
      if (delivery.kind !== "done") return { refused: delivery.kind === "refused", delivered, words: delivery.words };
      if (await getMeta(db, "revoked")) return { refused: true, delivered, words: "This till was disconnected." };
      const changed = await pullFacts(db, session.call, told.loading);
      told.factsChanged(changed);
      feed.ensure();
      await tidy(db);
      return null;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const code = (error as { problem?: { code?: string } }).problem?.code;
      // Not even known any more: as good as disconnected.
      if (code === "session_revoked") await setMeta(db, "revoked", true);
      return { refused: code === "session_revoked", delivered, words: code ? words : "The server cannot be reached." };
    }
  };

  const now = () => {
    failures = 0;
    poke();
  };
  window.addEventListener("online", now);
  document.addEventListener("visibilitychange", now);
  poke();
  return {
    poke,
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      feed.stop();
      window.removeEventListener("online", now);
      document.removeEventListener("visibilitychange", now);
    },
  };
}

/** How a round leaves the till; `ended` is null when all went well. */
function stateAfter(ended: { refused: boolean } | null, waiting: number): SyncState["state"] {
  if (ended?.refused) return "refused";
  if (waiting > 0) return "waiting";
  return ended === null ? "in_step" : "offline";
}

async function count(db: TillDb): Promise<{ waiting: number; problems: number }> {
  const left = await db.events.where("delivered").equals(0).toArray();
  return { waiting: left.length, problems: left.filter((e) => e.problem !== null).length };
}

/** The live feed as a nudge: what changed is then asked for by the cursor, so that nothing hangs on it. */
function followFeed(session: ServerSession, nudge: () => void): { ensure(): void; stop(): void } {
  let socket: WebSocket | null = null;
  let opening = false;
  let soon: ReturnType<typeof setTimeout> | null = null;
  const ensure = () => {
    if (socket || opening) return;
    opening = true;
    void Promise.all([session.token(), feedAddress()]).then(([token, address]) => {
      opening = false;
      if (token === null || address === null) return;
      const mine = new WebSocket(address);
      socket = mine;
      mine.onopen = () => mine.send(JSON.stringify({ type: "subscribe", token }));
      mine.onmessage = ({ data }) => {
        if (!String(data).includes('"type":"event"')) return;
        // A busy shop changes many things at once: one look for all of them.
        soon ??= setTimeout(() => {
          soon = null;
          nudge();
        }, 400);
      };
      mine.onclose = () => {
        if (socket === mine) socket = null;
      };
    });
  };
  return {
    ensure,
    stop() {
      if (soon) clearTimeout(soon);
      socket?.close();
    },
  };
}
