import "./places.ts";

export { importShipments, type PastShipment } from "./import-shipments.ts";
export { type ReceivedReturn, type ReceiveReturn, receiveReturnStep } from "./receive-return.ts";
export { operations } from "./routes.ts";
export { type ShipOrder, type ShippedOrder, shipOrderStep } from "./ship-order.ts";
