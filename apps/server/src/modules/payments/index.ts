import "./places.ts";

export { applyPayments } from "./apply-payments.ts";
export { capturePayment, type NewPayment } from "./capture-payment.ts";
export { importPayments, type PastPayment } from "./import-payments.ts";
export { openSandboxPayment } from "./open-sandbox-payment.ts";
export {
  type ChangedPayment,
  type ProviderEvent,
  type ProviderOutcome,
  recordProviderEvent,
} from "./record-provider-event.ts";
export { type Refunded, refundOut } from "./refund-out.ts";
export { askReservedOfOrder } from "./reserved-money.ts";
export { operations } from "./routes.ts";
export {
  assertSandboxSignature,
  openSandbox,
  type SandboxReport,
  sandboxDelivery,
  sandboxReportTask,
} from "./sandbox.ts";
