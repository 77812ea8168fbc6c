import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { insightsApi, ledgerApi, salesApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { runHistory } from "./run-history.ts";
import { checkFile, jobOf, look, openTestFiles, runFile } from "./testing/import-file.ts";
import { undoHistory } from "./undo-history.ts";

let world: TestWorld;
let tenant: TestTenant;
let removeFiles: () => void;

beforeAll(async () => {
  world = await openTestWorld();
  removeFiles = openTestFiles();
});
afterAll(async () => {
  await world.close();
  removeFiles();
});
beforeEach(async () => {
  tenant = await world.openTenant({
    country: "GB",
    currency: "GBP",
    timeZone: "Europe/London",
    locale: "en-GB",
    state: undefined,
    taxNumber: undefined,
  });
});

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const sample = [
  header,
  "1001,SHIRT-M,Oxford shirt,6,2025-01-03 09:10:00,25.50,17850.0,United Kingdom",
  "1001,POST,Postage,1,2025-01-03 09:10:00,4.00,17850.0,United Kingdom",
  "1002,DRESS-S,Tea dress,2,2025-01-04 10:00:00,40.00,12583.0,France",
  "C1003,SHIRT-M,Oxford shirt,-2,2025-01-10 11:00:00,25.50,17850.0,United Kingdom",
  "1004,DRESS-S,damaged,-1,2025-02-01 12:00:00,0,,United Kingdom",
  "1005,SHIRT-M,Oxford shirt,3,2025-02-02 12:00:00,25.50,,United Kingdom",
].join("\n");

async function expectBooksTie(): Promise<void> {
  const { tenantId } = tenant;
  const [books] = await world.admin<
    { off: number; inventory: number; layers: number; receivable: number; open: number }[]
  >`
    select coalesce(sum(l.debit_minor - l.credit_minor), 0)::int as off,
           coalesce(sum(l.debit_minor - l.credit_minor) filter (where a.account_role = 'inventory'), 0)::int as inventory,
           coalesce(sum(l.debit_minor - l.credit_minor) filter (where a.account_role = 'receivable'), 0)::int as receivable,
           (select coalesce(sum(remaining_value_minor), 0)::int from cost_layer where tenant_id = ${tenantId}) as layers,
           (select coalesce(sum(open_minor), 0)::int from receivable where tenant_id = ${tenantId}) as open
    from journal_line l join account a on a.tenant_id = l.tenant_id and a.id = l.account_id where l.tenant_id = ${tenantId}`;
  expect(books!.off).toBe(0);
  expect(books!.inventory).toBe(books!.layers);
  expect(books!.receivable).toBe(books!.open);
  const off = await world.admin`
    select l.sku_id from stock_level l
    where l.tenant_id = ${tenantId} and l.on_hand_qty <> (
      select coalesce(sum(case when m.to_location_id = l.location_id then m.qty else -m.qty end), 0) from stock_move m
      where m.tenant_id = l.tenant_id and m.sku_id = l.sku_id and l.location_id in (m.from_location_id, m.to_location_id))`;
  expect([...off]).toEqual([]);
}

test("every line comes in, months equal the file's plain sums, and the books tie", async () => {
  const checked = await checkFile(tenant, sample);
  expect(checked).toMatchObject({ status: "checked", goodLines: 6, rejectedLines: 0 });
  expect(await tenant.run(salesApi.listOrders, {})).toMatchObject({ items: [] });
  const done = await runFile(tenant, checked.id);
  expect(done.status).toBe("done");
  const months = await tenant.run(insightsApi.getImportReconciliation, { id: checked.id });
  expect(months.equal).toBe(true);
  expect(months.months.map((m) => [m.month, m.units, m.revenueMinor, m.customers])).toEqual([
    ["2025-01", 7, 18_600, 2],
    ["2025-02", 2, 7_650, 0],
  ]);
  const report = await tenant.run(ledgerApi.getSalesReport, { by: "month", from: "2025-01-01", to: "2025-12-31" });
  expect(report.total.netMinor).toBe(26_250);
  await expectBooksTie();
});

test("the same file again brings nothing twice", async () => {
  await runFile(tenant, (await checkFile(tenant, sample)).id);
  const again = await checkFile(tenant, sample);
  expect(again.goodLines).toBeLessThanOrEqual(1);
  const rejects = await tenant.run(insightsApi.listImportRejects, { id: again.id });
  expect(rejects.items[0]!.reason).toContain("is here already");
});

test("bad lines are listed with their reasons and the good ones still come in", async () => {
  const bad = [
    "1006,SHIRT-M,x,many,2025-02-03 10:00:00,10,,United Kingdom",
    "1007,SHIRT-M,x,1,31/31/2025,10,,United Kingdom",
    "1008,SHIRT-M,x,1,2025-02-03 10:00:00,ten,,United Kingdom",
    "1009,,x,1,2025-02-03 10:00:00,10,,United Kingdom",
    ",SHIRT-M,x,1,2025-02-03 10:00:00,10,,United Kingdom",
    "1010,SHIRT-M,x,0,2025-02-03 10:00:00,10,,United Kingdom",
    "1011,SHIRT-M,x,1.5,2025-02-03 10:00:00,10,,United Kingdom",
    "1012,SHIRT-M,x,99999999,2025-02-03 10:00:00,10,,United Kingdom",
    "1013,SHIRT-M",
  ];
  const checked = await checkFile(tenant, `${sample}\n${bad.join("\n")}`);
  expect(checked).toMatchObject({ goodLines: 6, rejectedLines: bad.length });
  const { items } = await tenant.run(insightsApi.listImportRejects, { id: checked.id });
  expect(items.map((r) => r.lineNo)).toEqual(bad.map((_, i) => i + 8));
  expect(items.every((r) => r.reason.length > 5)).toBe(true);
});

test("reads what spreadsheets write: gzip, byte-order mark, Windows-1252, semicolons with decimal commas", async () => {
  const german = `﻿${header.replaceAll(",", ";")}\n2001;KLEID;Kleid;2;04.01.2025 10:00;40,50;1;Germany\n`;
  expect(await checkFile(tenant, gzipSync(german))).toMatchObject({ status: "checked", goodLines: 1 });
  const cafe = Buffer.from(`${header}\n2002,CAF,Caf\xe9 dress,1,2025-01-04 10:00:00,40,1,France\n`, "latin1");
  const checked = await checkFile(tenant, cafe);
  await runFile(tenant, checked.id);
  const [style] = await world.admin`select name from style where tenant_id = ${tenant.tenantId} and code = 'CAF'`;
  expect(style!["name"]).toBe("Café dress");
});

test("an American file's dates are read month first throughout, and its months still equal the file's", async () => {
  const american = [
    header,
    "3001,TEE,Tee,2,5/4/2025 2:30 PM,10,1,United States",
    "3002,TEE,Tee,3,5/13/2025 9:00 AM,10,1,United States",
    "3003,TEE,Tee,1,13/5/2025 9:00 AM,10,1,United States",
  ].join("\n");
  const checked = await checkFile(tenant, american);
  expect(checked).toMatchObject({ goodLines: 2, rejectedLines: 1 });
  const { items } = await tenant.run(insightsApi.listImportRejects, { id: checked.id });
  expect(items[0]!.reason).toContain("13/5/2025");
  await runFile(tenant, checked.id);
  const { months, equal } = await tenant.run(insightsApi.getImportReconciliation, { id: checked.id });
  expect({ equal, months: months.map((m) => [m.month, m.units]) }).toEqual({ equal: true, months: [["2025-05", 5]] });
  const { items: orders } = await tenant.run(salesApi.listOrders, { sort: "oldest" });
  expect(orders.map((order) => order.placedAt)).toEqual(["2025-05-04T13:30:00.000Z", "2025-05-13T08:00:00.000Z"]);
});

test("the person's word on the order of dates goes before what the file looks like", async () => {
  const file = `${header}\n4001,TEE,Tee,2,05/04/2025,10,1,France\n`;
  for (const [dateFormat, month] of [
    ["dmy", "2025-04"],
    ["mdy", "2025-05"],
  ]) {
    const checked = await checkFile(tenant, file, { dateFormat });
    const [line] = await world.admin<{ on: string }[]>`
      select on_date::text as on from import_line where tenant_id = ${tenant.tenantId} and import_id = ${checked.id}`;
    expect(line!.on.slice(0, 7)).toBe(month);
  }
  expect(await checkFile(tenant, file, { dateFormat: "ymd" })).toMatchObject({ goodLines: 0, rejectedLines: 1 });
});

test("reads UTF-16 of either half first, and the sample follows another encoding or separator at once", async () => {
  const text = `\uFEFF${header}\n5001,SAREE,साड़ी,1,2025-01-04,40,1,India\n`;
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  for (const bytes of [little, big]) {
    const checked = await checkFile(tenant, bytes);
    expect(checked).toMatchObject({ status: "checked", goodLines: 1 });
    const read = await tenant.run(insightsApi.getImport, { id: checked.id });
    expect(read.sample[0]![2]).toBe("साड़ी");
    expect(read.encoding).toBe(bytes === little ? "utf-16le" : "utf-16be");
  }
  const semicolons = `${header.replaceAll(",", ";")}\n5002;CAF;Caf\xe9;1;2025-01-04;40;1;France\n`;
  const { id } = await checkFile(tenant, Buffer.from(semicolons, "latin1"));
  const descriptionAs = async (input: object) =>
    (await tenant.run(insightsApi.getImport, { id, ...input })).sample[0]?.[2];
  expect(await descriptionAs({})).toBe("Café");
  expect(await descriptionAs({ encoding: "windows-1251" })).toBe("Cafй");
  const commas = await tenant.run(insightsApi.getImport, { id, delimiter: "," });
  expect(commas.columns).toEqual([header.replaceAll(",", ";")]);
});

test("reads a workbook, and the sample of the docs", async () => {
  const workbook = readFileSync(path.join(import.meta.dirname, "testing/sample.xlsx"));
  expect(await checkFile(tenant, workbook)).toMatchObject({
    status: "checked",
    goodLines: 1,
    columns: expect.arrayContaining(["StockCode"]),
  });
  const csv = readFileSync(path.resolve(import.meta.dirname, "../../../../../docs/samples/sales-history.csv"));
  expect(await checkFile(tenant, csv)).toMatchObject({ status: "checked", goodLines: 6, rejectedLines: 0 });
});

test("what is no table fails in words and leaves nothing", async () => {
  for (const bytes of [
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
    Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]),
    Buffer.from("PK\x03\x04broken"),
    Buffer.from(""),
  ]) {
    const failed = await checkFile(tenant, bytes);
    expect(failed.status).toBe("failed");
    expect(failed.failure!.length).toBeGreaterThan(10);
  }
  const [left] = await world.admin`select count(*)::int as n from import_line where tenant_id = ${tenant.tenantId}`;
  expect(left!["n"]).toBe(0);
});

