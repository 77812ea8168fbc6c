import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { accessApi, tenancyApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest, sendRaw } from "./open-server.ts";

let world: ServerUnderTest;
let business: Business;
let admin: Sql;

beforeAll(async () => {
  world = await openServer();
  business = await world.openBusiness("roles");
  admin = openPool(world.database.adminUrl, { max: 1 });
});
afterAll(async () => {
  await admin?.end({ timeout: 1 });
  await world?.close();
});

async function signInWithRoles(name: string, roles: string[]): Promise<string> {
  const user = { name, email: `${name}@roles.example`, password: "correct horse battery" };
  await business.call(tenancyApi.createUser, { ...user, roles });
  return (await business.call(tenancyApi.signIn, user)).accessToken;
}

/** What PostgreSQL itself counted of the application's statements in this database, `begin` and `commit` among them. */
async function statements(): Promise<number> {
  const [row] = await admin<{ calls: number }[]>`
    select sum(s.calls)::int as calls from pg_stat_statements s
    join pg_roles r on r.oid = s.userid join pg_database d on d.oid = s.dbid
    where r.rolname = 'selvedge_app' and d.datname = current_database() and s.toplevel`;
  return row!.calls;
}

async function statementsOf(token: string, times: number): Promise<number> {
  const before = await statements();
  for (let i = 0; i < times; i += 1) {
    const answer = await sendRaw(world.server.origin, token, "GET", "/v1/locations");
    expect(answer.status).toBe(200);
    await answer.text();
  }
  return (await statements()) - before;
}

test("asking what a person may do costs no SQL, however many roles they hold and those build on", async () => {
  let parent = "clerk";
  const chain: string[] = [];
  for (let i = 0; i < 12; i += 1) {
    const role = await business.call(accessApi.createRole, { name: `Deputy ${i}`, parents: [parent] });
    chain.push(role.code);
    parent = role.code;
  }
  const few = await signInWithRoles("few", ["clerk"]);
  const many = await signInWithRoles("many", ["warehouse", "sales_rep", ...chain]);
  // What may be done is read once and kept until a role or a user changes.
  for (const token of [few, many]) await statementsOf(token, 2);
  const [withFew, withMany] = [await statementsOf(few, 20), await statementsOf(many, 20)];
  expect(withMany).toBe(withFew);
  // Begin, the tenant's wall with the configuration's version, the list itself, commit.
  expect(withMany / 20).toBeLessThanOrEqual(4);
  // Kept is not forgotten: a change is read again, and holds at the next request.
  await business.call(accessApi.createRole, { name: "One more" });
  expect(await statementsOf(many, 1)).toBeGreaterThan(withMany / 20);
});
