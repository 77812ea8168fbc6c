import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { AppError } from "../errors.ts";
import type { Log } from "../log.ts";

/** What programs ask for; all else is a page that somebody may have typed the address of. */
const forPrograms = new Set(["v1", "oauth", "media", "health", "metrics", "openapi.json", ".well-known"]);
/** What the operator's own machines ask for beside the proxy. */
const forOperator = new Set(["health", "metrics"]);

/** The first piece of a path: `v1` of `/v1/users?q=a`. */
export const firstPiece = (url: string): string => url.split(/[/?]/)[1] ?? "";

/** Whether an address is asked for by programs, so that a page is never the answer. */
export const isForPrograms = (url: string): boolean => forPrograms.has(firstPiece(url));

/**
 * Where `PUBLIC_ORIGIN` is https, what a trusted proxy says came to it by plain http gets no further: people who ask for a
 * page are led to https; programs are refused in words, so that a secret sent in the clear is noticed at once and not
 * carried on by a redirect (OWASP ASVS 5.0, 4.1.2). The live feed opens only where the proxy says TLS (4.4.1). Requests
 * that came by no proxy are the operator's own: the online shop's server, probes.
 */
export function requireHttps(app: FastifyInstance, config: Config, log: Log): void {
  const home = config.publicOrigin ? new URL(config.publicOrigin) : null;
  if (home?.protocol !== "https:") return;
  if (!config.trustProxy) {
    log.warn(
      "PUBLIC_ORIGIN is https and TRUST_PROXY names no proxy: nobody says who came by https, so no live feed opens",
    );
  }
  app.addHook("onRequest", async (request, reply) => {
    if (isSocket(request)) {
      if (!cameByTls(request)) throw inTheClear("The live feed opens by wss only.");
      return;
    }
    if (!wasForwardedInTheClear(request, config) || forOperator.has(firstPiece(request.url))) return;
    if (isForPrograms(request.url) || (request.method !== "GET" && request.method !== "HEAD"))
      throw inTheClear(
        "Send it to the https address. Whatever secret this request held was readable on its way: replace it.",
      );
    return reply.header("cache-control", "no-store").redirect(httpsAddress(request, home), 308);
  });
}

const inTheClear = (words: string) => new AppError("https_only", words);

const isSocket = (request: FastifyRequest) => request.headers.upgrade?.toLowerCase() === "websocket";

/** As the nearest trusted proxy says; some say `wss` of a WebSocket. */
const cameByTls = (request: FastifyRequest) => ["https", "wss"].includes(request.protocol);

/** An untrusted caller who says the same of itself is taken at its word: it harms nobody else. */
function wasForwardedInTheClear(request: FastifyRequest, config: Config): boolean {
  const said = [request.headers["x-forwarded-proto"] ?? []].flat().join(",").split(",").at(-1)!.trim();
  return config.trustProxy !== false && ["http", "ws"].includes(said) && !cameByTls(request);
}

/** The same page by https: a business's own host stays, the installation's own address has its port. */
function httpsAddress(request: FastifyRequest, home: URL): string {
  const name = /^[a-z0-9][a-z0-9.-]*/i.exec(request.headers.host ?? "")?.[0].toLowerCase() ?? home.hostname;
  return `https://${name === home.hostname ? home.host : name}${request.url.replace(/^\/+/, "/")}`;
}
