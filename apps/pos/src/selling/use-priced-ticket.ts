import { useMemo } from "react";
import { pricedNow } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import type { PricedTicket } from "../device/ticket.ts";

/** The ticket with its prices; reckoned again when it, the catalog or the cashier changes. */
export function usePricedTicket(): PricedTicket | null {
  const ticket = useTill((s) => s.ticket);
  const catalog = useTill((s) => s.catalog);
  const cashier = useTill((s) => s.cashier);
  // biome-ignore lint/correctness/useExhaustiveDependencies: pricedNow reads catalog and cashier from the same state
  return useMemo(() => pricedNow(ticket), [ticket, catalog, cashier]);
}
