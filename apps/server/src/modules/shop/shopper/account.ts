import { shopApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { hashPassword } from "../../../platform/hash-password.ts";
import { assertGoodPassword, assertNewPassword } from "../../../platform/passwords/assert-good-password.ts";
import { changeShopperProfile } from "../../party/index.ts";
import { stateOf } from "../checkout/get-shop-order.ts";
import { getShopperId, shopCommand, shopQuery } from "../visitor.ts";
import { getShopperRow, readShopper } from "./read-shopper.ts";

export const getShopper = shopQuery(shopApi.getShopper, async (ctx, _input, _shop, visitor) =>
  readShopper(ctx, await getShopperId(ctx, visitor)),
);

export const changeShopper = shopCommand(
  shopApi.changeShopper,
  async (ctx, input, _shop, visitor) => {
    const id = await getShopperId(ctx, visitor);
    const { customerId, email } = await getShopperRow(ctx, id);
    const { shop: _where, password, ...profile } = input;
    if (Object.values(profile).some((v) => v !== undefined)) await changeShopperProfile(ctx, customerId, profile);
    if (password !== undefined) {
      assertGoodPassword("password", password, [email, ctx.tenant.name]);
      await setPassword(ctx, id, password);
    }
    return readShopper(ctx, id);
  },
  async ({ password }) => {
    if (password !== undefined) await assertNewPassword("password", password, []);
  },
);

async function setPassword(ctx: Ctx, id: string, password: string): Promise<void> {
  await ctx.sql`
    update shopper set password_hash = ${await hashPassword(password)} where tenant_id = ${ctx.tenantId} and id = ${id}`;
  ctx.emit({ type: "shop.password_changed", entityType: "shopper", entityId: id });
}

const mostOrders = 100;

/** Orders of the account, and those bought as a guest with the address that the account has proved. */
export const listShopperOrders = shopQuery(shopApi.listShopperOrders, async (ctx, _input, _shop, visitor) => {
  const { sql, tenantId } = ctx;
  const shopper = await getShopperRow(ctx, await getShopperId(ctx, visitor));
  const rows = await sql<
    {
      number: string;
      placedAt: Date;
      status: string;
      pays: "online" | "on_delivery";
      pieces: number;
      totalMinor: number;
      currency: string;
      pictures: string[];
    }[]
  >`
    select o.number, o.placed_at as "placedAt", o.status, s.pays, o.total_minor as "totalMinor", o.currency, g.pieces, g.pictures
    from shop_order s
    join sales_order o on o.tenant_id = s.tenant_id and o.id = s.order_id
    cross join lateral (
      select sum(l.qty)::int as pieces,
             coalesce(array_agg('/media/' || c.tenant_id || '/' || c.picture_file_id order by l.line_no)
               filter (where c.picture_file_id is not null), '{}') as pictures
      from sales_order_line l
      join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
      join style y on y.tenant_id = k.tenant_id and y.id = k.style_id and y.kind = 'goods'
      join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
      where l.tenant_id = o.tenant_id and l.order_id = o.id
    ) g
    where s.tenant_id = ${tenantId} and (s.email_key = ${shopper.email} or s.shopper_id = ${shopper.id})
    order by o.placed_at desc, o.id desc limit ${mostOrders}`;
  return {
    items: rows.map(({ status, pays, placedAt, pictures, ...row }) => ({
      ...row,
      placedAt: placedAt.toISOString(),
      state: stateOf({ status }, { pays }),
      pictures: pictures.slice(0, 4),
    })),
  };
});
