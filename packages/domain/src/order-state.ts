import { eventsFrom, nextIn, type StateTable } from "./state-table.ts";

export const salesOrderStatuses = [
  "draft",
  "pending",
  "confirmed",
  "allocated",
  "picking",
  "packed",
  "partially_shipped",
  "shipped",
  "delivered",
  "completed",
  "on_hold",
  "cancelled",
  "returned",
] as const;
export type SalesOrderStatus = (typeof salesOrderStatuses)[number];

export const salesOrderEvents = [
  "place",
  "confirm",
  "allocate",
  "deallocate",
  "start_picking",
  "pack",
  "ship_part",
  "ship",
  "cancel_rest",
  "deliver",
  "complete",
  "hold",
  "resume",
  "cancel",
  "return_part",
  "return_all",
] as const;
export type SalesOrderEvent = (typeof salesOrderEvents)[number];

const beforeShipping = {
  ship_part: "partially_shipped",
  ship: "shipped",
  hold: "on_hold",
  cancel: "cancelled",
} as const;

/**
 * The life of a sales order, every channel alike.
 * - A till sale goes place, confirm, ship, complete in one transaction; nothing forces the steps of a warehouse on it.
 * - partially_shipped: some units are out. It stays so while the rest is picked and shipped in parts, until the last
 *   unit ships (ship) or what is left is given up (cancel_rest).
 * - on_hold remembers where the order was held from; resume goes back there (its entry below is decided by nextStatus).
 * - cancel is for orders of which nothing has shipped; afterwards goods come back as a return.
 * - return_part leaves the status: which units came back is on the lines. return_all ends the order.
 * - draft, pending and the rest up to packed may be cancelled; cancelled and returned are final.
 */
export const salesOrderTransitions: StateTable<SalesOrderStatus, SalesOrderEvent> = {
  draft: { place: "pending", cancel: "cancelled" },
  pending: { confirm: "confirmed", hold: "on_hold", cancel: "cancelled" },
  confirmed: { allocate: "allocated", ...beforeShipping },
  allocated: { deallocate: "confirmed", start_picking: "picking", ...beforeShipping },
  picking: { deallocate: "confirmed", pack: "packed", ...beforeShipping },
  packed: { ...beforeShipping },
  partially_shipped: {
    ship_part: "partially_shipped",
    ship: "shipped",
    cancel_rest: "shipped",
    hold: "on_hold",
    return_part: "partially_shipped",
  },
  shipped: { deliver: "delivered", complete: "completed", return_part: "shipped", return_all: "returned" },
  delivered: { complete: "completed", return_part: "delivered", return_all: "returned" },
  completed: { return_part: "completed", return_all: "returned" },
  on_hold: { cancel: "cancelled" },
  cancelled: {},
  returned: {},
};

/** Statuses an order can be held in, and so resumed to. */
export const holdableStatuses: readonly SalesOrderStatus[] = salesOrderStatuses.filter(
  (status) => nextIn(salesOrderTransitions, status, "hold") !== null,
);

/**
 * The status an event leads to, or null where it is refused. heldFrom is the status the order was put on hold in: it
 * decides where resume leads, and an order held after part of it shipped cannot be cancelled, only its rest.
 */
export function nextStatus(
  from: SalesOrderStatus,
  event: SalesOrderEvent,
  heldFrom?: SalesOrderStatus | null,
): SalesOrderStatus | null {
  if (from !== "on_hold") return nextIn(salesOrderTransitions, from, event);
  if (heldFrom == null || !holdableStatuses.includes(heldFrom)) return null;
  if (event === "resume") return heldFrom;
  if (event !== "cancel" && event !== "cancel_rest") return null;
  return nextIn(salesOrderTransitions, heldFrom, event);
}

/** Whether an event is allowed; see nextStatus. */
export function canTransition(
  from: SalesOrderStatus,
  event: SalesOrderEvent,
  heldFrom?: SalesOrderStatus | null,
): boolean {
  return nextStatus(from, event, heldFrom) !== null;
}

/** The events allowed from a status: what a screen offers. */
export function allowedEvents(from: SalesOrderStatus, heldFrom?: SalesOrderStatus | null): SalesOrderEvent[] {
  if (from !== "on_hold") return eventsFrom(salesOrderTransitions, from);
  return salesOrderEvents.filter((event) => canTransition(from, event, heldFrom));
}
