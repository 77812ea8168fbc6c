import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { PictureShelf } from "./picture-shelf.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".json": "application/json",
};

export interface Serving {
  /** The folder of the till's build. */
  folder: string;
  /** Where the server is now; null while nobody has said. */
  server: () => string | null;
  fetch: typeof fetch;
  pictures: PictureShelf;
}

/**
 * Answers the window: the till's own files from this machine, so that it opens without any network; what it asks of the
 * server goes there, and only the till's part of the API and pictures do.
 */
export function serveTill(serving: Serving): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/v1/till/")) return forward(serving, request);
    if (request.method !== "GET") return new Response(null, { status: 405 });
    if (pathname.startsWith("/media/")) return picture(serving, request);
    if (pathname.startsWith("/till/")) return file(serving, decodeURIComponent(pathname.slice("/till/".length)));
    return new Response(null, { status: 404 });
  };
}

async function file(serving: Serving, name: string): Promise<Response> {
  const root = path.resolve(serving.folder);
  const wanted = path.resolve(root, name === "" ? "index.html" : name);
  if (!wanted.startsWith(root + path.sep)) return new Response(null, { status: 404 });
  const bytes = await readFile(wanted).catch(() => null);
  if (!bytes) return new Response(null, { status: 404 });
  // As the server's own page: by its nonce, dialogs may keep the page behind them still.
  const nonce = randomBytes(16).toString("base64");
  const isPage = path.extname(wanted) === ".html";
  const page = isPage && bytes.toString().replace("<head>", `<head><meta property="csp-nonce" nonce="${nonce}">`);
  return new Response(page || bytes, {
    headers: {
      "content-type": types[path.extname(wanted)] ?? "application/octet-stream",
      "content-security-policy": pagePolicy(serving.server(), nonce),
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
    },
  });
}

/** As strict as the server's own policy; the live feed goes to the server directly. */
function pagePolicy(server: string | null, nonce: string): string {
  const feed = server ? ` ${server.replace(/^http/, "ws")}` : "";
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    `connect-src 'self'${feed}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** What the page's own headers say of the window is nobody's business at the server. */
const sent = ["authorization", "content-type", "idempotency-key", "accept", "accept-language"];
const received = ["content-type", "etag", "retry-after"];

/** The server's answer, or the network's failure as the page knows it from a browser. */
async function forward({ server, fetch: doFetch }: Serving, request: Request): Promise<Response> {
  const origin = server();
  if (!origin) return Response.error();
  const { pathname, search } = new URL(request.url);
  const body = request.method === "GET" || request.method === "DELETE" ? null : await request.arrayBuffer();
  try {
    const answer = await doFetch(`${origin}${pathname}${search}`, {
      method: request.method,
      headers: only(request.headers, sent),
      body,
      // A command that is sent on would lose its body on the way.
      redirect: "error",
    });
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), {
      status: answer.status,
      headers: only(answer.headers, received),
    });
  } catch {
    return Response.error();
  }
}

function only(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)!]] : [])));
}

/** A picture never changes under its address: from the shelf, else from the server onto the shelf. */
async function picture({ server, fetch: doFetch, pictures }: Serving, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const kept = await pictures.find(pathname);
  if (kept) return pictureOf(kept);
  const origin = server();
  const answer = origin ? await doFetch(`${origin}${pathname}`).catch(() => null) : null;
  const type = answer?.headers.get("content-type") ?? "";
  if (!answer?.ok || !type.startsWith("image/")) return new Response(null, { status: 404 });
  const found = { type, bytes: new Uint8Array(await answer.arrayBuffer()) };
  await pictures.keep(pathname, found);
  return pictureOf(found);
}

const pictureOf = ({ type, bytes }: { type: string; bytes: Uint8Array }) =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { "content-type": type, "x-content-type-options": "nosniff" },
  });
