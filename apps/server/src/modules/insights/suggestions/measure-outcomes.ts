import type { decideApi } from "@selvedge/contract";
import { addDays, businessDate, daysBetween } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { expireSuggestions } from "./offer-suggestions.ts";

interface DueRow {
  id: string;
  kind: decideApi.SuggestionAction["kind"];
  subjectId: string;
  action: decideApi.SuggestionAction;
  drivers: { factor: string; value: number | null }[];
  worthMinor: number;
  result: { hadQty?: Record<string, number>; toLocationId?: string; from?: string };
  decidedAt: Date;
  dueOn: string;
}

interface Sold {
  units: number;
  marginMinor: number;
  salesMinor: number;
}

type Measured = { outcome: decideApi.Outcome; id: string };

const MOST_A_NIGHT = 500;

/**
 * Looks, for what was accepted and is now due, at what really happened, and writes it beside the promise; takes what is
 * out of date off the table. Runs nightly; a repeat finds nothing left to do.
 * @returns how many were measured and how many expired
 */
export async function measureOutcomes(ctx: Ctx): Promise<{ measured: number; expired: number }> {
  const { sql, tenantId } = ctx;
  const stale = await sql<{ id: string }[]>`
    select id from suggestion where tenant_id = ${tenantId} and status = 'open' and valid_until < ${ctx.today}`;
  await expireSuggestions(
    ctx,
    stale.map((row) => row.id),
  );
  const due = await sql<DueRow[]>`
    select id, kind, subject_id as "subjectId", done_action as action, drivers, worth_minor as "worthMinor", result,
           decided_at as "decidedAt", outcome_due_on as "dueOn"
    from suggestion
    where tenant_id = ${tenantId} and outcome is null and outcome_due_on <= ${ctx.today} and status in ('accepted', 'edited')
    order by id limit ${MOST_A_NIGHT} for update skip locked`;
  const measured: Measured[] = [];
  for (const row of due) measured.push({ id: row.id, outcome: await outcomeOf(ctx, row) });
  for (const { id, outcome } of measured) {
    await sql`update suggestion set outcome = ${sql.json(outcome)}, updated_at = now(), version = version + 1
              where tenant_id = ${tenantId} and id = ${id}`;
    ctx.emit({ type: "insights.suggestion_measured", entityType: "suggestion", entityId: id, after: outcome });
  }
  return { measured: measured.length, expired: stale.length };
}

function outcomeOf(ctx: Ctx, row: DueRow): Promise<decideApi.Outcome> {
  const from = row.result.from ?? businessDate(row.decidedAt, ctx.tenant.timeZone);
  const window = { from, to: addDays(row.dueOn, -1) };
  if (row.action.kind === "reorder" || row.action.kind === "transfer") return ofPieces(ctx, row, row.action, window);
  if (row.action.kind === "fix_fit") return ofFix(ctx, row, window);
  return row.action.kind === "call_customer" ? ofCall(ctx, row, window) : ofPrice(ctx, row, window);
}

const expectedUnits = (row: DueRow) => row.drivers.find((d) => d.factor === "expected pieces")?.value ?? null;

/** Margin of the pieces that sold beyond what had been there: without the decision they could not have sold. */
async function ofPieces(
  ctx: Ctx,
  row: DueRow,
  action: { lines: { skuId: string; qty: number }[] },
  window: { from: string; to: string },
): Promise<decideApi.Outcome> {
  const { sql, tenantId } = ctx;
  const ids = action.lines.map((line) => line.skuId);
  const place = row.result.toLocationId ?? null;
  const sold = await sql<{ skuId: string; units: number; marginMinor: number }[]>`
    select l.sku_id as "skuId", sum(l.qty)::int as units, sum(l.taxable_minor - l.cost_minor)::bigint as "marginMinor"
    from invoice i
    join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.sku_id = any(${ids}::uuid[])
    join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
    where i.tenant_id = ${tenantId} and i.issued_on between ${window.from} and ${window.to}
      ${place ? sql`and o.location_id = ${place}` : sql``}
    group by 1 having sum(l.qty) > 0`;
  const bought = new Map(action.lines.map((line) => [line.skuId, line.qty]));
  let [units, measuredMinor] = [0, 0];
  for (const line of sold) {
    const beyond = Math.min(
      bought.get(line.skuId) ?? 0,
      Math.max(0, line.units - (row.result.hadQty?.[line.skuId] ?? 0)),
    );
    units += line.units;
    measuredMinor += (line.marginMinor / line.units) * beyond;
  }
  return {
    ...window,
    promisedMinor: row.worthMinor,
    measuredMinor: Math.round(measuredMinor),
    expectedUnits: expectedUnits(row),
    units,
    note: "margin of pieces sold beyond what had been there",
  };
}

