import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations, signUp } from "../modules/index.ts";
import { assertBooksTieToStock } from "../modules/inventory/testing/stock-checks.ts";
import { openFiles } from "../platform/files.ts";
import type { Operation } from "../platform/runner.ts";
import { openTestWorld, type TestWorld } from "../testing/open-test-tenant.ts";
import { type MadeDemo, makeDemo } from "./make-demo.ts";

const request = { endsOn: "2026-03-31", scale: 0.03, seed: 11, tell: () => {} };
const program = { operations, signUp: signUp as unknown as Operation };
const dataDir = mkdtempSync(path.join(tmpdir(), "selvedge-demo-"));

describe("the demo company", () => {
  let world: TestWorld;
  let made: MadeDemo;

  beforeAll(async () => {
    openFiles(dataDir);
    // The day after the last day of trade, noon in India.
    world = await openTestWorld({ now: () => new Date("2026-04-01T06:30:00Z") });
    made = await makeDemo(world.runtime, program, { ...request, slug: "demo" });
  });
  afterAll(async () => {
    await world?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("keeps books and stock in one", async () => {
    await assertBooksTieToStock(world, made);
    const [off] = await world.admin`
      select count(*)::int as entries from (
        select entry_id from journal_line where tenant_id = ${made.tenantId}
        group by entry_id having sum(debit_minor) <> sum(credit_minor)) e`;
    expect(off!["entries"], "entries that do not balance").toBe(0);
    const [negative] = await world.admin`
      select count(*)::int as levels from stock_level where tenant_id = ${made.tenantId} and on_hand_qty < 0`;
    expect(negative!["levels"]).toBe(0);
  });

  it("has people who can begin at once: no address waits to be confirmed", async () => {
    const waiting = await world.admin`
      select email from user_account where tenant_id = ${made.tenantId} and email_verified_at is null`;
    expect(waiting).toEqual([]);
  });

  it("ties receivables and advances to the ledger", async () => {
    const [row] = await world.admin`
      select (select sum(open_minor)::bigint from receivable where tenant_id = ${made.tenantId}) as open,
             (select sum(unapplied_minor)::bigint from payment where tenant_id = ${made.tenantId}) as unapplied,
             sum(l.debit_minor - l.credit_minor) filter (where a.account_role = 'receivable')::bigint as receivable,
             -sum(l.debit_minor - l.credit_minor) filter (where a.account_role = 'customer_advance')::bigint as advances
      from journal_line l join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
      where l.tenant_id = ${made.tenantId}`;
    expect(row!["receivable"]).toBe(row!["open"]);
    expect(row!["advances"]).toBe(row!["unapplied"]);
    expect(row!["open"]).toBeGreaterThan(0);
  });

  it("numbers its documents without gaps, and live ones go on behind them", async () => {
    const series = await world.admin<{ prefix: string; notes: number; numbers: number; last: number }[]>`
      select regexp_replace(number, '[0-9]+$', '') as prefix, count(*)::int as notes,
             count(distinct number)::int as numbers, max(substring(number from '[0-9]+$')::int) as last
      from invoice where tenant_id = ${made.tenantId} and kind = 'invoice' group by 1`;
    // The business's own, and one of each till that sold.
    expect(series.length).toBeGreaterThan(1);
    for (const { prefix, notes, numbers, last } of series) expect([numbers, last], prefix).toEqual([notes, notes]);
  });

  it("links what came back to the order it came of", async () => {
    const [row] = await world.admin`
      select count(*)::int as notes, count(original_invoice_id)::int as linked,
             (select count(*)::int from sales_order_line where tenant_id = ${made.tenantId} and qty < 0) as negative,
             (select sum(returned_qty)::int from sales_order_line where tenant_id = ${made.tenantId}) as returned,
             (select -sum(l.qty)::int from invoice_line l where l.tenant_id = ${made.tenantId} and l.qty < 0) as credited
      from invoice where tenant_id = ${made.tenantId} and kind = 'credit_note'`;
    expect(row!["notes"]).toBeGreaterThan(0);
    expect(row!["linked"]).toBe(row!["notes"]);
    expect(row!["negative"]).toBe(0);
    expect(row!["credited"]).toBe(row!["returned"]);
  });

  it("has a picture for every colourway and a sign-in for every role", async () => {
    const [row] = await world.admin`
      select count(*)::int as colourways, count(picture_file_id)::int as pictures
      from colourway c join style s on s.tenant_id = c.tenant_id and s.id = c.style_id
      where c.tenant_id = ${made.tenantId} and s.kind = 'goods'`;
    expect(row!["pictures"]).toBe(row!["colourways"]);
    expect(made.people.map((p) => p.role)).toEqual([
      "Owner",
      "Manager",
      "Warehouse",
      "Cashier",
      "Sales rep",
      "Accountant",
    ]);
  });

  it("comes out the same again", async () => {
    const other = await openTestWorld({ now: world.runtime.now });
    try {
      const again = await makeDemo(other.runtime, program, { ...request, slug: "demo" });
      const sums = (w: TestWorld, tenantId: string) => w.admin`
        select o.number, o.placed_at, o.status, o.total_minor, o.tax_minor, o.paid_minor, o.refunded_minor
        from sales_order o where o.tenant_id = ${tenantId} order by o.number`;
      const [first, second] = [await sums(world, made.tenantId), await sums(other, again.tenantId)];
      expect([...second]).toEqual([...first]);
    } finally {
      await other.close();
    }
  });
});
