import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { RateClass } from "@selvedge/contract";
import { z } from "zod";

const perMinute = (unlessSet: number) => z.coerce.number().int().min(1).max(1_000_000_000).default(unlessSet);

/** An address, a network (`10.0.0.0/8`), or a name that stands for some. "Everybody" is none: then callers say who they are. */
function isProxy(text: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const [address = "", bits, ...more] = text.split("/");
  const kind = isIP(address);
  if (kind === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (kind === 4 ? 32 : 128));
}

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8000),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.url().optional(),
  APP_DATABASE_URL: z.url().optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(12),
  ROLE: z.enum(["all", "api", "worker"]).default("all"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  PUBLIC_ORIGIN: z.url().optional(),
  MAX_UPLOAD_MEGABYTES: z.coerce.number().int().min(1).max(4096).default(150),
  BASE_DOMAIN: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "A domain such as example.com")
    .optional(),
  DNS_SERVERS: z.string().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "smtp://user:password@host:port or smtps://..." }).optional(),
  BREACHED_PASSWORDS_URL: z.url({ protocol: /^https?$/, error: "such as https://api.pwnedpasswords.com" }).optional(),
  SECOND_STEP_FOR: z.enum(["roles", "everybody"]).default("roles"),
  MAIL_FROM: z.email().default("no-reply@localhost.localdomain"),
  REQUESTS_PER_MINUTE: perMinute(60_000),
  SIGN_INS_PER_MINUTE: perMinute(60),
  READS_PER_MINUTE: perMinute(6_000),
  WRITES_PER_MINUTE: perMinute(3_000),
  REPORTS_PER_MINUTE: perMinute(120),
  UPLOADS_PER_MINUTE: perMinute(60),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "redis://user:password@host:port or rediss://..." }).optional(),
  TRUST_PROXY: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((list) => list.every(isProxy), "Addresses or networks of your proxies, such as 127.0.0.1, 10.0.0.0/8")
    .optional(),
  SHOP_PORT: z.coerce.number().int().min(0).max(65535).default(3001),
  SHOP_ORIGIN: z
    .string()
    .regex(/^https?:\/\/[^/\s]+\/?$/, "such as https://{shop}.example.com")
    .optional(),
  STOREFRONT_SECRET: z.string().min(16).max(200).optional(),
  LEARN_THREADS: z.coerce.number().int().min(1).max(64).optional(),
  LEARN_MEGABYTES: z.coerce.number().int().min(128).max(16_384).default(512),
  MLFLOW_TRACKING_URI: z.url().optional(),
  MLFLOW_TRACKING_TOKEN: z.string().optional(),
  NODE_ENV: z.string().default("production"),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  appDatabaseUrl: string | null;
  databasePool: number;
  role: "all" | "api" | "worker";
  logLevel: string;
  publicOrigin: string | null;
  maxUploadBytes: number;
  /** Every business is reached at its slug below this domain. */
  baseDomain: string;
  /** Name servers that are asked about own domains; null asks the machine's. */
  dnsServers: string[] | null;
  /** Where mail leaves by; null keeps it in the mail box. */
  smtpUrl: string | null;
  /** Who is asked whether a new password is known from a breach; null asks nobody. */
  breachedPasswordsUrl: string | null;
  /** Who is asked for a second step of sign-in: people of the roles a business names, or everybody. */
  secondStepFor: "roles" | "everybody";
  mailFrom: string;
  rates: Rates;
  /** Where all processes count requests together; null counts in each one's memory. */
  redisUrl: string | null;
  /** Proxies that are believed about who calls, and how; false believes nobody. */
  trustProxy: string[] | false;
  secureCookies: boolean;
  learning: LearningConfig;
  /** Where `npm start` serves the online shop, 0 for any free port. */
  shopPort: number;
  /** Where shoppers visit, for links in mails; `{shop}` stands for the business's address name. */
  shopOrigin: string;
  /** What the storefront shows to be told of changes and to pass shoppers' addresses on; null when there is none. */
  storefrontSecret: string | null;
}

/** The most requests a minute: of one address whatever they are, and of each class by whoever sends them. */
export type Rates = Readonly<Record<RateClass | "address", number>>;

/** How much learning may take, and where its runs are also told. */
export interface LearningConfig {
  threads: number;
  megabytes: number;
  mlflow: { trackingUri: string; token: string | null } | null;
}

/**
 * Reads and checks the environment once, at start.
 * @throws Error naming every variable that is wrong and what it should be; the program does not start then.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const blankIsUnset = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== ""));
  const parsed = Environment.safeParse(blankIsUnset);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((i) => `  ${i.path.join(".")}: ${i.message}`);
    throw new Error(`The environment has values that cannot be used:\n${lines.join("\n")}`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: path.resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    appDatabaseUrl: e.APP_DATABASE_URL ?? null,
    databasePool: e.DATABASE_POOL,
    role: e.ROLE,
    logLevel: e.LOG_LEVEL,
    publicOrigin: e.PUBLIC_ORIGIN ?? null,
    maxUploadBytes: e.MAX_UPLOAD_MEGABYTES * 1024 * 1024,
    baseDomain: e.BASE_DOMAIN ?? (e.PUBLIC_ORIGIN ? new URL(e.PUBLIC_ORIGIN).hostname : "localhost"),
    dnsServers: e.DNS_SERVERS?.split(",").map((one) => one.trim()) ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    secondStepFor: e.SECOND_STEP_FOR,
    breachedPasswordsUrl: e.BREACHED_PASSWORDS_URL ?? null,
    mailFrom: e.MAIL_FROM,
    rates: {
      address: e.REQUESTS_PER_MINUTE,
      sign_in: e.SIGN_INS_PER_MINUTE,
      read: e.READS_PER_MINUTE,
      write: e.WRITES_PER_MINUTE,
      report: e.REPORTS_PER_MINUTE,
      upload: e.UPLOADS_PER_MINUTE,
    },
    redisUrl: e.REDIS_URL ?? null,
    trustProxy: e.TRUST_PROXY ?? false,
    shopPort: e.SHOP_PORT,
    shopOrigin: e.SHOP_ORIGIN ?? `http://${e.HOST}:${e.SHOP_PORT}`,
    storefrontSecret: e.STOREFRONT_SECRET ?? null,
    secureCookies: e.PUBLIC_ORIGIN?.startsWith("https:") ?? false,
    learning: {
      threads: e.LEARN_THREADS ?? availableParallelism(),
      megabytes: e.LEARN_MEGABYTES,
      mlflow: e.MLFLOW_TRACKING_URI
        ? { trackingUri: e.MLFLOW_TRACKING_URI, token: e.MLFLOW_TRACKING_TOKEN ?? null }
        : null,
    },
  };
}
