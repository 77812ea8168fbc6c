import { insightsApi } from "@selvedge/contract";
import type { ImportMapping } from "./options.ts";

type Field = (typeof insightsApi.salesHistoryFields)[number];

/** Words by which files of shops and book-keeping programs name their columns, squeezed to letters and digits. */
const names: Record<Field, readonly string[]> = {
  documentNumber: [
    "invoice",
    "invoiceno",
    "invoicenumber",
    "orderno",
    "ordernumber",
    "orderid",
    "billno",
    "voucherno",
    "document",
  ],
  occurredAt: [
    "invoicedate",
    "orderdate",
    "date",
    "saledate",
    "billdate",
    "createdat",
    "datetime",
    "timestamp",
    "soldat",
    "paidat",
  ],
  skuCode: ["stockcode", "sku", "skucode", "variantsku", "itemcode", "productcode", "barcode", "article", "item"],
  description: ["description", "productname", "itemname", "lineitemname", "title", "particulars", "product"],
  qty: ["quantity", "qty", "pieces", "units", "lineitemquantity", "pcs"],
  unitPrice: ["price", "unitprice", "rate", "lineitemprice", "sellingprice", "mrp"],
  unitCost: ["cost", "unitcost", "costprice", "purchaserate", "cogs"],
  customerCode: ["customerid", "customercode", "customerno", "custid", "partycode", "customer"],
  customerName: ["customername", "billingname", "partyname", "buyer", "name"],
  country: ["country", "billingcountry", "shipcountry"],
  channelCode: ["channel", "channelcode", "saleschannel", "source"],
  locationCode: ["location", "locationcode", "store", "warehouse", "branch"],
  styleCode: ["style", "stylecode", "styleno", "design", "designno", "parentsku"],
  colour: ["colour", "color", "shade"],
  size: ["size", "sizename"],
  discount: ["discount", "discountamount", "linediscount"],
};

const squeeze = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** A first mapping by the names that columns usually have; each column is used once, the earlier word of a field wins. A person confirms it. */
export function guessMapping(columns: readonly string[]): ImportMapping {
  const left = new Map(columns.map((column) => [squeeze(column), column]));
  const mapping: ImportMapping = {};
  for (const field of insightsApi.salesHistoryFields) {
    const hit = [squeeze(field), ...names[field]].find((word) => left.has(word));
    if (!hit) continue;
    mapping[field] = left.get(hit) ?? "";
    left.delete(hit);
  }
  return mapping;
}
