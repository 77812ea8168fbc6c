import type { forecastApi, OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

export type AlertView = OutputOf<typeof forecastApi.listLearningAlerts>["items"][number];

export interface NewAlert {
  kind: string;
  code: AlertView["code"];
  runId: string | null;
  detail: Record<string, unknown>;
}

/** Opens an alert, or renews the one that is open for the same kind and cause; told as an event when it is new. */
export async function openAlert(ctx: Ctx, alert: NewAlert): Promise<void> {
  const { sql, tenantId } = ctx;
  const id = newId();
  const [row] = await sql<{ id: string }[]>`
    insert into learning_alert (tenant_id, id, kind, code, run_id, detail)
    values (${tenantId}, ${id}, ${alert.kind}, ${alert.code}, ${alert.runId}, ${sql.json(alert.detail)})
    on conflict (tenant_id, kind, code) where resolved_at is null
    do update set run_id = excluded.run_id, detail = excluded.detail
    returning id`;
  if (row?.id !== id) return;
  ctx.emit({ type: "insights.alert_opened", entityType: "learning_alert", entityId: id, after: { ...alert } });
}

/** Closes what is open of a kind for these causes: they are gone. */
export async function closeAlerts(ctx: Ctx, kind: string, codes: readonly NewAlert["code"][]): Promise<void> {
  const { sql, tenantId } = ctx;
  const rows = await sql<{ id: string; code: string }[]>`
    update learning_alert set resolved_at = now()
    where tenant_id = ${tenantId} and kind = ${kind} and code = any(${codes as string[]}) and resolved_at is null
    returning id, code`;
  for (const { id, code } of rows) {
    ctx.emit({ type: "insights.alert_resolved", entityType: "learning_alert", entityId: id, after: { kind, code } });
  }
}