test("an import is taken out as a whole, but not from under what stands on it", async () => {
  const counts = () => world.admin`
    select (select count(*)::int from sales_order where tenant_id = ${tenant.tenantId}) as orders,
           (select count(*)::int from stock_move where tenant_id = ${tenant.tenantId}) as moves,
           (select count(*)::int from journal_line where tenant_id = ${tenant.tenantId}) as lines,
           (select count(*)::int from sku where tenant_id = ${tenant.tenantId}) as skus,
           (select count(*)::int from party where tenant_id = ${tenant.tenantId}) as parties,
           (select coalesce(sum(on_hand_qty), 0)::int from stock_level where tenant_id = ${tenant.tenantId}) as on_hand`;
  const [before] = await counts();
  const { id } = await runFile(tenant, (await checkFile(tenant, sample)).id);
  await tenant.run(insightsApi.undoImport, { id });
  await undoHistory(jobOf(tenant), id);
  expect((await look(tenant, id)).status).toBe("undone");
  expect((await counts())[0]).toEqual(before);

  const leftover = "C1006,SHIRT-M,Oxford shirt,-2,2025-02-05 12:00:00,25.50,,United Kingdom";
  const again = await runFile(tenant, (await checkFile(tenant, `${sample}\n${leftover}`)).id);
  const [sku] = await world.admin<
    { id: string }[]
  >`select id from sku where tenant_id = ${tenant.tenantId} and code = 'SHIRT-M'`;
  const { items } = await tenant.run(salesApi.listChannels, {});
  await tenant.run(salesApi.sellOverCounter, {
    channelId: items.find((c) => c.kind === "retail")!.id,
    lines: [{ skuId: sku!.id, qty: 1, unitPriceMinor: 3000 }],
  });
  await tenant.run(insightsApi.undoImport, { id: again.id });
  await undoHistory(jobOf(tenant), again.id);
  expect(await look(tenant, again.id)).toMatchObject({
    status: "done",
    failure: expect.stringContaining("stand on this import"),
  });
  await expectBooksTie();
});

