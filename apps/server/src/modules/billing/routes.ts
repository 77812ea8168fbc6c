import type { Operation } from "../../platform/runner.ts";
import { getInvoice } from "./get-invoice.ts";
import { issueInvoice } from "./issue-invoice.ts";
import { listInvoices } from "./list-invoices.ts";
import { receiveReturn } from "./receive-return.ts";
import { shipOrder } from "./ship-order.ts";

export const operations = [shipOrder, receiveReturn, issueInvoice, listInvoices, getInvoice] as unknown as Operation[];
