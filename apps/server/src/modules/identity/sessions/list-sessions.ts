import { accountApi } from "@selvedge/contract";
import { notFound } from "../../../platform/errors.ts";
import { command, query } from "../../../platform/runner.ts";
import { assertMayRule } from "../users/assert-may-rule.ts";
import { deviceOf } from "./device.ts";
import { endSessions } from "./ended-sessions.ts";
import { REFRESH_DAYS } from "./session.ts";

interface Row {
  id: string;
  user_agent: string;
  address: string;
  method: string;
  started_at: Date;
  last_used_at: Date;
}

export const listSessions = query(accountApi.listSessions, async (ctx) => {
  const rows = await ctx.sql<Row[]>`
    select id, user_agent, address, method, started_at, last_used_at from user_session
    where tenant_id = ${ctx.tenantId} and user_id = ${ctx.actor.id} and ended_at is null
      and last_used_at > ${new Date(ctx.now.getTime() - REFRESH_DAYS * 86_400_000)}
    order by last_used_at desc limit 200`;
  return {
    items: rows.map((row) => ({
      id: row.id,
      device: deviceOf(row.user_agent),
      address: row.address,
      method: row.method,
      startedAt: row.started_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
      isThis: row.id === ctx.actor.sessionId,
    })),
  };
});

export const endSession = command(accountApi.endSession, async (ctx, { id }) => {
  const ended = ctx.actor.id ? await endSessions(ctx, ctx.actor.id, { only: id }, "ended_by_user") : 0;
  if (ended === 0) throw notFound("session");
  ctx.emit({ type: "identity.session_ended", entityType: "user", entityId: ctx.actor.id!, after: { sessionId: id } });
  return {};
});

export const endUserSessions = command(accountApi.endUserSessions, async (ctx, { id }) => {
  const [user] = await ctx.sql`select 1 from user_account where tenant_id = ${ctx.tenantId} and id = ${id}`;
  if (!user) throw notFound("user");
  await assertMayRule(ctx, id);
  const sessions = await endSessions(ctx, id, { but: null }, "ended_by_admin");
  ctx.emit({ type: "identity.sessions_ended", entityType: "user", entityId: id, after: { sessions } });
  return {};
});
