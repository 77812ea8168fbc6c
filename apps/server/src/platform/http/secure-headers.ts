import helmet from "@fastify/helmet";
import Fastify, { type FastifyInstance } from "fastify";
import type { Config } from "../config.ts";

/**
 * What every page of ours may do: run its own scripts, use its own styles, talk to its own server. Nothing inline, nothing
 * from elsewhere, in no frame. The same for admin, till and API docs.
 */
const pagePolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:", "blob:"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
  manifestSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** The policy of a page with one more source of styles than its own files. */
function policyWithStyle(source: string): string {
  return Object.entries({ ...pagePolicy, styleSrc: [...pagePolicy.styleSrc, source] })
    .map(([name, sources]) => `${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} ${sources.join(" ")}`)
    .join(";");
}

/** The policy of an app's page, with the one nonce by which its libraries may add a style element. */
export const policyWithNonce = (nonce: string): string => policyWithStyle(`'nonce-${nonce}'`);

/** The docs page adds one style element, always the same; a new release of it may need another hash (the browser tells it). */
export const docsPolicy = policyWithStyle("'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='");

/** The till scans with the camera and speaks to printers; shops are found by place, when asked. Nothing else is used. */
const permissionsPolicy = [
  "camera=(self)",
  "geolocation=(self)",
  "usb=(self)",
  "serial=(self)",
  "bluetooth=(self)",
  "microphone=()",
  "payment=()",
  "display-capture=()",
  "browsing-topics=()",
].join(", ");

/** Security headers of every answer. Answers of the API are nobody's to keep. */
export async function secureHeaders(app: FastifyInstance, config: Config): Promise<void> {
  const fixed = await helmetHeaders(config);
  app.addHook("onRequest", async (_request, reply) => {
    for (const [name, value] of fixed) reply.raw.setHeader(name, value);
  });
  app.addHook("onSend", async (request, reply) => {
    reply.header("permissions-policy", permissionsPolicy);
    const isApi = request.url.startsWith("/v1/");
    if (isApi && !reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
}

const ofAnyAnswer = new Set(["content-type", "content-length", "date", "connection"]);

/** What helmet says, asked once: it works its headers out anew for every answer, and ours are always the same. */
async function helmetHeaders(config: Config): Promise<[name: string, value: string][]> {
  const asked = Fastify();
  await asked.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pagePolicy },
    strictTransportSecurity: config.secureCookies ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
  });
  asked.get("/", async () => "");
  const { headers } = await asked.inject("/");
  await asked.close();
  return Object.entries(headers).flatMap(([name, value]) => (ofAnyAnswer.has(name) ? [] : [[name, String(value)]]));
}
