import "./places.ts";

export type { DocumentLine } from "./document-lines.ts";
export { mountBillingRoutes } from "./http-routes.ts";
export { importInvoices, type PastInvoice } from "./import-invoices.ts";
export { issueInvoiceForShipment } from "./issue-invoice.ts";
export { receiveReturnForBilling } from "./receive-return.ts";
export { operations } from "./routes.ts";
export { shipForBilling } from "./ship-order.ts";
