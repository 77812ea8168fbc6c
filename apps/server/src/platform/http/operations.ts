import type { Endpoint } from "@selvedge/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, Identify, RequestMeta, Runtime } from "../context.ts";
import { AppError } from "../errors.ts";
import type { Call, Operation, ReplyHead } from "../runner.ts";
import { jsonSchemaOf } from "./json-schema.ts";

/** Who sends a request: the tenant, and how to find out inside its wall what they may do. */
export interface Caller {
  tenantId: string;
  actor: Actor;
  identify?: Identify | undefined;
  /** How often in a minute it may call, where its key says so; counted in rate-limits.ts. */
  requestsPerMinute?: number | undefined;
}

/** Finds out who sends a request; null when it carries no credentials. @throws not_signed_in for bad ones. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | null>;

declare module "fastify" {
  interface FastifyRequest {
    rawBody: string | null;
    /** Who was found to send it. */
    caller: Caller | null;
  }
}

/**
 * Remembers who sends a request, for what is recorded of its refusal, and counts it against them.
 * @param countCaller refuses one that is too many
 */
export function rememberingCaller(
  authenticate: Authenticate,
  countCaller: (request: FastifyRequest, caller: Caller) => Promise<void>,
): Authenticate {
  return async (request) => {
    request.caller = await authenticate(request);
    if (request.caller) await countCaller(request, request.caller);
    return request.caller;
  };
}

const nobody: Actor = { type: "system", id: null, permissions: new Set() };

/** Mounts commands and queries as routes: one line of contract each, nothing else to say. */
export function mountOperations(
  app: FastifyInstance,
  runtime: Runtime,
  operations: readonly Operation[],
  authenticate: Authenticate,
  secureCookies: boolean,
): void {
  for (const operation of operations) {
    const { endpoint } = operation;
    const inBody = endpoint.method !== "GET" && endpoint.method !== "DELETE";
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      schema: openApiSchema(endpoint, inBody),
      // Input is checked once, by the runner, with the contract's own schema.
      validatorCompiler: () => () => true,
      config: {
        rate: endpoint.rate ?? (endpoint.kind === "query" ? "read" : "write"),
        isPublic: endpoint.access === "public",
        ...(endpoint.guessedBy ? { guessedBy: endpoint.guessedBy } : {}),
      },
      handler: async (request, reply) => {
        const result = await operation.execute(
          runtime,
          await callOf(request, endpoint, authenticate),
          inputOf(request, inBody),
        );
        reply.status(endpoint.status ?? 200);
        return operation.reply ? operation.reply(result as never, headOf(reply, secureCookies)) : result;
      },
    });
  }
}

async function callOf(request: FastifyRequest, endpoint: Endpoint, authenticate: Authenticate): Promise<Call> {
  const who = endpoint.access === "public" ? null : await authenticate(request);
  const key = request.headers["idempotency-key"];
  if (key !== undefined && (typeof key !== "string" || key.length < 1 || key.length > 200)) {
    throw new AppError("validation_failed", "Idempotency-Key is one text of at most 200 characters.", {
      fields: [{ path: "Idempotency-Key", message: "One text of at most 200 characters" }],
    });
  }
  return {
    tenantId: who?.tenantId ?? null,
    actor: who?.actor ?? nobody,
    identify: who?.identify,
    requestId: request.id,
    idempotencyKey: endpoint.access === "public" ? undefined : key,
    request: metaOf(request),
  };
}

export function metaOf(request: FastifyRequest): RequestMeta {
  return {
    ip: request.ip,
    userAgent: String(request.headers["user-agent"] ?? "").slice(0, 300),
    cookies: request.cookies,
    headers: request.headers,
    rawBody: request.rawBody,
  };
}

/** Path parameters, query and body as one input; `If-Match: "3"` gives `version`. */
function inputOf(request: FastifyRequest, inBody: boolean): unknown {
  const rest = inBody ? request.body : request.query;
  if (inBody && rest !== undefined && rest !== null && (typeof rest !== "object" || Array.isArray(rest))) {
    throw new AppError("validation_failed", "The body is one JSON object.", {
      fields: [{ path: "body", message: "One JSON object" }],
    });
  }
  const input: Record<string, unknown> = { ...(rest as object | null), ...(request.params as object) };
  const match = /^(?:W\/)?"(\d+)"$/.exec(String(request.headers["if-match"] ?? ""));
  if (match) input["version"] = Number(match[1]);
  return input;
}

/** How secrets leave in cookies: out of reach of scripts and of other sites. */
export function headOf(reply: FastifyReply, secure: boolean): ReplyHead {
  return {
    setCookie: (name, value, { maxAgeSeconds, path }) =>
      void reply.setCookie(name, value, { httpOnly: true, sameSite: "strict", secure, path, maxAge: maxAgeSeconds }),
    clearCookie: (name, { path }) => void reply.clearCookie(name, { path }),
  };
}

const problemSchema = {
  type: "object",
  description: "RFC 9457 problem document",
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    fields: {
      type: "array",
      items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
    },
    details: { type: "object", additionalProperties: true },
    requestId: { type: "string" },
  },
};

function openApiSchema(endpoint: Endpoint, inBody: boolean): Record<string, unknown> {
  const whole = jsonSchemaOf(endpoint.input, "input") as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  const names = [...endpoint.path.matchAll(/:([A-Za-z]+)/g)].map((m) => m[1]!);
  const pick = (wanted: (name: string) => boolean) => ({
    type: "object",
    properties: Object.fromEntries(Object.entries(whole.properties ?? {}).filter(([k]) => wanted(k))),
    required: (whole.required ?? []).filter(wanted),
  });
  const rest = pick((name) => !names.includes(name));
  const hasRest = Object.keys(rest.properties).length > 0;
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.name.split(".")[0]!],
    ...(endpoint.access === "public" ? { security: [] } : {}),
    description:
      endpoint.access === "public" || endpoint.access === "signed_in"
        ? ""
        : `Needs the permission \`${endpoint.access}\`.`,
    ...(names.length > 0 ? { params: pick((name) => names.includes(name)) } : {}),
    ...(hasRest ? (inBody ? { body: rest } : { querystring: rest }) : {}),
    response: {
      [endpoint.status ?? 200]: { description: "Done", ...jsonSchemaOf(endpoint.output, "input") },
      "4xx": problemSchema,
    },
  };
}
