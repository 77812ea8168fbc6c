import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { AppError } from "../errors.ts";
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
  app.get("/*", { schema: { hide: true } as never }, async (request, reply) => {
    const first = request.url.split(/[/?]/)[1] ?? "";
    if (["v1", "docs", "health", "media", "assets"].includes(first)) {
      return sendProblem(
        reply,
        new AppError("not_found", `There is nothing at ${request.url.split("?")[0]}.`),
        request,
      );
    }
    reply.header("cache-control", "no-cache");
    return reply.sendFile("index.html");
  });
}

/** Serves the built till at `/till/`: its service worker and page are asked for anew each time, hashed assets never again. */
export async function mountTillApp(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(
    async (scope) => {
      await scope.register(fastifyStatic, {
        root: folder,
        wildcard: false,
        index: false,
        decorateReply: true,
        setHeaders(reply, file) {
          const hashed = file.includes(`${path.sep}assets${path.sep}`);
          reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
        },
      });
      scope.get("/", { schema: { hide: true } as never }, async (_request, reply) => {
        reply.header("cache-control", "no-cache");
        return reply.sendFile("index.html");
      });
    },
    { prefix: "/till" },
  );
}
