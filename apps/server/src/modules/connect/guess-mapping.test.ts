import { expect, test } from "vitest";
import { guessMapping } from "./guess-mapping.ts";

test("recognises the columns of a well-known online-retail file", () => {
  expect(
    guessMapping(["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"]),
  ).toEqual({
    documentNumber: "Invoice",
    skuCode: "StockCode",
    description: "Description",
    qty: "Quantity",
    occurredAt: "InvoiceDate",
    unitPrice: "Price",
    customerCode: "Customer ID",
    country: "Country",
  });
});

test("uses a column once and leaves unknown ones alone", () => {
  const mapping = guessMapping(["SKU", "Qty", "Rate", "Weather"]);
  expect(mapping).toEqual({ skuCode: "SKU", qty: "Qty", unitPrice: "Rate" });
});
