export type { DocumentLine } from "./document-lines.ts";
export { mountBillingRoutes } from "./http-routes.ts";
export { importInvoices, type PastInvoice } from "./import-invoices.ts";
export { issueCreditNote } from "./issue-credit-note.ts";
export { issueInvoice, issueInvoiceForShipment } from "./issue-invoice.ts";
export { receiveReturn } from "./receive-return.ts";
export { operations } from "./routes.ts";
export { shipForBilling, shipOrder } from "./ship-order.ts";
