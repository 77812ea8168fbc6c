import type { decideApi, OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";

export type SuggestionView = OutputOf<typeof decideApi.listSuggestions>["items"][number];

export interface SuggestionRow extends Omit<SuggestionView, "createdAt" | "decidedAt" | "currency"> {
  createdAt: Date;
  decidedAt: Date | null;
}

/** Columns of a suggestion `s` with what a card shows of its subject; the joins are {@link suggestionJoins}. */
export const suggestionColumns = (ctx: Ctx) => ctx.sql`
  s.id, s.kind, s.subject_type as "subjectType", s.subject_id as "subjectId",
  coalesce(y.name, p.name, '') as "subjectName", coalesce(y.code, p.code) as "subjectCode", w.hex,
  '/media/' || w.tenant_id || '/' || w.picture_file_id as "pictureUrl", s.action,
  lf.name as "fromLocationName", lt.name as "toLocationName", s.drivers, s.confidence, s.worth_minor as "worthMinor",
  s.worth_low_minor as "worthLowMinor", s.worth_high_minor as "worthHighMinor", s.run_id as "runId",
  s.valid_until as "validUntil", s.status, s.decided_at as "decidedAt", u.name as "decidedByName", s.reason,
  s.done_action as "doneAction", s.outcome_due_on as "outcomeDueOn", s.outcome, s.created_at as "createdAt"`;

export const suggestionJoins = (ctx: Ctx) => ctx.sql`
  left join style y on y.tenant_id = s.tenant_id and s.subject_type = 'style' and y.id = s.subject_id
  left join party p on p.tenant_id = s.tenant_id and s.subject_type = 'customer' and p.id = s.subject_id
  left join lateral (
    select c.tenant_id, c.hex, c.picture_file_id from colourway c
    where c.tenant_id = s.tenant_id and c.style_id = y.id and c.status = 'active' order by c.position, c.code limit 1
  ) w on true
  left join location lf on lf.tenant_id = s.tenant_id and lf.id = (s.action->>'fromLocationId')::uuid
  left join location lt on lt.tenant_id = s.tenant_id and lt.id = (s.action->>'toLocationId')::uuid
  left join user_account u on u.tenant_id = s.tenant_id and u.id = s.decided_by`;

export function suggestionView(ctx: Ctx, row: SuggestionRow): SuggestionView {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    currency: ctx.tenant.currency,
  };
}
