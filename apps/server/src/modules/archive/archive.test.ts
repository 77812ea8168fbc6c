import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { billingApi, partyApi, salesApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { marksOf } from "../../../../../tests/boundary/tenant-rows.ts";
import { checkInvariants } from "../../../../../tests/invariants/check-books.ts";
import { systemActor } from "../../platform/context.ts";
import { openFiles, putFile, recordFile } from "../../platform/files.ts";
import { inTransaction } from "../../platform/runner.ts";
import { aStockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { checkChain, sealNext } from "../audit/index.ts";
import { restoreArchive, writeArchive } from "./index.ts";

let here: TestWorld;
let there: TestWorld;
let shop: TestTenant;
let archive: Buffer;
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-archive-"));
const picture = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>".repeat(5000));

/** A business that traded, in one installation, and its archive. */
beforeAll(async () => {
  openFiles(dataDir);
  [here, there] = await Promise.all([openTestWorld(), openTestWorld()]);
  shop = await here.openTenant();
  const stock = await aStockedShop(shop);
  const customer = await shop.run(partyApi.createCustomer, {
    kind: "person",
    name: "Äsha \u202e 👗",
    email: "a@example.com",
  });
  const order = { channelId: stock.channels.wholesale, lines: [{ skuId: stock.skuIds[0]!, qty: 3 }] };
  const placed = await shop.run(salesApi.placeOrder, { ...order, customerId: customer.id });
  await shop.run(billingApi.shipOrder, { id: placed.orderId });
  await shop.run(salesApi.sellOverCounter, {
    channelId: stock.channels.retail,
    lines: [{ skuId: stock.skuIds[1]!, qty: 2 }],
  });
  const file = await putFile(shop.tenantId, "media", "shirt.svg", picture);
  await shop.step((ctx) => recordFile(ctx, file, "image/svg+xml"));
  await shop.step(sealNext);
  // Events that are not sealed yet travel too.
  await shop.run(partyApi.createCustomer, { kind: "person", name: "Unsealed" });
  archive = await exportOf(shop);
}, 60_000);
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});

async function exportOf({ runtime, tenantId }: TestTenant): Promise<Buffer> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on("data", (chunk: Buffer) => chunks.push(chunk));
  const call = { tenantId, actor: systemActor, requestId: "test" };
  await inTransaction(runtime, call, { name: "test.export", readOnly: true, snapshot: true }, (ctx) =>
    writeArchive(ctx.sql, tenantId, out),
  );
  return Buffer.concat(chunks);
}

const restore = (bytes: Buffer, slug?: string) => restoreArchive(there.runtime, Readable.from([bytes]), { slug });

test.each([
  ["cut off", () => archive.subarray(0, archive.length - 40)],
  ["cut off in the middle", () => archive.subarray(0, archive.length >> 1)],
  ["not packed", () => Buffer.from("hello")],
  ["empty", () => gzipSync("")],
  ["another file", () => gzipSync('{"a":1}\n')],
  [
    "with a changed amount",
    () =>
      gzipSync(
        gunzipSync(archive)
          .toString()
          .replace(/"qty": 3/, '"qty": 4'),
      ),
  ],
  ["with a line less", () => gzipSync(gunzipSync(archive).toString().split("\n").toSpliced(40, 1).join("\n"))],
  [
    "with a line twice",
    () =>
      gzipSync(
        gunzipSync(archive)
          .toString()
          .split("\n")
          .flatMap((l, i) => (i === 40 ? [l, l] : [l]))
          .join("\n"),
      ),
  ],
])("an archive that is %s is refused and leaves nothing", async (_what, damage) => {
  await expect(restore(damage())).rejects.toMatchObject({ code: "bad_request" });
  const [row] = await there.admin<{ n: number }[]>`select count(*)::int as n from tenant where id = ${shop.tenantId}`;
  expect(row!.n).toBe(0);
});

test("an archive of another release is refused and says so", async () => {
  const [head, ...rest] = gunzipSync(archive).toString().split("\n");
  const other = { ...(JSON.parse(head!) as object), schema: "9999-later.sql" };
  await expect(restore(gzipSync([JSON.stringify(other), ...rest].join("\n")))).rejects.toMatchObject({
    code: "wrong_state",
  });
});

test("a business restored elsewhere has every row of every table with its id, its files, books that hold and a trail that is whole", async () => {
  // The other installation is no empty one: it has a business, and its own numbers of events.
  const neighbour = await there.openTenant();
  const before = await marksOf(there.admin, neighbour.tenantId);
  const done = await restore(archive);
  expect(done.tenantId).toBe(shop.tenantId);
  const technical = ["event", "audit_chain", "tenant_archive"];
  const told = await marksOf(here.admin, shop.tenantId, technical);
  // The restore writes one entry of its own to the trail, and nothing else.
  expect(await marksOf(there.admin, shop.tenantId, technical)).toEqual(told);
  const trail = (world: TestWorld) => world.admin`
    select id::text as id, uid, type, before, after, at::text as at, actor_id, request_id from event
    where tenant_id = ${shop.tenantId} and type <> 'archive.business_restored' order by id`;
  expect([...(await trail(there))]).toEqual([...(await trail(here))]);
  expect(await checkInvariants(there.admin, shop.tenantId)).toEqual([]);
  expect(await marksOf(there.admin, neighbour.tenantId)).toEqual(before);
});

test("the restored business goes on: its chain verifies and grows, people sign in, numbers continue", async () => {
  const moved: TestTenant = { ...shop, ...tenantOn(there) };
  expect((await checkChain(moved.step)).findings).toEqual([]);
  const { id } = await moved.run(partyApi.createCustomer, { kind: "person", name: "After the move" });
  expect(id).toBeTruthy();
  expect((await moved.step(sealNext)).sealed).toBeGreaterThan(1);
  expect((await checkChain(moved.step)).findings).toEqual([]);
  const [found] = await there.admin`
    select i.slug from app.sign_in_index i where i.tenant_id = ${shop.tenantId}`;
  expect(found).toBeDefined();
  await there.admin`update event set request_id = 'x' where tenant_id = ${shop.tenantId} and id = (select min(id) from event where tenant_id = ${shop.tenantId})`;
  expect((await checkChain(moved.step)).findings.map((f) => f.kind)).toEqual(["edited"]);
});

test("the same business is not brought in twice, nor over a short name that is taken", async () => {
  await expect(restore(archive)).rejects.toMatchObject({ code: "conflict" });
  const other = await here.openTenant();
  const bytes = await exportOf(other);
  const [row] = await there.admin<{ slug: string }[]>`select slug from tenant where id = ${shop.tenantId}`;
  await expect(restore(bytes, row!.slug)).rejects.toMatchObject({ code: "conflict" });
  const done = await restore(bytes, "moved-here");
  expect(done).toMatchObject({ tenantId: other.tenantId, slug: "moved-here" });
});

function tenantOn(world: TestWorld): Pick<TestTenant, "runtime" | "run" | "step"> {
  const call = () => ({ tenantId: shop.tenantId, actor: systemActor, requestId: "moved" });
  return {
    runtime: world.runtime,
    run: async (door, input) => {
      const { operations } = await import("../index.ts");
      const name = "execute" in door ? door.endpoint.name : door.name;
      return operations.find((o) => o.endpoint.name === name)!.execute(world.runtime, call(), input) as never;
    },
    step: (work) => inTransaction(world.runtime, call(), { name: "test.step" }, work),
  };
}