/** Margin of the style's days at the new price less that of as many days before it. */
async function ofPrice(ctx: Ctx, row: DueRow, window: { from: string; to: string }): Promise<decideApi.Outcome> {
  const days = daysBetween(window.from, window.to) + 1;
  const [after, before] = [
    await soldOf(ctx, row.subjectId, window.from, window.to),
    await soldOf(ctx, row.subjectId, addDays(window.from, -days), addDays(window.from, -1)),
  ];
  return {
    ...window,
    promisedMinor: row.worthMinor,
    measuredMinor: after.marginMinor - before.marginMinor,
    expectedUnits: expectedUnits(row),
    units: after.units,
    note: "margin against as many days before",
  };
}

async function ofCall(ctx: Ctx, row: DueRow, window: { from: string; to: string }): Promise<decideApi.Outcome> {
  const [sold] = await ctx.sql<Sold[]>`
    select coalesce(sum(l.qty), 0)::int as units, coalesce(sum(l.taxable_minor), 0)::bigint as "salesMinor",
           coalesce(sum(l.taxable_minor - l.cost_minor), 0)::bigint as "marginMinor"
    from invoice i join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    where i.tenant_id = ${ctx.tenantId} and i.customer_id = ${row.subjectId}
      and i.issued_on between ${window.from} and ${window.to}`;
  return {
    ...window,
    promisedMinor: row.worthMinor,
    measuredMinor: sold!.marginMinor,
    expectedUnits: null,
    units: sold!.units,
    note: "margin of what they ordered since",
  };
}

/** Margin of the pieces that came back less often than in as many days before. */
async function ofFix(ctx: Ctx, row: DueRow, window: { from: string; to: string }): Promise<decideApi.Outcome> {
  const days = daysBetween(window.from, window.to) + 1;
  const shares = async (from: string, to: string) => {
    const [told] = await ctx.sql<{ sold: number; back: number; marginMinor: number }[]>`
      select coalesce(sum(l.qty) filter (where l.qty > 0), 0)::int as sold, coalesce(-sum(l.qty) filter (where l.qty < 0), 0)::int as back,
             coalesce(sum(l.taxable_minor - l.cost_minor) filter (where l.qty > 0), 0)::bigint as "marginMinor"
      from invoice i
      join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = ${row.subjectId}
      where i.tenant_id = ${ctx.tenantId} and i.issued_on between ${from} and ${to}`;
    return told!;
  };
  const [after, before] = [
    await shares(window.from, window.to),
    await shares(addDays(window.from, -days), addDays(window.from, -1)),
  ];
  const share = ({ sold, back }: { sold: number; back: number }) => (sold > 0 ? back / sold : 0);
  return {
    ...window,
    promisedMinor: row.worthMinor,
    measuredMinor: before.sold > 0 ? Math.round((share(before) - share(after)) * after.marginMinor) : null,
    expectedUnits: null,
    units: after.back,
    note: "margin of pieces that came back less often than before",
  };
}

async function soldOf(ctx: Ctx, styleId: string, from: string, to: string): Promise<Sold> {
  const [row] = await ctx.sql<Sold[]>`
    select coalesce(sum(l.qty), 0)::int as units, coalesce(sum(l.taxable_minor), 0)::bigint as "salesMinor",
           coalesce(sum(l.taxable_minor - l.cost_minor), 0)::bigint as "marginMinor"
    from invoice i
    join invoice_line l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id and k.style_id = ${styleId}
    where i.tenant_id = ${ctx.tenantId} and i.issued_on between ${from} and ${to}`;
  return row!;
}
