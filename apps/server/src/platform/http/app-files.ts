import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { AppError } from "../errors.ts";
import { firstPiece, isForPrograms } from "./https-only.ts";
import { policyWithNonce } from "./secure-headers.ts";
import { sendProblem } from "./server.ts";

/**
 * Serves a built single-page app at `/`: hashed assets for a year, everything that is not an API path answers with the
 * page, whose router takes it from there.
 */
export async function mountApp(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    index: false,
    setHeaders(reply, file) {
      const hashed = file.includes(`${path.sep}assets${path.sep}`);
      reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  app.get("/*", { schema: { hide: true } as never }, async (request, reply) => {
    if (isForPrograms(request.url) || ["docs", "assets"].includes(firstPiece(request.url))) {
      return sendProblem(
        reply,
        new AppError("not_found", `There is nothing at ${request.url.split("?")[0]}.`),
        request,
      );
    }
    return sendPage(reply, page);
  });
}

/** The page of an app, with a nonce of its own by which its dialogs may keep the page behind them still. */
function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .header("cache-control", "no-cache")
    .header("content-security-policy", policyWithNonce(nonce))
    .type("text/html; charset=utf-8")
    .send(page.replace("<head>", `<head><meta property="csp-nonce" nonce="${nonce}">`));
}

/** Serves the built till at `/till/`: its service worker and page are asked for anew each time, hashed assets never again. */
export async function mountTillApp(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(
    async (scope) => {
      await scope.register(fastifyStatic, {
        root: folder,
        wildcard: false,
        index: false,
        globIgnore: ["index.html"],
        setHeaders(reply, file) {
          const hashed = file.includes(`${path.sep}assets${path.sep}`);
          reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
        },
      });
      const page = readFileSync(path.join(folder, "index.html"), "utf8");
      // By its file's name for the service worker, which keeps it with its headers: page and policy stay of one nonce.
      for (const url of ["/", "/index.html"]) {
        scope.get(url, { schema: { hide: true } as never }, async (_request, reply) => sendPage(reply, page));
      }
    },
    { prefix: "/till" },
  );
}
