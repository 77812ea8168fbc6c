import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import multipart from "@fastify/multipart";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import websocket from "@fastify/websocket";
import { errorCodes } from "@selvedge/contract";
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Config } from "../config.ts";
import type { Runtime } from "../context.ts";
import { AppError, fromDatabase, toProblem } from "../errors.ts";
import { newId } from "../ids.ts";
import { metrics } from "../metrics.ts";
import { languageOf } from "../words/in-language.ts";
import { requireHttps } from "./https-only.ts";
import type { RateLimits } from "./rate-limits.ts";
import { docsPolicy, secureHeaders } from "./secure-headers.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Every route that is mounted, for the tests that go through all of them. */
    routeList: { method: string; url: string }[];
  }
}

/** What a script of another origin may read of an answer beside its body. */
const toldToScripts = ["retry-after", "ratelimit", "ratelimit-policy", "x-request-id", "etag"];

/** The HTTP side of the program: limits, headers, problem documents, docs. Routes are mounted by the caller. */
export async function openHttp(config: Config, runtime: Runtime, limits: RateLimits): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: runtime.log as never,
    // Requests are logged by the hook below, with what an operator looks for.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    requestIdHeader: false,
    trustProxy: config.trustProxy,
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    forceCloseConnections: "idle",
    ajv: { customOptions: { strict: false } },
    // What fails before a route is found (an address that cannot be decoded) is answered like everything else.
    frameworkErrors: (error, request, reply) =>
      sendProblem(reply as never, new AppError("bad_request", error.message), request as never),
  }) as unknown as FastifyInstance;
  const routeList: { method: string; url: string }[] = [];
  app.decorate("routeList", routeList);
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) if (one !== "HEAD" && one !== "OPTIONS") routeList.push({ method: one, url });
  });
  app.decorateRequest("rawBody", null);
  app.decorateRequest("caller", null);
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    request.rawBody = body as string;
    if (body === "") return done(null, undefined);
    try {
      done(null, withoutPrototype(JSON.parse(body as string)));
    } catch {
      done(new AppError("bad_request", "The body is not valid JSON."));
    }
  });
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => answerError(error, request, reply, runtime));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      new AppError("not_found", `There is nothing at ${request.method} ${request.url.split("?")[0]}.`),
      request,
    ),
  );
  app.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    metrics.requestSeconds.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    runtime.log.debug(
      { reqId: request.id, method: request.method, route, status: reply.statusCode, ms: reply.elapsedTime },
      "request",
    );
  });
  await app.register(cookie);
  await secureHeaders(app, config);
  await app.register(cors, { origin: config.publicOrigin ?? false, exposedHeaders: toldToScripts });
  limits.mount(app);
  await app.register(multipart, { limits: { fileSize: config.maxUploadBytes, files: 1, fields: 20 } });
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  // After the sockets' own hooks: they close one that is refused.
  requireHttps(app, config, runtime.log);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Selvedge API",
        version: "1",
        description:
          "Send `Authorization: Bearer <access token>`; get one at POST /v1/auth/sign-in. Creating POSTs take an `Idempotency-Key`: " +
          "the same key twice gives the same answer once. Errors are RFC 9457 problem documents. Money is integer minor units.",
      },
      components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
      security: [{ bearer: [] }],
    },
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    uiConfig: { validatorUrl: null },
    staticCSP: docsPolicy,
  });
  app.get("/openapi.json", { schema: { hide: true } as never }, async () => app.swagger());
  return app;
}

/** Drops keys that would reach an object's prototype. */
function withoutPrototype(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototype);
  if (value === null || typeof value !== "object") return value;
  for (const key of Object.keys(value)) {
    const held = value as Record<string, unknown>;
    if (key === "__proto__" || key === "constructor") delete held[key];
    else held[key] = withoutPrototype(held[key]);
  }
  return value;
}

function answerError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply, runtime: Runtime) {
  if (error instanceof AppError) {
    noteRefusal(error, request, runtime);
    return sendProblem(reply, error, request);
  }
  const known = fromDatabase(error) ?? fromFastify(error);
  if (known) return sendProblem(reply, known, request);
  runtime.log.error({ err: error, reqId: request.id, method: request.method, url: request.url }, "unexpected error");
  return sendProblem(reply, new AppError("unexpected", `Tell the operator the request id ${request.id}.`), request);
}

/** What a signed-in caller may not do goes into the audit trail. */
function noteRefusal(error: AppError, request: FastifyRequest, runtime: Runtime): void {
  if (!request.caller || errorCodes[error.code].status !== 403) return;
  runtime.refused?.({
    ...request.caller,
    what: `${request.method} ${request.routeOptions.url ?? ""}`,
    code: error.code,
    permission: typeof error.details?.["permission"] === "string" ? error.details["permission"] : undefined,
    ip: request.ip,
    requestId: request.id,
  });
}

function fromFastify(error: FastifyError): AppError | null {
  const status = error.statusCode ?? 500;
  if (status === 413 || error.code === "FST_REQ_FILE_TOO_LARGE")
    return new AppError("payload_too_large", error.message);
  if (status === 415) return new AppError("unsupported_media", error.message);
  if (status === 429) return new AppError("too_many_requests");
  if (status === 404) return new AppError("not_found");
  if (status >= 400 && status < 500) return new AppError("bad_request", error.message);
  return null;
}

/** When it is worth asking again, in seconds; null when the same request would be refused for good. */
function retryAfter(error: AppError): number | null {
  const known = error.details?.["retryAfterSeconds"];
  if (typeof known === "number") return known;
  return error.code === "busy" ? 1 : null;
}

export function sendProblem(reply: FastifyReply, error: AppError, request: FastifyRequest) {
  const problem = toProblem(error, request.id, languageOf(request.headers));
  const seconds = retryAfter(error);
  if (seconds !== null) reply.header("retry-after", String(seconds));
  return reply
    .status(problem.status)
    .header("content-type", "application/problem+json")
    .serializer((p: unknown) => JSON.stringify(p))
    .send(problem);
}
