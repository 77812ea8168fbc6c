import type { Endpoint, InputOf, OutputOf, Problem } from "@selvedge/contract";

/** An answer that was not a success; `problem` says what to do and names the field. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}

export interface ClientOptions {
  /** Origin of the API, "" for the page's own. */
  baseUrl: string;
  /** The access token now, or null when signed out. */
  getToken: () => string | null;
  /** Called once when a token was refused, however many calls wait; resolves to the new token or null. */
  refresh?: () => Promise<string | null>;
  fetch?: typeof fetch;
}

export interface CallOptions {
  /** Makes a repeat of this creating call harmless; one is drawn for each command when left out. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export type Call = <E extends Endpoint>(endpoint: E, input: InputOf<E>, options?: CallOptions) => Promise<OutputOf<E>>;

/** Fills an endpoint's path from its input; what is left over goes to the query string or the body. */
export function fillPath(endpoint: Endpoint, input: Record<string, unknown>) {
  const rest = { ...input };
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  return { path, rest };
}

/** Makes the typed caller of every endpoint; a refused token is refreshed once for many parallel calls. */
export function createClient(options: ClientOptions): Call {
  const doFetch = options.fetch ?? fetch;
  let refreshing: Promise<string | null> | null = null;

  async function send(endpoint: Endpoint, input: Record<string, unknown>, call: CallOptions, key: string | undefined) {
    const { path, rest } = fillPath(endpoint, input);
    const inQuery = endpoint.method === "GET" || endpoint.method === "DELETE";
    const query = inQuery
      ? new URLSearchParams(
          Object.entries(rest).flatMap(([k, v]) => (v === undefined || v === null ? [] : [[k, String(v)]])),
        )
      : null;
    const token = options.getToken();
    const headers: Record<string, string> = {};
    const language = pageLanguage();
    if (language) headers["accept-language"] = language;
    if (token) headers["authorization"] = `Bearer ${token}`;
    if (!inQuery) headers["content-type"] = "application/json";
    if (key) headers["idempotency-key"] = key;
    return doFetch(`${options.baseUrl}${path}${query?.size ? `?${query}` : ""}`, {
      method: endpoint.method,
      headers,
      credentials: "same-origin",
      ...(inQuery ? {} : { body: JSON.stringify(rest) }),
      ...(call.signal ? { signal: call.signal } : {}),
    });
  }

  return async (endpoint, input, call = {}) => {
    const key =
      endpoint.kind === "command" && endpoint.method === "POST" ? (call.idempotencyKey ?? newKey()) : undefined;
    let response = await send(endpoint, input as Record<string, unknown>, call, key);
    if (response.status === 401 && options.refresh && endpoint.access !== "public") {
      refreshing ??= options.refresh().finally(() => {
        refreshing = null;
      });
      if (await refreshing) response = await send(endpoint, input as Record<string, unknown>, call, key);
    }
    const body: unknown = response.status === 204 ? {} : await response.json().catch(() => null);
    if (!response.ok) throw new ApiError(isProblem(body) ? body : unreadable(response.status));
    return body as never;
  };
}

/** The language that the page around us is in, so that refusals are told in it too; "" where there is no page. */
export const pageLanguage = (): string => globalThis.document?.documentElement.lang ?? "";

/** 128 random bits as hex. Not `crypto.randomUUID`: browsers keep that from pages served without TLS (a shop's own network). */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === "object" && body !== null && "code" in body && "title" in body;

/** A gateway in between answers without a problem document while the server restarts. */
function unreadable(status: number): Problem {
  return { type: "about:blank", title: "The server did not answer; try again in a moment", status, code: "busy" };
}
