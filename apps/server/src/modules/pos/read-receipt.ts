import { tillApi } from "@selvedge/contract";
import type { ReceiptFacts, ReceiptSeller } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { type Say, sayIn } from "../../platform/words/say.ts";
import { receiptsInHindi } from "./receipts-in-hindi.ts";

export interface StoredReceipt {
  facts: ReceiptFacts;
  seller: ReceiptSeller;
}

interface Row {
  payload: Record<string, unknown>;
  happenedAt: Date;
  cashier: string | null;
  shopName: string;
  address: unknown;
  receiptFooter: string;
}

/** A till's receipt as it was printed; null while it has not arrived, or when it is none. */
export async function findStoredReceipt(ctx: Ctx, saleId: string): Promise<StoredReceipt | null> {
  const [row] = await ctx.sql<Row[]>`
    select e.payload, e.happened_at as "happenedAt", u.name as cashier, l.name as "shopName", l.address,
           t.receipt_footer as "receiptFooter"
    from till_event e
    join till t on t.tenant_id = e.tenant_id and t.id = e.till_id
    join location l on l.tenant_id = t.tenant_id and l.id = t.location_id
    left join user_account u on u.tenant_id = e.tenant_id and u.id::text = e.payload->>'cashierId'
    where e.tenant_id = ${ctx.tenantId} and e.id = ${saleId} and e.kind = 'sale'`;
  const sale = row && tillApi.TillSale.safeParse(row.payload).data;
  if (!row || !sale) return null;
  const { tenant } = ctx;
  return {
    facts: {
      receiptNumber: sale.receiptNumber,
      soldAt: row.happenedAt.toISOString(),
      cashierName: row.cashier ?? "",
      customerName: sale.buyerName,
      sale,
      descriptions: await describeSkus(
        ctx,
        [...sale.lines, ...sale.returns].map((line) => line.skuId),
      ),
      prints: 0,
    },
    seller: {
      business: {
        ...{ legalName: tenant.legalName, country: tenant.country, taxNumber: tenant.taxNumber },
        ...{ locale: tenant.locale, timeZone: tenant.timeZone },
      },
      shop: { name: row.shopName, address: row.address },
      till: { receiptFooter: row.receiptFooter },
    },
  };
}

async function describeSkus(ctx: Ctx, skuIds: readonly string[]): Promise<Record<string, string>> {
  const rows = await ctx.sql<{ id: string; words: string }[]>`
    select k.id, concat_ws(', ', y.name, c.name, k.size) as words
    from sku k
    join colourway c on c.tenant_id = k.tenant_id and c.id = k.colourway_id
    join style y on y.tenant_id = k.tenant_id and y.id = k.style_id
    where k.tenant_id = ${ctx.tenantId} and k.id = any(${[...new Set(skuIds)]}::uuid[])`;
  return Object.fromEntries(rows.map((row) => [row.id, row.words]));
}

/** Says what receipts and their mails say, in the business's language. */
export const sayOfReceipts = (ctx: Pick<Ctx, "tenant">): Say => sayIn(ctx.tenant.locale, receiptsInHindi);
