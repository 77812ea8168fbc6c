import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";

/** @throws not_found naming the line whose SKU is unknown, or a service (nothing that could be on a shelf). */
export async function assertSkusExist(ctx: Ctx, skuIds: readonly string[]): Promise<void> {
  const asked = [...new Set(skuIds)];
  const goods = await ctx.sql<{ id: string }[]>`
    select s.id from sku s
    join style y on y.tenant_id = s.tenant_id and y.id = s.style_id and y.kind = 'goods'
    where s.tenant_id = ${ctx.tenantId} and s.id = any(${asked}::uuid[])`;
  if (goods.length === asked.length) return;
  const known = new Set(goods.map((sku) => sku.id));
  const fields = skuIds.flatMap((id, i) =>
    known.has(id) ? [] : [{ path: `lines.${i}.skuId`, message: "There is no such SKU of goods." }],
  );
  throw new AppError("not_found", "There is no such SKU of goods.", { fields: fields.slice(0, 50) });
}