const many = [
  header,
  ...Array.from(
    { length: 1600 },
    (_, i) =>
      `M${i},SKU-${i % 40},Thing ${i % 40},${(i % 7) + 1},2025-03-${String((i % 28) + 1).padStart(2, "0")} 10:00:00,9.99,${i % 90},United Kingdom`,
  ),
].join("\n");

test("goes on behind the last batch after it was stopped, and nothing is in twice", async () => {
  const { id } = await checkFile(tenant, many);
  await tenant.run(insightsApi.runImport, { id });
  const stop = new AbortController();
  stop.abort();
  await expect(runHistory(jobOf(tenant, stop.signal), id)).rejects.toThrow(/stopped/);
  const half = await look(tenant, id);
  expect(half.status).toBe("running");
  expect(half.doneLines).toBeGreaterThan(0);
  expect(half.doneLines).toBeLessThan(1600);
  await expectBooksTie();
  await runHistory(jobOf(tenant), id);
  expect((await look(tenant, id)).status).toBe("done");
  expect(await tenant.run(insightsApi.getImportReconciliation, { id })).toMatchObject({ equal: true });
  await expectBooksTie();
});

test("a cancelled import leaves nothing in the books", async () => {
  const { id } = await checkFile(tenant, many);
  await tenant.run(insightsApi.runImport, { id });
  await tenant.run(insightsApi.cancelImport, { id });
  await runHistory(jobOf(tenant), id);
  expect((await look(tenant, id)).status).toBe("cancelled");
  expect(await tenant.run(salesApi.listOrders, {})).toMatchObject({ items: [] });
  await expectBooksTie();
});

const real = path.resolve(import.meta.dirname, "../../../../../../shared/data/online-retail.csv.gz");

test.skipIf(!existsSync(real))(
  "the first 20,000 lines of a real history equal their plain sums (runs where the file is)",
  async () => {
    const text = gunzipSync(readFileSync(real)).toString("latin1");
    const part = text.split("\n", 20_001).join("\n");
    const checked = await checkFile(tenant, part);
    expect(checked.goodLines + checked.rejectedLines).toBe(20_000);
    await runFile(tenant, checked.id);
    expect(await tenant.run(insightsApi.getImportReconciliation, { id: checked.id })).toMatchObject({ equal: true });
    await expectBooksTie();
  },
  120_000,
);
