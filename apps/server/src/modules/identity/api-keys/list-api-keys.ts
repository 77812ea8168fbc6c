import { keysApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";

interface Row {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  limits: keysApi.ApiKey["limits"];
  requestsPerMinute: number;
  expires_at: Date | null;
  revoked_at: Date | null;
  replacedById: string | null;
  created_at: Date;
  version: number;
  maker_id: string | null;
  maker_name: string | null;
  maker_status: string | null;
  last_used_at: Date | null;
  lastAddress: string | null;
  requests: number;
}

const columns = ({ sql }: Ctx) => sql`
  k.id, k.name, k.prefix, k.scopes, k.limits, k.requests_per_minute as "requestsPerMinute", k.expires_at, k.revoked_at,
  k.replaced_by as "replacedById", k.created_at, k.version, u.id as maker_id, u.name as maker_name, u.status as maker_status,
  l.last_used_at, l.last_address as "lastAddress", coalesce(l.requests, 0)::float8 as requests
  from api_key k
  left join user_account u on u.tenant_id = k.tenant_id and u.id = k.created_by
  left join api_key_use l on l.tenant_id = k.tenant_id and l.key_id = k.id`;

function toView(ctx: Ctx, row: Row): keysApi.ApiKey {
  const { maker_id, maker_name, maker_status, expires_at, revoked_at, created_at, last_used_at, prefix, ...rest } = row;
  return {
    ...rest,
    prefix: `slv_${prefix}`,
    status: statusOf(ctx, row),
    createdBy: maker_id && maker_name !== null ? { id: maker_id, name: maker_name } : null,
    createdAt: created_at.toISOString(),
    expiresAt: expires_at?.toISOString() ?? null,
    revokedAt: revoked_at?.toISOString() ?? null,
    lastUsedAt: last_used_at?.toISOString() ?? null,
  };
}

function statusOf({ now }: Ctx, row: Row): keysApi.ApiKey["status"] {
  if (row.revoked_at) return "revoked";
  if (row.expires_at && row.expires_at <= now) return "expired";
  return row.maker_status === "active" ? "active" : "stopped";
}

/** One key as lists and answers show it. @throws not_found */
export async function getKeyView(ctx: Ctx, id: string): Promise<keysApi.ApiKey> {
  const [row] = await ctx.sql<Row[]>`
    select ${columns(ctx)} where k.tenant_id = ${ctx.tenantId} and k.id = ${id}`;
  if (!row) throw notFound("API key");
  return toView(ctx, row);
}

export const listApiKeys = query(keysApi.listApiKeys, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<Row[]>`
    select ${columns(ctx)} where k.tenant_id = ${tenantId}
      ${input.q ? sql`and k.name ilike ${likePattern(input.q)}` : sql``}
      ${after ? sql`and k.id < ${String(after[0])}::uuid` : sql``}
    order by k.id desc limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.id],
    (r) => toView(ctx, r),
  );
});
