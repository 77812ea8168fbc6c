import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Business, openServer, type ServerUnderTest } from "../../../../../tests/boundary/open-server.ts";
import { openPool, type Sql } from "../../platform/db.ts";

let world: ServerUnderTest;
let business: Business;
let admin: Sql;
beforeAll(async () => {
  world = await openServer();
  business = await world.openBusiness("long");
  admin = openPool(world.database.adminUrl, { max: 1 });
  await admin`
    insert into event (tenant_id, uid, type, entity_type, entity_id, actor_type, request_id, after)
    select ${business.tenantId}, gen_random_uuid(), 'test.long', 'tenant', ${business.tenantId}, 'system', 'long',
           jsonb_build_object('text', repeat('x', 400))
    from generate_series(1, 40000)`;
}, 60_000);
afterAll(async () => {
  await admin?.end({ timeout: 1 });
  await world?.close();
});

const openTransactions = async () => {
  const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where application_name = 'selvedge' and datname = current_database() and state like 'idle in transaction%'`;
  return row!.n;
};

async function beginDownload(): Promise<IncomingMessage> {
  const url = `${world.server.origin}/v1/events.csv?type=test.long`;
  const [answer] = (await once(get(url, { headers: { authorization: `Bearer ${business.token}` } }), "response")) as [
    IncomingMessage,
  ];
  await once(answer, "readable");
  return answer;
}

test("who leaves in the middle of an export holds no transaction open", async () => {
  for (let i = 0; i < 3; i += 1) {
    const answer = await beginDownload();
    // The reader takes no more, so the export stands still with its transaction open.
    await expect.poll(openTransactions, { timeout: 10_000 }).toBe(1);
    answer.destroy();
    await expect.poll(openTransactions, { timeout: 10_000 }).toBe(0);
  }
});

test("who reads slowly gets every line", async () => {
  const answer = await beginDownload();
  await expect.poll(openTransactions, { timeout: 10_000 }).toBe(1);
  let lines = 0;
  for await (const chunk of answer) lines += String(chunk).split("\n").length - 1;
  expect(lines).toBe(40_001);
});
