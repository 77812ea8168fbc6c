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
  tenantId: string;
  step<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  run<E extends Endpoint>(operation: Operation<E>, input: InputOf<E>): Promise<OutputOf<E>>;
}

export interface BooksDatabase {
  /** Looks over the tenant wall. */
  admin: ReturnType<typeof openPool>;
  openBooks(): Promise<Books>;
  close(): Promise<void>;
}

/** A database of its own for a test file. `now` may be moved by a test that travels in time. */
export async function openBooksDatabase(options: { now?: () => Date } = {}): Promise<BooksDatabase> {
  const database = await testDatabase();
  const sql = openPool(database.appUrl, { max: 4 });
  const sideSql = openPool(database.appUrl, { max: 1 });
  const admin = openPool(database.adminUrl, { max: 2 });
  const now = options.now ?? (() => new Date());
  const runtime: Runtime = { sql, sideSql, log: openLog("silent"), now, committed: () => {} };
  return {
    admin,
    openBooks: () => openBooksOn(runtime),
    async close() {
      await Promise.all([sql.end({ timeout: 1 }), sideSql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
      await database.drop();
    },
  };
}

async function openBooksOn(runtime: Runtime): Promise<Books> {
  const tenantId = newId();
  const slug = `t${tenantId.replaceAll("-", "")}`;
  const call = () => ({ tenantId, actor: systemActor, requestId: `test-${newId()}` });
  const signUp = command(
    tenancyApi.signUp,
    // Nobody signs in to books alone.
    (ctx, input) =>
      openTenant(ctx, { ...input, owner: { ...input.owner, passwordHash: "" } }, [
        (c, { country }) => openBooks(c, country),
      ]),
    { prepare: async () => ({ tenantId, prepared: undefined }) },
  );
  await signUp.execute(runtime, call(), {
    slug,
    name: "Books",
    country: "IN",
    state: "MH",
    taxNumber: "27AAPFU0939F1ZV",
    currency: "INR",
    locale: "en-IN",
    timeZone: "Asia/Kolkata",
    owner: { name: "Owner", email: `${slug}@example.com`, password: "correct horse battery" },
  });
  return {
    tenantId,
    step: (work) => inTransaction(runtime, call(), { name: "test.step" }, work),
    run: (operation, input) => operation.execute(runtime, call(), input),
  };
}
