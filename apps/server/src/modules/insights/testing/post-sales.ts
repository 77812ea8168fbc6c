import { newId } from "../../../platform/ids.ts";
import type { TestTenant, TestWorld } from "../../../testing/open-test-tenant.ts";

export interface PostedSale {
  on: string;
  skuId: string;
  qty: number;
  unitPriceMinor: number;
  /** Off all pieces together. */
  discountMinor?: number;
}

/** Puts years of completed sales into the books of orders at once, each of one line, as an import leaves them; stock stays as it is. */
export async function postSales(
  world: TestWorld,
  shop: TestTenant,
  at: { channelId: string; locationId: string },
  sales: readonly PostedSale[],
): Promise<void> {
  const rows = sales.map(({ discountMinor = 0, ...sale }, i) => ({
    ...{ id: newId(), orderId: newId(), number: `P${i}-${newId().slice(-6)}`, ...sale, discountMinor },
    ...{ grossMinor: sale.qty * sale.unitPriceMinor, netMinor: sale.qty * sale.unitPriceMinor - discountMinor },
  }));
  const { admin } = world;
  await admin`
    with line as (
      select * from jsonb_to_recordset(${admin.json(rows)}::jsonb) as r(id uuid, "orderId" uuid, number text, "on" date, "skuId" uuid,
        qty int, "unitPriceMinor" bigint, "discountMinor" bigint, "grossMinor" bigint, "netMinor" bigint)
    ), placed as (
      insert into sales_order (tenant_id, id, number, channel_id, location_id, status, currency, price_mode, placed_on, placed_at,
                               gross_minor, discount_minor, taxable_minor, tax_minor, total_minor)
      select ${shop.tenantId}, "orderId", number, ${at.channelId}, ${at.locationId}, 'completed', 'INR', 'inclusive', "on",
             "on"::timestamptz + interval '5 hours', "grossMinor", "discountMinor", "netMinor", 0, "netMinor" from line returning id
    )
    insert into sales_order_line (tenant_id, id, order_id, line_no, sku_id, qty, unit_price_minor, gross_minor, discount_minor,
                                  taxable_minor, tax_minor, total_minor)
    select ${shop.tenantId}, id, "orderId", 1, "skuId", qty, "unitPriceMinor", "grossMinor", "discountMinor", "netMinor", 0, "netMinor"
    from line`;
}
