import { expect, it } from "vitest";
import { guessMapping } from "./guess-mapping.ts";

it("recognises the columns of a well-known online-retail file", () => {
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

it("uses a column once and leaves unknown ones alone", () => {
  const mapping = guessMapping(["SKU", "Qty", "Rate", "Weather"]);
  expect(mapping).toEqual({ skuCode: "SKU", qty: "Qty", unitPrice: "Rate" });
});
