import { appsApi } from "@selvedge/contract";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, pageOf } from "../../../platform/pages.ts";
import { command, query } from "../../../platform/runner.ts";
import { assertUser } from "../accounts/own-security.ts";
import { getAppView } from "./list-apps.ts";
import { endGrants, isLive } from "./live-grants.ts";

interface Row {
  id: string;
  userId: string;
  userName: string;
  scopes: string[];
  created_at: Date;
  lastUsedOn: string | null;
  expires_at: Date;
}

export const listAppPeople = query(appsApi.listAppPeople, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  await getAppView(ctx, input.id);
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<Row[]>`
    select g.id, g.user_id as "userId", u.name as "userName", g.scopes, g.created_at, g.last_used_on::text as "lastUsedOn", g.expires_at
    from oauth_grant g join user_account u on u.tenant_id = g.tenant_id and u.id = g.user_id
    where g.tenant_id = ${tenantId} and g.app_id = ${input.id} and ${isLive(ctx)}
      ${after ? sql`and g.id < ${String(after[0])}::uuid` : sql``}
    order by g.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.id],
    ({ created_at, expires_at, ...row }) => ({
      ...row,
      allowedAt: created_at.toISOString(),
      expiresAt: expires_at.toISOString(),
    }),
  );
});

export const endConnection = command(appsApi.endConnection, async (ctx, { id }) => {
  const ended = await endGrants(ctx, { id }, "ended_by_admin");
  if (ended.length === 0) throw notFound("connection of an app");
  return {};
});

interface MyRow {
  appId: string;
  name: string;
  website: string | null;
  scopes: string[];
  allowed_at: Date;
  lastUsedOn: string | null;
}

export const listMyApps = query(appsApi.listMyApps, async (ctx) => {
  const { sql, tenantId, actor } = ctx;
  const rows = await sql<MyRow[]>`
    select a.id as "appId", a.name, a.website, min(g.created_at) as allowed_at, max(g.last_used_on)::text as "lastUsedOn",
           array(select distinct s from oauth_grant o cross join unnest(o.scopes) s
                 where o.tenant_id = a.tenant_id and o.app_id = a.id and o.user_id = ${actor.id} and o.revoked_at is null order by s) as scopes
    from oauth_grant g join oauth_app a on a.tenant_id = g.tenant_id and a.id = g.app_id
    where g.tenant_id = ${tenantId} and g.user_id = ${actor.type === "user" ? actor.id : null} and ${isLive(ctx)}
    group by a.tenant_id, a.id, a.name, a.website order by a.name, a.id limit 200`;
  return { items: rows.map(({ allowed_at, ...row }) => ({ ...row, allowedAt: allowed_at.toISOString() })) };
});

/** Only the person takes back what they allowed: an app cannot lock another out. */
export const disconnectApp = command(appsApi.disconnectApp, async (ctx, { id }) => {
  const user = await assertUser(ctx);
  const ended = await endGrants(ctx, { appId: id, userId: user.id }, "taken_back");
  if (ended.length === 0) throw notFound("app connected to your account");
  return {};
});
