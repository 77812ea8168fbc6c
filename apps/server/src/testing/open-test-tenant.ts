import type { Endpoint, InputOf, OutputOf, tenancyApi } from "@selvedge/contract";
import { testDatabase } from "../../../../tests/harness/database.ts";
import { operations, signUp } from "../modules/index.ts";
import { type Actor, type Ctx, type Runtime, systemActor } from "../platform/context.ts";
import { openPool } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { openLog } from "../platform/log.ts";
import { inTransaction, type Operation } from "../platform/runner.ts";

/** A business opened by the real sign-up, on a database of its own for one test file. */
export interface TestTenant {
  runtime: Runtime;
  tenantId: string;
  /** Runs a door, by its endpoint or operation, as an owner would (the system actor) or as `options.actor`. */
  run<E extends Endpoint>(
    door: E | Operation<E>,
    input: InputOf<E>,
    options?: { actor?: Actor; idempotencyKey?: string },
  ): Promise<OutputOf<E>>;
  /** Runs steps inside one transaction of the runner. */
  step<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

export interface TestWorld {
  runtime: Runtime;
  urls: { adminUrl: string; ownerUrl: string; appUrl: string };
  /** Looks over the tenant wall, to check what happened. */
  admin: ReturnType<typeof openPool>;
  openTenant(overrides?: Partial<InputOf<typeof tenancyApi.signUp>>): Promise<TestTenant>;
  close(): Promise<void>;
}

/** A migrated database with the application's pools on it. `now` may be set by a test that travels in time. */
export async function openTestWorld(options: { now?: () => Date; pool?: number } = {}): Promise<TestWorld> {
  const database = await testDatabase();
  const sql = openPool(database.appUrl, { max: options.pool ?? 8 });
  const sideSql = openPool(database.appUrl, { max: 1 });
  const admin = openPool(database.adminUrl, { max: 2 });
  const runtime: Runtime = {
    sql,
    sideSql,
    log: openLog("silent"),
    now: options.now ?? (() => new Date()),
    committed: () => {},
  };
  return {
    runtime,
    urls: database,
    admin,
    openTenant: (overrides) => openTenantOn(runtime, overrides),
    async close() {
      await Promise.all([sql.end({ timeout: 1 }), sideSql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
      await database.drop();
    },
  };
}

async function openTenantOn(
  runtime: Runtime,
  overrides: Partial<InputOf<typeof tenancyApi.signUp>> = {},
): Promise<TestTenant> {
  const slug = `t${newId().replaceAll("-", "")}`;
  const opened = await signUp.execute(
    runtime,
    { tenantId: null, actor: systemActor, requestId: "test" },
    {
      slug,
      name: "Test Garments",
      country: "IN",
      state: "MH",
      taxNumber: "27AAPFU0939F1ZV",
      currency: "INR",
      locale: "en-IN",
      timeZone: "Asia/Kolkata",
      owner: { name: "Owner", email: `${slug}@example.com`, password: "correct horse battery" },
      ...overrides,
    },
  );
  const { tenantId } = opened;
  return {
    runtime,
    tenantId,
    run: (door, input, { actor = systemActor, idempotencyKey } = {}) =>
      operationOf(door).execute(runtime, { tenantId, actor, requestId: `test-${newId()}`, idempotencyKey }, input),
    step: (work) =>
      inTransaction(
        runtime,
        { tenantId, actor: systemActor, requestId: `test-${newId()}` },
        { name: "test.step" },
        work,
      ),
  };
}

function operationOf<E extends Endpoint>(door: E | Operation<E>): Operation<E> {
  if ("execute" in door) return door;
  const found = operations.find((o) => o.endpoint.name === door.name);
  if (!found) throw new Error(`no module serves ${door.name}`);
  return found as unknown as Operation<E>;
}
