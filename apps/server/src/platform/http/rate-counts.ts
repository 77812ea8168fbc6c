import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";
import type { Log } from "../log.ts";
import { metrics } from "../metrics.ts";

/** How often something was counted in the minute that began with its first count, and when that minute is over. */
export interface Count {
  used: number;
  resetSeconds: number;
}

/** Where requests are counted: in Redis for all processes together, else in this one's memory. */
export interface RateCounts {
  /** Counts one more of `key`. Never throws: while Redis is away, it counts in memory. */
  add(key: string): Promise<Count>;
  close(): Promise<void>;
}

export const WINDOW_SECONDS = 60;
/** A Redis that takes longer for one count than this is taken for lost. */
const LONGEST_WAIT_MS = 500;
/** How long a lost Redis is left alone before one request asks it again. */
const PAUSE_MS = 2_000;

// What is too much is decided by who asks, since a key may have a number of its own; the counters themselves never refuse.
const counter = { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS, keyPrefix: "selvedge:rate" };

/** Opens the counters. A Redis that is not there is waited for a moment and then told of in the log, not an error. */
export async function openRateCounts(redisUrl: string | null, log: Log): Promise<RateCounts> {
  const memory = new RateLimiterMemory(counter);
  const inMemory = async (key: string) => toCount(await memory.penalty(key));
  if (redisUrl === null) return { add: inMemory, close: async () => {} };
  // Five hundred files that only an installation with Redis needs.
  const { createClient } = await import("@redis/client");
  const state = watchLosses(log);
  const redis = createClient({
    url: redisUrl,
    // What every Redis and Valkey speaks.
    RESP: 2,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, PAUSE_MS) },
  });
  redis.on("error", state.lose);
  redis.on("ready", state.find);
  const shared = new RateLimiterRedis({
    ...counter,
    storeClient: redis,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
  });
  await within(LONGEST_WAIT_MS, redis.connect()).catch(state.lose);
  return {
    async add(key) {
      if (!state.mayAsk()) return inMemory(key);
      try {
        const count = toCount(await within(LONGEST_WAIT_MS, shared.penalty(key)));
        state.find();
        return count;
      } catch (error) {
        state.lose(error);
        return inMemory(key);
      }
    },
    close: async () => redis.destroy(),
  };
}

function toCount(counted: RateLimiterRes): Count {
  return { used: counted.consumedPoints, resetSeconds: Math.max(1, Math.ceil(counted.msBeforeNext / 1000)) };
}

/** Says once in the log that Redis is lost, and once that it is back; between the two only now and then a request asks it. */
function watchLosses(log: Log) {
  let askAgainAt: number | null = null;
  metrics.rateCountsShared.set(1);
  return {
    lose(error: unknown) {
      if (askAgainAt === null) {
        metrics.rateCountsShared.set(0);
        const words = "Redis does not answer: until it does, each process counts its own requests for the rate limits";
        log.warn({ component: "rate limits", err: error }, words);
      }
      askAgainAt = Date.now() + PAUSE_MS;
    },
    find() {
      if (askAgainAt === null) return;
      askAgainAt = null;
      metrics.rateCountsShared.set(1);
      log.info({ component: "rate limits" }, "Redis is back: requests are counted for all processes together");
    },
    mayAsk(): boolean {
      if (askAgainAt === null) return true;
      if (Date.now() < askAgainAt) return false;
      askAgainAt = Date.now() + PAUSE_MS;
      return true;
    },
  };
}

/** @throws Error when `work` takes longer; an answer that came meanwhile and only waits to be read still counts. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new Error(`no answer within ${ms} ms`))), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
