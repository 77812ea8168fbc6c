import { type Endpoint, type InputOf, type OutputOf, tenancyApi } from "@selvedge/contract";
import { testDatabase } from "../../../../../../tests/harness/database.ts";
import { type Ctx, type Runtime, systemActor } from "../../../platform/context.ts";
import { openPool } from "../../../platform/db.ts";
import { newId } from "../../../platform/ids.ts";
import { openLog } from "../../../platform/log.ts";
import { command, inTransaction, type Operation } from "../../../platform/runner.ts";
import { openTenant } from "../../tenancy/index.ts";
import { openBooks } from "../index.ts";

/** A business that has nothing but its settings and books, for tests of steps below the order engine. */
export interface Books {
  runtime: Runtime;
  tenantId: string;
  /** Looks over the tenant wall. */
  admin: ReturnType<typeof openPool>;
  step<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  run<E extends Endpoint>(operation: Operation<E>, input: InputOf<E>): Promise<OutputOf<E>>;
  close(): Promise<void>;
}

/** Opens such a business on a database of its own. `now` may be moved by a test that travels in time. */
export async function openTestBooks(
  options: { now?: () => Date; more?: (ctx: Ctx) => Promise<void> } = {},
): Promise<Books> {
  const database = await testDatabase();
  const sql = openPool(database.appUrl, { max: 4 });
  const sideSql = openPool(database.appUrl, { max: 1 });
  const admin = openPool(database.adminUrl, { max: 2 });
  const runtime: Runtime = {
    sql,
    sideSql,
    log: openLog("silent"),
    now: options.now ?? (() => new Date()),
    committed: () => {},
  };
  const tenantId = newId();
  const call = () => ({ tenantId, actor: systemActor, requestId: `test-${newId()}` });
  const signUp = command(
    tenancyApi.signUp,
    (ctx, input) =>
      openTenant(ctx, input, [(c, i) => openBooks(c, i.country), ...(options.more ? [options.more] : [])]),
    { prepare: async () => ({ tenantId, prepared: undefined }) },
  );
  await signUp.execute(runtime, call(), {
    slug: "books",
    name: "Books",
    country: "IN",
    state: "MH",
    taxNumber: "27AAPFU0939F1ZV",
    currency: "INR",
    locale: "en-IN",
    timeZone: "Asia/Kolkata",
    owner: { name: "Owner", email: "owner@example.com", password: "correct horse battery" },
  });
  return {
    runtime,
    tenantId,
    admin,
    step: (work) => inTransaction(runtime, call(), { name: "test.step" }, work),
    run: (operation, input) => operation.execute(runtime, call(), input),
    async close() {
      await Promise.all([sql.end({ timeout: 1 }), sideSql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
      await database.drop();
    },
  };
}
