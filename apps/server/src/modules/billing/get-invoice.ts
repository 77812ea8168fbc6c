import { billingApi } from "@selvedge/contract";
import { query } from "../../platform/runner.ts";
import { readInvoice } from "./read-invoice.ts";

export const getInvoice = query(billingApi.getInvoice, async (ctx, input) => {
  const document = await readInvoice(ctx, input.id);
  const { originalNumber: _originalNumber, placedOn: _placedOn, priceMode: _priceMode, lines, ...invoice } = document;
  return { ...invoice, lines: lines.map(({ taxTrace: _taxTrace, ...line }) => line) };
});
