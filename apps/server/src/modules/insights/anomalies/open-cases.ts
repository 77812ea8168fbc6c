import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { newId } from "../../../platform/ids.ts";
import type { AnomalyKind } from "./anomaly-kinds.ts";
import type { AnomalyEvent, DetectResult } from "./detect-events.ts";

/** What an event's key says it is about. */
function subjectsOf(kind: AnomalyKind, key: string) {
  const parts = key.split("/");
  const none = { styleId: null, channelId: null, locationId: null, customerId: null, userId: null };
  switch (kind) {
    case "price":
      return { ...none, styleId: parts[1]!, channelId: parts[2]! };
    case "discount":
    case "stock":
      return { ...none, locationId: parts[1]! };
    case "refund":
      return { ...none, customerId: parts[1]! };
    case "void":
      return { ...none, userId: parts[1]! };
    case "sales":
      return parts[1] === "place"
        ? { ...none, locationId: parts[2]! }
        : { ...none, styleId: parts[2]!, channelId: parts[3]! };
  }
}

/** Opens a case for each flag; an event that has one already gets no second. @returns how many were opened */
export async function openCases(
  ctx: Ctx,
  runId: string | null,
  result: Pick<DetectResult, "kind" | "flags">,
): Promise<number> {
  const { sql, tenantId } = ctx;
  if (result.flags.length === 0) return 0;
  const rows = await Promise.all(
    result.flags.map(async ({ event, flag }) => ({
      id: newId(),
      number: await ctx.nextLooseNumber("anomaly_case", "AN-"),
      ...{ key: event.key, on: event.on, score: flag.score, reasons: flag.reasons.slice(0, 5), facts: factsOf(event) },
      ...{ worthMinor: Math.round(event.worthMinor), ...subjectsOf(result.kind, event.key) },
    })),
  );
  const opened = await sql<{ id: string; key: string }[]>`
    insert into anomaly_case (tenant_id, id, number, kind, event_key, happened_on, score, reasons, facts, worth_minor, style_id,
                              location_id, channel_id, customer_id, user_id, run_id)
    select ${tenantId}, r.id, r.number, ${result.kind}, r.key, r."on", r.score, r.reasons, r.facts, r."worthMinor", r."styleId",
           r."locationId", r."channelId", r."customerId", r."userId", ${runId}::uuid
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, number text, key text, "on" date, score float8,
      reasons jsonb, facts jsonb, "worthMinor" bigint, "styleId" uuid, "locationId" uuid, "channelId" uuid, "customerId" uuid,
      "userId" uuid)
    on conflict (tenant_id, event_key) do nothing
    returning id, event_key as key`;
  const scoreOf = new Map(rows.map((row) => [row.key, row.score]));
  for (const { id, key } of opened) {
    ctx.emit({
      type: "insights.anomaly_found",
      entityType: "anomaly_case",
      entityId: id,
      after: { kind: result.kind, key, score: scoreOf.get(key) },
    });
  }
  return opened.length;
}

const factsOf = (event: AnomalyEvent) =>
  Object.fromEntries(
    Object.entries(event.measures).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
