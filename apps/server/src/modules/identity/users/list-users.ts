import { tenancyApi } from "@selvedge/contract";
import { decodeCursor, likePattern, pageOf } from "../../../platform/pages.ts";
import { query } from "../../../platform/runner.ts";
import { getUserView, toView, type UserRow, userColumns } from "./user-view.ts";

export const listUsers = query(tenancyApi.listUsers, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<UserRow[]>`
    select ${userColumns(ctx)} from user_account u where u.tenant_id = ${tenantId}
      ${input.status ? sql`and u.status = ${input.status}` : sql``}
      ${
        input.role
          ? sql`and exists (select 1 from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
          where x.tenant_id = u.tenant_id and x.user_id = u.id and r.code = ${input.role})`
          : sql``
      }
      ${input.q ? sql`and (u.name ilike ${likePattern(input.q)} or u.email ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (u.name, u.id) > (${String(after[0])}, ${String(after[1])}::uuid)` : sql``}
    order by u.name, u.id limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.name, r.id],
    (r) => toView(ctx, r),
  );
});

export const getUser = query(tenancyApi.getUser, (ctx, input) => getUserView(ctx, input.id));
