import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importStatuses, importTransitions, nextImportStatus } from "./import-state.ts";
import { invoiceStanding, invoiceStatuses, invoiceTransitions, nextInvoiceStatus } from "./invoice-state.ts";
import {
  allowedEvents,
  canTransition,
  holdableStatuses,
  nextStatus,
  type SalesOrderEvent,
  type SalesOrderStatus,
  salesOrderEvents,
  salesOrderStatuses,
  salesOrderTransitions,
} from "./order-state.ts";
import {
  isPaymentRepeat,
  nextPaymentStatus,
  orderPaymentStatus,
  paymentStatuses,
  paymentTransitions,
} from "./payment-state.ts";
import { nextShipmentStatus, shipmentStatuses, shipmentTransitions } from "./shipment-state.ts";

const walk = (events: SalesOrderEvent[]) =>
  events.reduce<SalesOrderStatus | null>((status, event) => status && nextStatus(status, event), "draft");

describe("sales order", () => {
  it("goes from draft to completed step by step", () => {
    expect(walk(["place", "confirm", "allocate", "start_picking", "pack", "ship", "deliver", "complete"])).toBe(
      "completed",
    );
  });
  it("goes through at a till without a warehouse's steps", () => {
    expect(walk(["place", "confirm", "ship", "complete"])).toBe("completed");
  });
  it("ships in parts until the last unit is out or given up", () => {
    expect(walk(["place", "confirm", "allocate", "ship_part", "ship_part", "ship"])).toBe("shipped");
    expect(walk(["place", "confirm", "allocate", "ship_part", "cancel_rest"])).toBe("shipped");
    expect(walk(["place", "confirm", "ship_part", "cancel"])).toBeNull();
  });
  it("is not cancelled once shipped, and never leaves cancelled or returned", () => {
    for (const status of ["partially_shipped", "shipped", "delivered", "completed", "returned", "cancelled"] as const) {
      expect(canTransition(status, "cancel")).toBe(false);
    }
    for (const event of salesOrderEvents) {
      expect(canTransition("cancelled", event)).toBe(false);
      expect(canTransition("returned", event)).toBe(false);
    }
  });
  it("resumes from hold to where it was held, and from nowhere else", () => {
    for (const status of holdableStatuses) {
      expect(nextStatus(status, "hold")).toBe("on_hold");
      expect(nextStatus("on_hold", "resume", status)).toBe(status);
    }
    expect(nextStatus("on_hold", "resume")).toBeNull();
    expect(nextStatus("on_hold", "resume", "shipped")).toBeNull();
    expect(nextStatus("confirmed", "resume", "confirmed")).toBeNull();
  });
  it("held after a part shipped, only its rest can be cancelled", () => {
    expect(nextStatus("on_hold", "cancel", "partially_shipped")).toBeNull();
    expect(nextStatus("on_hold", "cancel_rest", "partially_shipped")).toBe("shipped");
    expect(nextStatus("on_hold", "cancel", "packed")).toBe("cancelled");
    expect(allowedEvents("on_hold", "packed")).toEqual(["resume", "cancel"]);
  });
  it("offers exactly the events that are allowed", () => {
    for (const status of salesOrderStatuses) {
      const offered = new Set(allowedEvents(status, "confirmed"));
      for (const event of salesOrderEvents) {
        expect(offered.has(event)).toBe(canTransition(status, event, "confirmed"));
      }
    }
  });
  it("refuses words that are no event", () => {
    for (const word of ["constructor", "toString", "__proto__", ""]) {
      expect(canTransition("confirmed", word as SalesOrderEvent)).toBe(false);
    }
  });
  it("any sequence of events keeps to the table and cannot undo a shipment", () => {
    const out = new Set(["partially_shipped", "shipped", "delivered", "completed", "returned"]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...salesOrderEvents), { maxLength: 40 }), (events) => {
        let status: SalesOrderStatus = "draft";
        let heldFrom: SalesOrderStatus | null = null;
        let hasShipped = false;
        for (const event of events) {
          const next = nextStatus(status, event, heldFrom);
          if (next === null) continue;
          if (next === "on_hold") heldFrom = status;
          if (status !== "on_hold") expect(salesOrderTransitions[status][event]).toBe(next);
          hasShipped ||= out.has(next);
          if (hasShipped && next !== "on_hold") expect(out.has(next)).toBe(true);
          status = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("every state table", () => {
  it.each([
    ["sales order", salesOrderTransitions, salesOrderStatuses, "draft"],
    ["payment", paymentTransitions, paymentStatuses, "pending"],
    ["invoice", invoiceTransitions, invoiceStatuses, "draft"],
    ["shipment", shipmentTransitions, shipmentStatuses, "planned"],
    ["import", importTransitions, importStatuses, "uploaded"],
  ])("%s: each status can be reached, and leads only to statuses that exist", (_, table, statuses, start) => {
    const edges = table as Record<string, Record<string, string>>;
    expect(Object.keys(edges).sort()).toEqual([...statuses].sort());
    const reached = new Set<string>([start]);
    for (const status of reached) for (const next of Object.values(edges[status]!)) reached.add(next);
    expect([...reached].sort()).toEqual([...statuses].sort());
  });
});

describe("payment", () => {
  it("is captured once; late, repeated and contradicting reports change nothing", () => {
    expect(nextPaymentStatus("pending", "capture")).toBe("captured");
    for (const event of ["capture", "fail", "void"] as const) expect(nextPaymentStatus("captured", event)).toBeNull();
    expect(isPaymentRepeat("captured", "capture")).toBe(true);
    expect(isPaymentRepeat("captured", "fail")).toBe(false);
    expect(nextPaymentStatus("failed", "capture")).toBe("captured");
    expect(nextPaymentStatus("voided", "capture")).toBeNull();
    expect(nextPaymentStatus("captured", "authorise")).toBeNull();
    expect(isPaymentRepeat("authorised", "authorise")).toBe(true);
    expect(nextPaymentStatus("authorised", "void")).toBe("voided");
  });
  it.each([
    [100, 0, 0, "unpaid"],
    [100, 40, 0, "part_paid"],
    [100, 100, 0, "paid"],
    [100, 120, 0, "overpaid"],
    [100, 100, 30, "part_refunded"],
    [100, 100, 100, "refunded"],
    [0, 0, 0, "paid"],
  ])("an order of %i with %i paid and %i refunded is %s", (totalMinor, paidMinor, refundedMinor, status) => {
    expect(orderPaymentStatus({ totalMinor, paidMinor, refundedMinor })).toBe(status);
  });
});

describe("invoice", () => {
  it("stands by what is open, and is overdue the day after it was due", () => {
    const invoice = { amountMinor: 100, openMinor: 100, dueOn: "2026-03-31" };
    expect(invoiceStanding(invoice, "2026-03-31")).toEqual({ status: "issued", isOverdue: false, daysOverdue: 0 });
    expect(invoiceStanding(invoice, "2026-04-02")).toEqual({ status: "issued", isOverdue: true, daysOverdue: 2 });
    expect(invoiceStanding({ ...invoice, openMinor: 40 }, "2026-03-01").status).toBe("part_settled");
    expect(invoiceStanding({ ...invoice, openMinor: 0 }, "2026-05-01")).toMatchObject({
      status: "settled",
      isOverdue: false,
    });
    expect(invoiceStanding({ amountMinor: -100, openMinor: -100, dueOn: "2026-01-01" }, "2026-05-01").isOverdue).toBe(
      false,
    );
  });
  it("is never taken back once issued", () => {
    expect(nextInvoiceStatus("draft", "settle")).toBeNull();
    expect(nextInvoiceStatus("issued", "issue")).toBeNull();
    expect(Object.values(invoiceTransitions).flatMap((events) => Object.values(events))).not.toContain("draft");
  });
});

describe("shipment and import", () => {
  it("a shipment is cancelled only before it leaves", () => {
    expect(nextShipmentStatus("packed", "cancel")).toBe("cancelled");
    expect(nextShipmentStatus("shipped", "cancel")).toBeNull();
  });
  it("an import runs only after its check, and only what wrote can be undone", () => {
    expect(nextImportStatus("uploaded", "run")).toBeNull();
    expect(nextImportStatus("checked", "run")).toBe("running");
    expect(nextImportStatus("checked", "undo")).toBeNull();
    expect(nextImportStatus("done", "undo")).toBe("undoing");
  });
});
