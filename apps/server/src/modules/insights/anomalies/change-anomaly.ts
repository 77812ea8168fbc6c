import { decideApi, type ParsedInputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError, notFound } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { command } from "../../../platform/runner.ts";

type Input = ParsedInputOf<typeof decideApi.changeAnomaly>;
type Status = (typeof decideApi.anomalyStatuses)[number];

/** From where a case may go where. A closed case can be taken up again, so that a verdict can be mended. */
const transitions: Readonly<Record<Status, readonly Status[]>> = {
  open: ["investigating", "confirmed", "dismissed"],
  investigating: ["open", "confirmed", "dismissed"],
  confirmed: ["investigating"],
  dismissed: ["investigating"],
};

/** Takes a case up, gives it to somebody, notes, confirms or dismisses. Verdicts teach the threshold with the next run. */
export const changeAnomaly = command(decideApi.changeAnomaly, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [row] = await sql<{ id: string; status: Status; assigneeId: string | null; reason: string | null }[]>`
    select id, status, assignee_id as "assigneeId", reason from anomaly_case
    where tenant_id = ${tenantId} and id = ${input.id} for update`;
  if (!row) throw notFound("case");
  assertSaysSomething(input);
  const to = input.status ?? row.status;
  if (to !== row.status && !transitions[row.status].includes(to)) {
    throw new AppError("wrong_state", `A case that is ${row.status} cannot become ${to}.`);
  }
  if (to === "dismissed" && to !== row.status && !input.reason) throw fieldError("reason", "Say why it is nothing");
  if (input.assigneeId) await assertUser(ctx, input.assigneeId);
  const assigneeId = assigneeOf(ctx, input, row.assigneeId, to);
  const isClosed = to === "confirmed" || to === "dismissed";
  const decides = isClosed && to !== row.status;
  await sql`
    update anomaly_case set status = ${to}, assignee_id = ${assigneeId}::uuid,
           reason = ${isClosed ? (input.reason ?? row.reason) : null},
           decided_at = case when ${decides} then ${ctx.now}::timestamptz when ${isClosed} then decided_at end,
           decided_by = case when ${decides} then ${ctx.actor.id}::uuid when ${isClosed} then decided_by end,
           version = version + 1
    where tenant_id = ${tenantId} and id = ${row.id}`;
  const note = input.note ?? input.reason;
  if (note || to !== row.status) {
    await sql`
      insert into anomaly_note (tenant_id, id, case_id, note, from_status, to_status, by_actor, by_id)
      values (${tenantId}, ${newId()}, ${row.id}, ${note ?? ""}, ${to === row.status ? null : row.status},
              ${to === row.status ? null : to}, ${ctx.actor.type}, ${ctx.actor.type === "user" ? ctx.actor.id : null}::uuid)`;
  }
  ctx.emit({
    type: "insights.anomaly_changed",
    entityType: "anomaly_case",
    entityId: row.id,
    before: { status: row.status, assigneeId: row.assigneeId },
    after: { status: to, assigneeId, reason: input.reason ?? null },
  });
  return { id: row.id, status: to };
});

function assertSaysSomething(input: Input): void {
  if (input.status === undefined && input.assigneeId === undefined && !input.note && !input.reason) {
    throw fieldError("status", "Say what should change: the status, who looks into it, or a note");
  }
}

/** Whoever takes a case up has it, unless it is given to somebody. */
function assigneeOf(ctx: Ctx, input: Input, present: string | null, to: Status): string | null {
  if (input.assigneeId !== undefined) return input.assigneeId;
  return to === "investigating" && present === null && ctx.actor.type === "user" ? ctx.actor.id : present;
}

async function assertUser(ctx: Ctx, id: string): Promise<void> {
  const [user] = await ctx.sql`select from user_account where tenant_id = ${ctx.tenantId} and id = ${id}`;
  if (!user) throw fieldError("assigneeId", "There is no such person");
}
