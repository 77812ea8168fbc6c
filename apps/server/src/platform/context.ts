import type { Reach } from "@selvedge/domain";
import type { Sql, Tx } from "./db.ts";
import type { AppError } from "./errors.ts";
import type { Log } from "./log.ts";
import type { Refusal } from "./refusals.ts";

/** What the runner itself stands on; one per process. */
export interface Runtime {
  sql: Sql;
  /** One connection for the few short transactions that a running command must not wait for the pool for. */
  sideSql: Sql;
  log: Log;
  now: () => Date;
  /** Told after each commit that recorded events, so that this process's feed looks at once. */
  committed: (tenantId: string) => void;
  /** Told of each refusal that belongs in the audit trail; not set where nobody calls from outside. */
  refused?: (refusal: Refusal) => void;
}

export interface Actor {
  type: "user" | "system" | "api_key" | "app" | "device" | "shopper";
  id: string | null;
  permissions: ReadonlySet<string>;
  /** The sign-in by which a person acts; none for keys, apps and programs. */
  sessionId?: string;
  /** Why they may do nothing for now, in words; left out for who is not held back. */
  heldBack?: string;
  /** For whom a key or an app acts: that person's own accounts count as its own. */
  actsFor?: string;
  /** How far each limited permission goes; one that is not named goes everywhere. */
  reach?: ReadonlyMap<string, readonly Reach[]>;
}

/**
 * Says, inside the tenant's wall, what a caller may do now. Called as each transaction begins; it reads through
 * `cached`, so that it costs no SQL until a role, a user or a key changes.
 * @throws not_signed_in when the caller is nobody any more
 */
export type Identify = (open: Pick<Ctx, "sql" | "tenantId" | "cached" | "now">) => Promise<Actor>;

/** The system acting on its own: jobs, imports, the demo. It may do anything; its events say `system`. */
export const systemActor: Actor = { type: "system", id: null, permissions: new Set(["*"]) };

export function may(actor: Actor, permission: string): boolean {
  return actor.permissions.has(permission) || actor.permissions.has("*");
}

/** Whose customers are an actor's own accounts: its own, or those of the person it acts for. */
export function accountHolderOf(actor: Actor): string | null {
  return actor.actsFor ?? actor.id;
}

/** The tenant's own settings, as every command reads them. */
export interface TenantSettings {
  id: string;
  slug: string;
  name: string;
  legalName: string;
  country: string;
  state: string | null;
  taxNumber: string | null;
  currency: string;
  locale: string;
  timeZone: string;
  costMethod: "fifo" | "moving_average";
  fiscalYearStartMonth: number;
  gtinPrefix: string | null;
  skuPattern: string;
  settings: Record<string, unknown>;
}

/** A fact to record with the transaction. `type` is `<area>.<past participle>`. */
export interface NewEvent {
  type: string;
  entityType: string;
  entityId: string;
  before?: unknown;
  after?: unknown;
}

export interface NewJob {
  task: string;
  payload: unknown;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  runAt?: Date;
  /** A second job of the same key replaces the first while it waits. */
  key?: string;
  maxAttempts?: number;
}

/** What came with an HTTP request beside its input; null for jobs, imports and scripts. */
export interface RequestMeta {
  ip: string;
  userAgent: string;
  cookies: Readonly<Record<string, string | undefined>>;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  rawBody: string | null;
}

/** What commands and steps are given: the transaction and everything that belongs to it. */
export interface Ctx {
  readonly sql: Tx;
  readonly tenantId: string;
  readonly tenant: TenantSettings;
  readonly actor: Actor;
  /** Lets the actor do this for the rest of the transaction: somebody who may approved it. */
  lend(permission: string): void;
  readonly requestId: string;
  readonly request: RequestMeta | null;
  readonly log: Log;
  /** The instant at which this command began. */
  readonly now: Date;
  /** The business date of `now` in the tenant's zone. */
  readonly today: string;
  /** Records a fact; written together at the end, in this order. */
  emit(event: NewEvent): void;
  /** Has a job run after this commits, or never if it does not. */
  enqueue(job: NewJob): void;
  /**
   * The tenant's configuration (rules, accounts, channels...) as loaded once and kept until it changes.
   * Never for anything that is not behind `changeConfig`.
   */
  cached<T>(name: string, load: () => Promise<T>): Promise<T>;
  /** Says that configuration changes in this transaction: every process reloads it. Call before the change. */
  changeConfig(): Promise<void>;
  /** Reads the tenant's row again: after sign-up made it, or a setting changed, in this transaction. */
  reloadTenant(): Promise<void>;
  /** A unique, rising number that may leave gaps (orders, shipments), e.g. `SO-00042`; costs no lock. */
  nextLooseNumber(series: string, prefix: string): Promise<string>;
  /** Commits what was done and then answers with this refusal: for things that happened and did not succeed. */
  refuseAfterCommit(error: AppError): void;
}
