import { nextIn, type StateTable } from "./state-table.ts";

export const shipmentStatuses = [
  "planned",
  "picking",
  "packed",
  "shipped",
  "delivered",
  "lost",
  "returned",
  "cancelled",
] as const;
export type ShipmentStatus = (typeof shipmentStatuses)[number];
export type ShipmentEvent = "start_picking" | "pack" | "ship" | "deliver" | "lose" | "find" | "come_back" | "cancel";

/**
 * The life of one shipment. Stock leaves and cost is posted at ship; before that it can be cancelled. A parcel may come
 * back undelivered (returned) or be lost and found again. Goods a customer sends back are a shipment of their own.
 */
export const shipmentTransitions: StateTable<ShipmentStatus, ShipmentEvent> = {
  planned: { start_picking: "picking", pack: "packed", ship: "shipped", cancel: "cancelled" },
  picking: { pack: "packed", ship: "shipped", cancel: "cancelled" },
  packed: { ship: "shipped", cancel: "cancelled" },
  shipped: { deliver: "delivered", lose: "lost", come_back: "returned" },
  lost: { find: "shipped", deliver: "delivered", come_back: "returned" },
  delivered: {},
  returned: {},
  cancelled: {},
};

/** The status an event leads to, or null where it is refused. */
export function nextShipmentStatus(from: ShipmentStatus, event: ShipmentEvent): ShipmentStatus | null {
  return nextIn(shipmentTransitions, from, event);
}
