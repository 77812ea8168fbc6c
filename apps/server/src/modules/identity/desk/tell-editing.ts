import { deskApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { pictureUrl } from "../../../platform/pictures.ts";
import { readRecordNames } from "../../../platform/record-names.ts";
import { command } from "../../../platform/runner.ts";
import { assertUser } from "../accounts/own-security.ts";

/** So long after a form last told of itself it counts as open; a closed laptop is forgotten after it. */
const FRESH_SECONDS = 60;

/**
 * Notes that this person has the record's form open, or no longer, and says who else has. Two people are warned before one of them
 * loses work; what keeps the record right is still its version.
 */
export const tellEditing = command(deskApi.tellEditing, async (ctx, input) => {
  const { sql, tenantId, now } = ctx;
  const user = await assertUser(ctx);
  if (input.leaving) {
    await sql`
      delete from record_editor where tenant_id = ${tenantId} and record_id = ${input.recordId} and user_id = ${user.id}`;
    return { others: [] };
  }
  await assertRecord(ctx, input.recordId);
  const oldest = new Date(now.getTime() - FRESH_SECONDS * 1000);
  await sql`
    delete from record_editor where tenant_id = ${tenantId} and user_id = ${user.id} and seen_at < ${oldest}`;
  await sql`
    insert into record_editor (tenant_id, record_id, user_id, seen_at)
    values (${tenantId}, ${input.recordId}, ${user.id}, ${now})
    on conflict (tenant_id, record_id, user_id) do update set seen_at = excluded.seen_at`;
  const others = await sql<{ name: string; avatarFileId: string | null }[]>`
    select u.name, u.avatar_file_id as "avatarFileId"
    from record_editor e join user_account u on u.tenant_id = e.tenant_id and u.id = e.user_id
    where e.tenant_id = ${tenantId} and e.record_id = ${input.recordId} and e.user_id <> ${user.id} and e.seen_at >= ${oldest}
    order by u.name`;
  return {
    others: others.map(({ name, avatarFileId }) => ({
      name,
      avatarUrl: avatarFileId ? pictureUrl(tenantId, avatarFileId) : null,
    })),
  };
});

/** The business itself is a record too. @throws not_found */
async function assertRecord(ctx: Ctx, id: string): Promise<void> {
  if (id !== ctx.tenantId && !(await readRecordNames(ctx, [id])).has(id)) throw notFound("record");
}
