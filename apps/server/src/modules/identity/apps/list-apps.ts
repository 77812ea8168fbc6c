import { appsApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { isLive } from "./live-grants.ts";

interface Row extends Omit<appsApi.App, "createdAt"> {
  created_at: Date;
}

const columns = (ctx: Ctx) => ctx.sql`
  a.id, a.client_id as "clientId", a.name, a.website, a.redirect_uris as "redirectUris", a.secret_hash is not null as confidential,
  a.scopes, a.status, a.created_at, a.version,
  (select count(distinct g.user_id)::int from oauth_grant g
   where g.tenant_id = a.tenant_id and g.app_id = a.id and ${isLive(ctx)}) as people,
  (select u.name from user_account u where u.tenant_id = a.tenant_id and u.id = a.created_by) as "createdBy"
  from oauth_app a`;

function toView({ created_at, ...rest }: Row): appsApi.App {
  return { ...rest, createdAt: created_at.toISOString() };
}

/** One app as lists and answers show it. @throws not_found */
export async function getAppView(ctx: Ctx, id: string): Promise<appsApi.App> {
  const [row] = await ctx.sql<Row[]>`select ${columns(ctx)} where a.tenant_id = ${ctx.tenantId} and a.id = ${id}`;
  if (!row) throw notFound("app");
  return toView(row);
}

export const listApps = query(appsApi.listApps, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<Row[]>`
    select ${columns(ctx)} where a.tenant_id = ${tenantId}
      ${input.q ? sql`and a.name ilike ${likePattern(input.q)}` : sql``}
      ${after ? sql`and a.id < ${String(after[0])}::uuid` : sql``}
    order by a.id desc limit ${input.limit + 1}`;
  return pageOf(rows, input.limit, (r) => [r.id], toView);
});
