import { tillApi } from "@selvedge/contract";
import { formatMoney } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";
import { decodeCursor, pageOf } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";
import { readShiftReport, type ShiftEventRow } from "./read-shift-report.ts";

interface Row {
  id: string;
  till: { id: string; code: string; name: string };
  opened_at: Date;
  openedBy: string | null;
  closed_at: Date | null;
  closedBy: string | null;
  floatMinor: number;
  receipts: number;
  salesMinor: number;
  expectedMinor: number | null;
  countedMinor: number | null;
  zNumber: number | null;
  note: string | null;
  counted: [number, number][] | null;
  sort_at: string;
}

function selectShifts(ctx: Ctx, where: ReturnType<Ctx["sql"]>, limit: number) {
  const { sql } = ctx;
  return sql<Row[]>`
    select s.id, jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name) as till, s.opened_at, o.name as "openedBy",
           s.closed_at, c.name as "closedBy", s.float_minor as "floatMinor", s.expected_minor as "expectedMinor",
           s.counted_minor as "countedMinor", s.z_number as "zNumber", s.note, s.counted, s.opened_at::text as sort_at,
           sold.receipts, sold.minor as "salesMinor"
    from till_session s
    join till t on t.tenant_id = s.tenant_id and t.id = s.till_id
    left join user_account o on o.tenant_id = s.tenant_id and o.id = s.opened_by
    left join user_account c on c.tenant_id = s.tenant_id and c.id = s.closed_by
    cross join lateral (
      select count(*)::int as receipts,
             coalesce(sum((e.payload->>'totalMinor')::bigint - (e.payload->>'returnedMinor')::bigint), 0)::bigint as minor
      from till_event e where e.tenant_id = s.tenant_id and e.session_id = s.id and e.kind = 'sale') sold
    where s.tenant_id = ${ctx.tenantId} ${where}
    order by s.opened_at desc, s.id desc limit ${limit}`;
}

export const listShifts = query(tillApi.listShifts, async (ctx, input) => {
  const { sql } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const where = sql`
    ${input.tillId ? sql`and s.till_id = ${input.tillId}` : sql``}
    ${input.q ? sql`and (t.code ^@ upper(${input.q}) or o.name ilike ${`%${input.q}%`})` : sql``}
    ${after ? sql`and (s.opened_at, s.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}`;
  const rows = await selectShifts(ctx, where as never, input.limit + 1);
  return pageOf(
    rows,
    input.limit,
    (r) => [r.sort_at, r.id],
    (row) => viewOf(row, ctx.tenant.currency),
  );
});

function viewOf(row: Row, currency: string) {
  const { opened_at, closed_at, sort_at: _sort, counted: _counted, note: _note, ...rest } = row;
  return {
    ...rest,
    openedAt: opened_at.toISOString(),
    closedAt: closed_at?.toISOString() ?? null,
    differenceMinor:
      row.countedMinor !== null && row.expectedMinor !== null ? row.countedMinor - row.expectedMinor : null,
    currency,
  };
}

export const getShift = query(tillApi.getShift, async (ctx, input) => {
  const [row] = await selectShifts(ctx, ctx.sql`and s.id = ${input.id}` as never, 1);
  if (!row) throw notFound("shift");
  const { events, report } = await readShiftReport(ctx, input.id);
  return {
    ...viewOf(row, ctx.tenant.currency),
    note: row.note,
    counted: row.counted ?? [],
    report,
    events: events.slice(0, 2000).map((event) => eventView(ctx, event)),
  };
});

function eventView(ctx: Ctx, event: ShiftEventRow) {
  const { id, counter, kind, status, receiptNumber, orderId, payload } = event;
  const amounts: Record<string, number> = {
    sale: Number(payload["totalMinor"] ?? 0) - Number(payload["returnedMinor"] ?? 0),
    cash_moved: Number(payload["amountMinor"] ?? 0) * (payload["direction"] === "out" ? -1 : 1),
    shift_opened: Number(payload["floatMinor"] ?? 0),
    shift_closed: Number(payload["countedMinor"] ?? 0),
  };
  const note = payload["note"];
  return {
    ...{ id, counter, kind, status, receiptNumber, orderId },
    happenedAt: event.happenedAt.toISOString(),
    amountMinor: amounts[kind] ?? 0,
    words: typeof note === "string" && note !== "" ? note : kind === "sale" ? tenderWords(ctx, payload) : null,
  };
}

const methodWords: Record<string, string> = { cash: "Cash", card: "Card", upi: "UPI" };

function tenderWords(ctx: Ctx, payload: Record<string, unknown>): string {
  const tenders = (payload["tenders"] ?? []) as { method: string; amountMinor: number }[];
  const { currency, locale } = ctx.tenant;
  return tenders
    .map((t) => `${methodWords[t.method] ?? t.method} ${formatMoney(t.amountMinor, currency, locale)}`)
    .join(", ");
}
