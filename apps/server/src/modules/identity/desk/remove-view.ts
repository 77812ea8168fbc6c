import { deskApi } from "@selvedge/contract";
import { may } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { assertUser } from "../accounts/own-security.ts";

interface Row {
  ownerId: string;
  list: string;
  name: string;
  shared: boolean;
}

/** @throws not_found for a view that is not there or that another keeps for themselves; not_permitted */
export const removeView = command(deskApi.removeView, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const user = await assertUser(ctx);
  const [view] = await sql<Row[]>`
    select owner_id as "ownerId", list, name, shared from saved_view
    where tenant_id = ${tenantId} and id = ${input.id} and (shared or owner_id = ${user.id}) for update`;
  if (!view) throw notFound("view");
  if (view.ownerId !== user.id && !may(ctx.actor, "tenancy.settings.change"))
    throw new AppError("not_permitted", "This view is somebody else's; its owner may remove it.");
  await sql`delete from saved_view where tenant_id = ${tenantId} and id = ${input.id}`;
  const { ownerId: _owner, ...before } = view;
  ctx.emit({ type: "identity.view_removed", entityType: "saved_view", entityId: input.id, before });
  return {};
});
