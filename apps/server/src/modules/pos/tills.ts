import { type ParsedInputOf, tillApi } from "@selvedge/contract";
import { startOfDate } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { AppError, fieldError, notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command, query } from "../../platform/runner.ts";
import { readChannels, readLocations } from "../sales/index.ts";

interface Row {
  id: string;
  code: string;
  name: string;
  status: "active" | "archived";
  location: { id: string; name: string };
  channel: { id: string; name: string };
  upiId: string | null;
  receiptFooter: string;
  version: number;
  device_id: string | null;
  device_name: string;
  series: string;
  paired_at: Date;
  last_seen_at: Date | null;
  waiting_events: number;
  stuck_events: number;
  stuck_words: string | null;
  clock_skew_ms: number;
  shift_id: string | null;
  opened_at: Date;
  opened_by: string | null;
  sales_today: number;
  receipts_today: number;
}

export const listTills = query(tillApi.listTills, async (ctx) => {
  const rows = await ctx.sql<Row[]>`
    select t.id, t.code, t.name, t.status, jsonb_build_object('id', l.id, 'name', l.name) as location,
           jsonb_build_object('id', c.id, 'name', c.name) as channel, t.upi_id as "upiId",
           t.receipt_footer as "receiptFooter", t.version,
           d.id as device_id, d.name as device_name, d.series, d.paired_at, d.last_seen_at, d.waiting_events,
           d.stuck_events, d.stuck_words, d.clock_skew_ms,
           s.id as shift_id, s.opened_at, s.opened_by, today.minor as sales_today, today.receipts as receipts_today
    from till t
    join location l on l.tenant_id = t.tenant_id and l.id = t.location_id
    join channel c on c.tenant_id = t.tenant_id and c.id = t.channel_id
    left join till_device d on d.tenant_id = t.tenant_id and d.till_id = t.id and d.revoked_at is null
    left join lateral (
      select s.id, s.opened_at, u.name as opened_by from till_session s
      left join user_account u on u.tenant_id = s.tenant_id and u.id = s.opened_by
      where s.tenant_id = t.tenant_id and s.till_id = t.id and s.closed_at is null
      order by s.opened_at desc limit 1) s on true
    cross join lateral (
      select coalesce(sum((e.payload->>'totalMinor')::bigint - (e.payload->>'returnedMinor')::bigint), 0)::bigint as minor,
             count(*)::int as receipts
      from till_event e where e.tenant_id = t.tenant_id and e.till_id = t.id and e.kind = 'sale'
        and e.happened_at >= ${startOfDate(ctx.today, ctx.tenant.timeZone)}) today
    where t.tenant_id = ${ctx.tenantId} order by t.status, l.name, t.code limit 500`;
  return { items: rows.map((row) => viewOf(row, ctx.tenant.currency)) };
});

function viewOf(row: Row, currency: string) {
  const { id, code, name, status, location, channel, upiId, receiptFooter, version } = row;
  return {
    ...{ id, code, name, status, location, channel, upiId, receiptFooter, version, currency },
    device: row.device_id
      ? {
          id: row.device_id,
          name: row.device_name,
          series: row.series,
          pairedAt: row.paired_at.toISOString(),
          lastSeenAt: row.last_seen_at?.toISOString() ?? null,
          waitingEvents: row.waiting_events,
          ...{ stuckEvents: row.stuck_events, stuckWords: row.stuck_words },
          clockSkewMs: row.clock_skew_ms,
        }
      : null,
    openShift: row.shift_id
      ? { id: row.shift_id, openedAt: row.opened_at.toISOString(), openedBy: row.opened_by }
      : null,
    salesTodayMinor: row.sales_today,
    receiptsToday: row.receipts_today,
  };
}

async function assertPlace(ctx: Ctx, place: { locationId?: string | undefined; channelId?: string | undefined }) {
  const [channels, locations] = await Promise.all([readChannels(ctx), readLocations(ctx)]);
  if (place.locationId && !locations.some((l) => l.id === place.locationId)) {
    throw fieldError("locationId", "There is no such place to sell from");
  }
  if (place.channelId && !channels.some((c) => c.id === place.channelId && c.kind === "retail")) {
    throw fieldError("channelId", "A till sells on a retail channel");
  }
}

export const createTill = command(tillApi.createTill, async (ctx, input) => {
  await assertPlace(ctx, input);
  await ctx.changeConfig();
  const id = newId();
  const made = await ctx.sql`
    insert into till (tenant_id, id, code, name, location_id, channel_id, upi_id, receipt_footer)
    values (${ctx.tenantId}, ${id}, ${input.code}, ${input.name}, ${input.locationId}, ${input.channelId}, ${input.upiId},
            ${input.receiptFooter})
    on conflict (tenant_id, code) do nothing returning 1`;
  if (made.length === 0) {
    throw new AppError("duplicate", `There is a till ${input.code} already.`, {
      fields: [{ path: "code", message: "This code is taken" }],
    });
  }
  ctx.emit({ type: "pos.till_created", entityType: "till", entityId: id, after: { id, ...input } });
  return { id };
});

type TillChange = ParsedInputOf<typeof tillApi.changeTill>;

export const changeTill = command(tillApi.changeTill, async (ctx, input) => {
  const [till] = await ctx.sql<Required<Omit<TillChange, "id">>[]>`
    select name, location_id as "locationId", channel_id as "channelId", upi_id as "upiId",
           receipt_footer as "receiptFooter", status, version
    from till where tenant_id = ${ctx.tenantId} and id = ${input.id} for update`;
  if (!till) throw notFound("till");
  if (input.version !== undefined && input.version !== till.version) throw new AppError("stale_version");
  await assertPlace(ctx, input);
  await ctx.changeConfig();
  const { id, version: _version, ...changes } = input;
  const after = { ...till, ...changes, version: (till.version ?? 1) + 1 };
  await ctx.sql`
    update till set name = ${after.name}, location_id = ${after.locationId}, channel_id = ${after.channelId},
      upi_id = ${after.upiId}, receipt_footer = ${after.receiptFooter}, status = ${after.status}, version = ${after.version}
    where tenant_id = ${ctx.tenantId} and id = ${id}`;
  ctx.emit({ type: "pos.till_changed", entityType: "till", entityId: id, before: till, after });
  return { id, version: after.version };
});
