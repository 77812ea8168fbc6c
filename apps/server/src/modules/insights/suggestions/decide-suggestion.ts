import { decideApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { doAction } from "./do-action.ts";

interface Locked {
  id: string;
  kind: decideApi.SuggestionAction["kind"];
  subjectId: string;
  action: decideApi.SuggestionAction;
  worthMinor: number;
}

/** Does what it says. @throws wrong_state when it was decided before or is out of date */
export const acceptSuggestion = command(decideApi.acceptSuggestion, async (ctx, input) => {
  const open = await lockOpen(ctx, input.id);
  return settle(ctx, open, "accepted", open.action, input.reason ?? null);
});

/** Does it in a person's own form; kind and subject stay what they are. */
export const editSuggestion = command(decideApi.editSuggestion, async (ctx, input) => {
  const open = await lockOpen(ctx, input.id);
  if (input.action.kind !== open.kind) throw fieldError("action.kind", `This suggestion is of the kind ${open.kind}`);
  return settle(ctx, open, "edited", input.action, input.reason ?? null);
});

export const dismissSuggestion = command(decideApi.dismissSuggestion, async (ctx, input) => {
  const open = await lockOpen(ctx, input.id);
  await ctx.sql`
    update suggestion set status = 'dismissed', decided_at = ${ctx.now}, decided_by = ${ctx.actor.id}::uuid,
           decided_actor = ${ctx.actor.type}, reason = ${input.reason}, updated_at = now(), version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${open.id}`;
  ctx.emit({
    type: "insights.suggestion_dismissed",
    entityType: "suggestion",
    entityId: open.id,
    before: { status: "open" },
    after: { status: "dismissed", kind: open.kind, reason: input.reason },
  });
  return { id: open.id, status: "dismissed" as const };
});

async function lockOpen(ctx: Ctx, id: string): Promise<Locked> {
  const [row] = await ctx.sql<(Locked & { status: string; validUntil: string })[]>`
    select id, kind, subject_id as "subjectId", action, worth_minor as "worthMinor", status, valid_until as "validUntil"
    from suggestion where tenant_id = ${ctx.tenantId} and id = ${id} for update`;
  if (!row) throw notFound("suggestion");
  if (row.status !== "open") throw new AppError("wrong_state", `This suggestion is ${row.status} already.`);
  if (row.validUntil < ctx.today) {
    throw new AppError("wrong_state", "This suggestion is out of date. The next run makes it anew if it still holds.");
  }
  return { ...row, action: decideApi.SuggestionAction.parse(row.action) };
}

async function settle(
  ctx: Ctx,
  open: Locked,
  status: "accepted" | "edited",
  action: decideApi.SuggestionAction,
  reason: string | null,
) {
  const done = await doAction(ctx, open, action);
  await ctx.sql`
    update suggestion set status = ${status}, decided_at = ${ctx.now}, decided_by = ${ctx.actor.id}::uuid,
           decided_actor = ${ctx.actor.type}, reason = ${reason}, done_action = ${ctx.sql.json(action)},
           result = ${ctx.sql.json(done.result as never)}, outcome_due_on = ${done.outcomeDueOn}::date, updated_at = now(),
           version = version + 1
    where tenant_id = ${ctx.tenantId} and id = ${open.id}`;
  ctx.emit({
    type: `insights.suggestion_${status}`,
    entityType: "suggestion",
    entityId: open.id,
    before: { status: "open", action: open.action },
    after: { status, action, reason, worthMinor: open.worthMinor },
  });
  return { id: open.id, status, warnings: done.warnings };
}
