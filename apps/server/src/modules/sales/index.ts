import "./places.ts";
import type { Operation } from "../../platform/runner.ts";
import { cancelOrder, confirmOrder, holdOrder, resumeOrder } from "./change-order.ts";
import { placeOrder } from "./place-order.ts";
import { priceOrder } from "./price-order.ts";
import { getOrder, listChannels, listOrders } from "./queries.ts";
import { recordSandboxEvent, refundPayment, startSandboxPayment, takePayment } from "./take-payment.ts";

export { changeChannel } from "./change-channel.ts";
export { cancelOrderStep } from "./change-order.ts";
export { changeStatus } from "./change-status.ts";
export { importOrders, type PastOrder, type PastOrderLine } from "./import-orders.ts";
export { importReturns, type PastOrderReturn } from "./import-returns.ts";
export {
  type ChannelKind,
  type ChannelRow,
  insertChannel,
  type LocationRow,
  openChannels,
  readChannels,
  readLocations,
} from "./open-channels.ts";
export { lockOrder, type OrderLineRow, type OrderRow, readOrderLines } from "./order-row.ts";
export { placeOrderStep } from "./place-order.ts";
export { type OrderDraft, priceDraft, priceDrafts, type ReadDraft, readDraft } from "./price-draft.ts";
export { priceShelf, type ShelfPrice } from "./price-shelf.ts";
export { recordCounterSale } from "./record-counter-sale.ts";
export { recordInvoiced, recordRefunded, recordReturned, recordShipped } from "./record-facts.ts";
export { recordSandboxEvent, refundPaymentStep } from "./take-payment.ts";

export const operations = [
  listChannels,
  listOrders,
  getOrder,
  priceOrder,
  placeOrder,
  confirmOrder,
  holdOrder,
  resumeOrder,
  cancelOrder,
  takePayment,
  refundPayment,
  startSandboxPayment,
  recordSandboxEvent,
] as unknown as Operation[];
