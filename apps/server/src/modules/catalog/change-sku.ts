import { catalogApi, type OutputOf } from "@selvedge/contract";
import { normaliseGtin } from "@selvedge/domain";
import { changedFields } from "../../platform/changed-fields.ts";
import type { Ctx } from "../../platform/context.ts";
import { AppError, fieldError, notFound } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";

type Sku = OutputOf<typeof catalogApi.changeSku>;

/** Sets a SKU's GTIN, tax class, reorder point or status. A GTIN that another SKU ever carried is refused. */
export const changeSku = command(catalogApi.changeSku, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const before = await lockSku(ctx, input.id);
  if (input.version !== undefined && input.version !== before.version) throw new AppError("stale_version");
  const gtin = typeof input.gtin === "string" ? await freeGtin(ctx, input.id, input.gtin) : input.gtin;
  const next = {
    gtin: gtin === undefined ? before.gtin : gtin,
    taxClass: input.taxClass === undefined ? before.taxClass : input.taxClass,
    reorderPoint: input.reorderPoint === undefined ? before.reorderPoint : input.reorderPoint,
    status: input.status ?? before.status,
  };
  const [after] = await sql<Sku[]>`
    update sku set gtin = ${next.gtin}, tax_class = ${next.taxClass}, reorder_point = ${next.reorderPoint},
      status = ${next.status}, version = version + 1
    where tenant_id = ${tenantId} and id = ${input.id}
    returning id, code, size, size_position as "sizePosition", gtin, tax_class as "taxClass",
              reorder_point as "reorderPoint", status, version`;
  ctx.emit({
    type: "catalog.sku_changed",
    entityType: "sku",
    entityId: input.id,
    before: changedFields(after!, before)?.after,
    after,
  });
  return after!;
});

async function lockSku(ctx: Ctx, id: string): Promise<Sku> {
  const [row] = await ctx.sql<Sku[]>`
    select id, code, size, size_position as "sizePosition", gtin, tax_class as "taxClass",
           reorder_point as "reorderPoint", status, version
    from sku where tenant_id = ${ctx.tenantId} and id = ${id} for no key update`;
  if (!row) throw notFound("SKU");
  return row;
}

async function freeGtin(ctx: Ctx, skuId: string, text: string): Promise<string> {
  const gtin = normaliseGtin(text);
  if (!gtin) throw fieldError("gtin", "Not a GTIN: 8, 12, 13 or 14 digits of which the last checks the others");
  const [other] = await ctx.sql<{ code: string | null }[]>`
    select k.code from gtin_assignment g
    left join sku k on k.tenant_id = g.tenant_id and k.id = g.sku_id
    where g.tenant_id = ${ctx.tenantId} and g.gtin = ${gtin} and g.sku_id <> ${skuId}`;
  if (other) {
    throw new AppError(
      "duplicate",
      `GTIN ${text} was given to SKU ${other.code ?? "that is gone"}; it is never reused.`,
      {
        fields: [{ path: "gtin", message: `Given to ${other.code ?? "another SKU"}` }],
      },
    );
  }
  return gtin;
}
