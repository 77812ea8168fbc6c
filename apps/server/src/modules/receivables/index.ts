export { applyCreditNote } from "./apply-credit-note.ts";
export { applyPaymentsOfOrder } from "./apply-payments-of-order.ts";
export { assertCreditAvailable, type Credit } from "./credit.ts";
export { importReceivables, type PastReceivable } from "./import-receivables.ts";
export { type NewReceivable, openReceivable } from "./open-receivable.ts";
export { operations } from "./routes.ts";
