import { useMemo } from "react";
import { pricedNow } from "../app/till.ts";
import { type Cashier, useTill } from "../app/till-state.ts";
import type { Catalog } from "../device/catalog.ts";
import type { PricedTicket, Ticket } from "../device/ticket.ts";

/** So long what one part of the screen has reckoned serves the others; a price may change by the clock, so no longer. */
const SAME_MOMENT_MS = 500;
interface Reckoned {
  ticket: Ticket;
  catalog: Catalog | null;
  cashier: Cashier | null;
  at: number;
  priced: PricedTicket | null;
}
let last: Reckoned | null = null;

/** The ticket with its prices; reckoned again when it, the catalog or the cashier changes, once for all who show it. */
export function usePricedTicket(): PricedTicket | null {
  const ticket = useTill((s) => s.ticket);
  const catalog = useTill((s) => s.catalog);
  const cashier = useTill((s) => s.cashier);
  return useMemo(() => {
    const at = performance.now();
    const isSame = last?.ticket === ticket && last.catalog === catalog && last.cashier === cashier;
    if (last && isSame && at - last.at < SAME_MOMENT_MS) return last.priced;
    last = { ticket, catalog, cashier, at, priced: pricedNow(ticket) };
    return last.priced;
  }, [ticket, catalog, cashier]);
}
