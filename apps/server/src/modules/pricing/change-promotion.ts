import { pricingApi } from "@selvedge/contract";
import { changedFields } from "../../platform/changed-fields.ts";
import { AppError, fieldError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";

interface Row {
  name: string;
  startsAt: Date;
  endsAt: Date;
  status: "active" | "archived";
  version: number;
}

/** Renames a promotion, moves its end, archives or revives it; what it takes off is never changed under those it was told. */
export const changePromotion = command(pricingApi.changePromotion, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [before] = await sql<Row[]>`
    select name, starts_at as "startsAt", ends_at as "endsAt", status, version
    from promotion where tenant_id = ${tenantId} and id = ${input.id} for no key update`;
  if (!before) throw notFound("promotion");
  if (input.version !== undefined && input.version !== before.version) throw new AppError("stale_version");
  const endsAt = input.endsAt ?? before.endsAt.toISOString();
  if (Date.parse(endsAt) <= before.startsAt.getTime()) throw fieldError("endsAt", "A promotion ends after it starts");
  const next = { name: input.name ?? before.name, endsAt, status: input.status ?? before.status };
  await ctx.changeConfig();
  const version = before.version + 1;
  await sql`
    update promotion set name = ${next.name}, ends_at = ${next.endsAt}, status = ${next.status}, version = ${version}
    where tenant_id = ${tenantId} and id = ${input.id}`;
  const was = {
    name: before.name,
    endsAt: before.endsAt.toISOString(),
    status: before.status,
    version: before.version,
  };
  ctx.emit({
    type: "pricing.promotion_changed",
    entityType: "promotion",
    entityId: input.id,
    ...changedFields(was, { ...next, version }),
  });
  return { version };
});
