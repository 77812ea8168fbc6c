import { insightsApi } from "@selvedge/contract";
import type { z } from "zod";

export type ImportOptions = insightsApi.ImportOptions;
export type ImportMapping = z.output<typeof insightsApi.ImportMapping>;

export function readOptions(options: unknown): ImportOptions {
  return insightsApi.ImportOptions.parse(options ?? {});
}

const guesses: Record<(typeof insightsApi.salesHistoryFields)[number], readonly string[]> = {
  documentNumber: [
    "invoiceno",
    "invoice",
    "invoicenumber",
    "documentnumber",
    "orderno",
    "ordernumber",
    "order",
    "billno",
  ],
  occurredAt: ["invoicedate", "date", "datetime", "orderdate", "occurredat", "soldat"],
  skuCode: ["stockcode", "sku", "skucode", "itemcode", "productcode", "barcode"],
  description: ["description", "name", "productname", "itemname"],
  qty: ["quantity", "qty", "units", "pieces"],
  unitPrice: ["unitprice", "price", "rate", "sellingprice"],
  unitCost: ["unitcost", "cost", "costprice"],
  customerCode: ["customerid", "customercode", "customerno", "customer"],
  customerName: ["customername"],
  country: ["country"],
  channelCode: ["channel", "channelcode"],
  locationCode: ["location", "locationcode", "store", "shop", "warehouse"],
  styleCode: ["style", "stylecode", "styleno"],
  colour: ["colour", "color", "colourname"],
  size: ["size"],
  discount: ["discount", "discountamount"],
};

/** A first mapping by the names that columns usually have; a person confirms it. */
export function guessMapping(columns: readonly string[]): ImportMapping {
  const plain = columns.map((c) => c.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const mapping: ImportMapping = {};
  for (const [field, names] of Object.entries(guesses)) {
    const at = plain.findIndex((c) => names.includes(c));
    if (at >= 0) mapping[field as keyof ImportMapping] = columns[at]!;
  }
  return mapping;
}
