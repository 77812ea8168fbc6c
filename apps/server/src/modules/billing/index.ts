export { mountBillingRoutes } from "./http-routes.ts";
export { issueCreditNote } from "./issue-credit-note.ts";
export { issueInvoice, issueInvoiceForShipment } from "./issue-invoice.ts";
export { receiveReturn } from "./receive-return.ts";
export { operations } from "./routes.ts";
export { shipForBilling, shipOrder } from "./ship-order.ts";
