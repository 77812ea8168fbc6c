import { accountApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JobContext } from "../../platform/jobs.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { forgetSpent } from "./forget-spent.ts";

let world: TestWorld;
let shop: TestTenant;
let other: TestTenant;
let userId: string;
beforeAll(async () => {
  world = await openTestWorld();
  [shop, other] = [await world.openTenant(), await world.openTenant()];
  userId = (await shop.run(tenancyApi.listUsers, {})).items[0]!.id;
});
afterAll(() => world.close());

const jobOf = ({ tenantId, runtime, step }: TestTenant) =>
  ({ tenantId, runtime, signal: new AbortController().signal, transaction: step }) as JobContext;

const countOf = async (table: string, tenantId: string) => {
  const [row] = await world.admin.unsafe<{ n: number }[]>(
    `select count(*)::int as n from ${table} where tenant_id = '${tenantId}'`,
  );
  return row!.n;
};

/** Refresh tokens of a person that ended so many days ago. */
const addTokens = (tenantId: string, user: string, howMany: number, days: number) => world.admin`
  insert into refresh_token (tenant_id, token_hash, family_id, user_id, issued_at, expires_at)
  select ${tenantId}, ${`${days}-`} || n, gen_random_uuid(), ${user}, now() - interval '20 days', now() - make_interval(days => ${days})
  from generate_series(1, ${howMany}) n`;

test("tokens past their end are let go of, however many; those that somebody may still come with, and another business's, stay", async () => {
  const [theirs] = (await other.run(tenancyApi.listUsers, {})).items;
  await addTokens(shop.tenantId, userId, 6_000, 3);
  await addTokens(shop.tenantId, userId, 7, -3);
  await addTokens(other.tenantId, theirs!.id, 5, 3);
  await forgetSpent(jobOf(shop));
  expect(await countOf("refresh_token", shop.tenantId)).toBe(7);
  expect(await countOf("refresh_token", other.tenantId)).toBe(5);
});

test("tickets, links and failed tries go when nobody can use them any more", async () => {
  await shop.run(accountApi.inviteUser, { name: "Ravi", email: "ravi@example.com", roles: ["clerk"] });
  const links = await countOf("mail_link", shop.tenantId);
  await world.admin`
    insert into spent_ticket (tenant_id, ticket_id, expires_at)
    values (${shop.tenantId}, gen_random_uuid(), now() - interval '2 days'), (${shop.tenantId}, gen_random_uuid(), now())`;
  await world.admin`
    insert into app.sign_in_failure (key, failures, last_at)
    values ('long ago', 3, now() - interval '3 days'), ('lately', 3, now())`;
  await forgetSpent(jobOf(shop));
  expect(await countOf("spent_ticket", shop.tenantId)).toBe(1);
  expect(await countOf("mail_link", shop.tenantId)).toBe(links);
  const kept = await world.admin<{ key: string }[]>`select key from app.sign_in_failure`;
  expect(kept.map((row) => row.key)).toEqual(["lately"]);
  await world.admin`update mail_link set expires_at = now() - interval '31 days' where tenant_id = ${shop.tenantId}`;
  await forgetSpent(jobOf(shop));
  expect(await countOf("mail_link", shop.tenantId)).toBe(0);
});
