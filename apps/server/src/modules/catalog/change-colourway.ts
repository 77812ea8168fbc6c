import { catalogApi } from "@selvedge/contract";
import { changedFields } from "../../platform/changed-fields.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { lockStyle } from "./lock-style.ts";
import { readStyle } from "./read-style.ts";
import { searchTextOf } from "./search-text.ts";

/**
 * Renames, recolours, archives or revives a colourway. Archiving archives its SKUs and no other; reviving makes all of
 * its SKUs active again.
 */
export const changeColourway = command(catalogApi.changeColourway, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [owner] = await sql<{ style_id: string }[]>`
    select style_id from colourway where tenant_id = ${tenantId} and id = ${input.id}`;
  if (!owner) throw notFound("colourway");
  await lockStyle(ctx, owner.style_id);
  const style = await readStyle(ctx, owner.style_id);
  const before = style.colourways.find((colourway) => colourway.id === input.id)!;
  if (input.version !== undefined && input.version !== before.version) throw new AppError("stale_version");
  const next = {
    name: input.name ?? before.name,
    hex: input.hex ?? before.hex,
    family: input.family ?? before.family,
    status: input.status ?? before.status,
  };
  const others = style.colourways.filter((colourway) => colourway.id !== input.id);
  await Promise.all([
    sql`
      update colourway set name = ${next.name}, hex = ${next.hex}, family = ${next.family}, status = ${next.status},
        version = version + 1
      where tenant_id = ${tenantId} and id = ${input.id}`,
    next.status === before.status
      ? null
      : sql`
          update sku set status = ${next.status}, version = version + 1
          where tenant_id = ${tenantId} and colourway_id = ${input.id} and status <> ${next.status}`,
    sql`
      update style set search_text = ${searchTextOf(style, [...others, { code: before.code, name: next.name }])}
      where tenant_id = ${tenantId} and id = ${style.id}`,
  ]);
  const after = await readStyle(ctx, style.id);
  const changed = changedFields(before, after.colourways.find((colourway) => colourway.id === input.id)!);
  ctx.emit({ type: "catalog.colourway_changed", entityType: "colourway", entityId: input.id, ...changed });
  return after;
});
