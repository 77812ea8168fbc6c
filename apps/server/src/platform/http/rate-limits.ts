import { isIPv6 } from "node:net";
import type { RateClass } from "@selvedge/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config, Rates } from "../config.ts";
import { AppError } from "../errors.ts";
import { metrics } from "../metrics.ts";
import { isSameSecret } from "../secrets.ts";
import type { Caller } from "./operations.ts";
import { type RateCounts, WINDOW_SECONDS } from "./rate-counts.ts";

/** What one request counted against: a policy of the `RateLimit` headers, and where its count stands. */
interface Counted {
  policy: keyof Rates | "key";
  limit: number;
  used: number;
  resetSeconds: number;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** What calls of the route count as; a GET is a read and all else a write unless told. */
    rate?: RateClass;
    /** A key of query or body by which a stranger could guess: a call that gives it counts as a sign-in. */
    guessedBy?: string;
    /** Nobody is asked who they are, so that calls are counted by address. */
    isPublic?: boolean;
  }
  interface FastifyRequest {
    counted: Counted[];
  }
}

export interface RateLimits {
  /** Counts every request of `app`, and tells in the headers of each answer how much is left. */
  mount(app: FastifyInstance): void;
  /**
   * Counts a request of somebody who is known: by its class against their account, or, of an API key with a number of
   * its own, against that instead of reads and changes. The one place where keys are limited.
   * @throws too_many_requests
   */
  countCaller(request: FastifyRequest, caller: Caller): Promise<void>;
}

/**
 * Who is counted, and how much is too much. Each request counts against its address; besides, by its class, against the
 * account that sends it, or the address again where nobody is signed in.
 */
export function openRateLimits(config: Pick<Config, "rates" | "storefrontSecret">, counts: RateCounts): RateLimits {
  const { rates, storefrontSecret } = config;

  async function count(request: FastifyRequest, policy: Counted["policy"], who: string, limit: number): Promise<void> {
    const { used, resetSeconds } = await counts.add(`${policy} ${who}`);
    request.counted.push({ policy, limit, used, resetSeconds });
    if (used > limit) throw tooMany(policy, limit, resetSeconds);
  }
  const countClass = (request: FastifyRequest, who: string) => {
    const rate = rateOf(request);
    return count(request, rate, who, rates[rate]);
  };
  const addressOf = (request: FastifyRequest) => {
    const { "storefront-secret": secret, "shopper-address": shopper } = request.headers;
    const isStorefront = storefrontSecret !== null && isSameSecret(secret, storefrontSecret);
    return isStorefront && typeof shopper === "string" && shopper !== ""
      ? `shopper ${networkOf(shopper)}`
      : networkOf(request.ip);
  };

  return {
    mount(app) {
      app.decorateRequest("counted");
      app.addHook("onRequest", async (request) => {
        request.counted = [];
        if (!request.url.startsWith("/health/")) await count(request, "address", addressOf(request), rates.address);
      });
      app.addHook("preHandler", async (request) => {
        if (request.routeOptions.config.isPublic) await countClass(request, addressOf(request));
      });
      app.addHook("onSend", async (request, reply) => tell(request.counted ?? [], reply));
    },
    async countCaller(request, { tenantId, actor, requestsPerMinute }) {
      const who = `${tenantId} ${actor.type} ${actor.id}`;
      if (requestsPerMinute !== undefined) await count(request, "key", who, requestsPerMinute);
      if (requestsPerMinute === undefined || !isOrdinary(rateOf(request))) await countClass(request, who);
    },
  };
}

/** What a request counts as, by its route and by what it gives. */
function rateOf(request: FastifyRequest): RateClass {
  const { rate, guessedBy } = request.routeOptions.config;
  if (guessedBy !== undefined && (gives(request.query, guessedBy) || gives(request.body, guessedBy))) return "sign_in";
  return rate ?? (request.method === "GET" ? "read" : "write");
}

/** What a key's own number stands in for; reports and uploads cost too much to be any key's to allow. */
const isOrdinary = (rate: RateClass): boolean => rate === "read" || rate === "write";

const gives = (given: unknown, key: string): boolean =>
  typeof given === "object" && given !== null && (given as Record<string, unknown>)[key] !== undefined;

/** An IPv6 customer is handed 2^64 addresses, so their network is counted; IPv4 written as IPv6 is IPv4. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.replace(/%.*$/, "").split("::");
  const groups = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  const whole =
    tail === undefined ? groups : [...groups, ...Array(8 - groups.length - after.length).fill("0"), ...after];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

const nouns: Record<Counted["policy"], string> = {
  address: "requests from one network address",
  sign_in: "sign-ins, codes and mails from one network address",
  read: "reads",
  write: "changes",
  report: "reports and exports",
  upload: "uploads",
  key: "requests by this API key",
};

function tooMany(policy: Counted["policy"], limit: number, retryAfterSeconds: number): AppError {
  metrics.rateLimited.inc({ policy });
  const words = `At most ${limit} ${nouns[policy]} a minute. Wait ${retryAfterSeconds} seconds and try again; nothing was done.`;
  return new AppError("too_many_requests", words, { details: { policy, limit, retryAfterSeconds } });
}

/**
 * `RateLimit-Policy` says what is allowed and `RateLimit` what is left of it, as draft-ietf-httpapi-ratelimit-headers-11
 * has them: `"read";q=6000;w=60` and `"read";r=5999;t=60`.
 */
function tell(counted: readonly Counted[], reply: FastifyReply): void {
  if (counted.length === 0) return;
  const policies = counted.map((c) => `"${c.policy}";q=${c.limit};w=${WINDOW_SECONDS}`);
  const left = counted.map((c) => `"${c.policy}";r=${Math.max(0, c.limit - c.used)};t=${c.resetSeconds}`);
  reply.header("ratelimit-policy", policies.join(", ")).header("ratelimit", left.join(", "));
}
