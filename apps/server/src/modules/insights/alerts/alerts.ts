import { forecastApi } from "@selvedge/contract";
import { AppError, notFound } from "../../../platform/errors.ts";
import { decodeCursor, pageOf } from "../../../platform/pages.ts";
import { command, query } from "../../../platform/runner.ts";
import type { AlertView } from "./open-alert.ts";

interface AlertRow extends Omit<AlertView, "openedAt" | "resolvedAt"> {
  openedAt: Date;
  resolvedAt: Date | null;
  cursorAt: string;
}

export const listLearningAlerts = query(forecastApi.listLearningAlerts, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<AlertRow[]>`
    select id, kind, code, run_id as "runId", detail, opened_at as "openedAt", resolved_at as "resolvedAt", opened_at::text as "cursorAt"
    from learning_alert where tenant_id = ${tenantId}
      ${input.open ? sql`and (resolved_at is null) = ${input.open === "true"}` : sql``}
      ${after ? sql`and (opened_at, id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql``}
    order by opened_at desc, id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (a) => [a.cursorAt, a.id],
    ({ cursorAt: _at, ...a }) => ({
      ...a,
      openedAt: a.openedAt.toISOString(),
      resolvedAt: a.resolvedAt?.toISOString() ?? null,
    }),
  );
});

export const resolveLearningAlert = command(forecastApi.resolveLearningAlert, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [row] = await sql<{ kind: string; code: string; open: boolean }[]>`
    select kind, code, resolved_at is null as open from learning_alert where tenant_id = ${tenantId} and id = ${input.id} for update`;
  if (!row) throw notFound("alert");
  if (!row.open) throw new AppError("wrong_state", "This alert is closed already.");
  await sql`update learning_alert set resolved_at = now() where tenant_id = ${tenantId} and id = ${input.id}`;
  ctx.emit({
    type: "insights.alert_resolved",
    entityType: "learning_alert",
    entityId: input.id,
    after: { kind: row.kind, code: row.code },
  });
  return { id: input.id };
});
