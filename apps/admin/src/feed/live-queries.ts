import type { LevelChanged } from "@selvedge/contract";
import type { QueryClient } from "@tanstack/react-query";
import { refreshQueries } from "../api/hooks.ts";
import { type LiveEvent, onLiveEvent, openFeed } from "./feed-connection.ts";

const landing = ["reports.get_dashboard", "reports.list_waiting"] as const;

/** Which queries show something else after an event of an area; a prefix ends in ".". */
const shows: Record<string, readonly string[]> = {
  sales: ["sales.list_orders", "sales.get_order", ...landing, "party.list_customers"],
  inventory: ["inventory.list_alerts", "inventory.list_moves", ...landing],
  payments: ["payments.list_payments", "sales.get_order", "sales.list_orders", "reports.get_dashboard"],
  receivables: ["billing.", "sales.get_order", "receivables.", ...landing],
  billing: ["billing.", "sales.get_order", "fulfilment.list_shipments", ...landing, "receivables."],
  fulfilment: ["fulfilment.list_shipments", "sales.get_order", "sales.list_orders", "reports.list_waiting"],
  catalog: ["catalog."],
  pricing: ["pricing."],
  party: ["party."],
  ledger: ["ledger."],
  pos: ["pos.", "reports.list_waiting"],
  shop: ["shop.", "reports.list_waiting"],
  insights: ["insights.", "reports.list_waiting"],
  connect: ["connect.", "reports.list_waiting"],
  tenancy: ["tenancy."],
  identity: ["identity."],
};

type Level = {
  skuId: string;
  locationId: string;
  onHandQty: number;
  reservedQty: number;
  availableQty: number;
  version: number;
};

/** A row with the newer level in it; the same object when the event is older or of another place. */
export function withLevel<Row extends Level>(row: Row, level: LevelChanged): Row {
  if (row.skuId !== level.skuId || row.locationId !== level.locationId || row.version >= level.version) return row;
  return {
    ...row,
    onHandQty: level.onHandQty,
    reservedQty: level.reservedQty,
    availableQty: level.onHandQty - level.reservedQty,
    ...("backorderedQty" in row ? { backorderedQty: level.backorderedQty } : {}),
    version: level.version,
  };
}

type StockPages = { pages: { items: Level[] }[]; pageParams: unknown[] };

/**
 * Writes a changed level into every stock list and grid on screen, in place: nothing loads, nothing jumps. False when no grid knew the SKU at
 * that place: its first pieces there.
 */
function applyLevel(client: QueryClient, level: LevelChanged): boolean {
  let known = false;
  client.setQueriesData<StockPages>(
    { queryKey: ["inventory.list_stock", "pages"] },
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) => {
          const items = page.items.map((row) => withLevel(row, level));
          return items.some((row, index) => row !== page.items[index]) ? { ...page, items } : page;
        }),
      },
  );
  client.setQueriesData<{ items: Level[] }>({ queryKey: ["inventory.get_availability"] }, (old) => {
    if (!old) return old;
    known ||= old.items.some((row) => row.skuId === level.skuId && row.locationId === level.locationId);
    const items = old.items.map((row) => withLevel(row, level));
    return items.some((row, index) => row !== old.items[index]) ? { ...old, items } : old;
  });
  return known;
}

/** What a level is shown by; a page of it that is on its way may be older than the event. */
const levelQueries = ["inventory.list_stock", "inventory.get_availability"];

/**
 * What each event does to the queries on screen. Levels are written in place at once; other events mark their queries old, gathered over a
 * second so that a busy day does not load the dashboard a hundred times.
 */
export function changeQueries(client: QueryClient): { hear(event: LiveEvent): void; stop(): void } {
  let waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gather = (names: readonly string[]) => {
    for (const name of names) waiting.add(name);
    timer ??= setTimeout(() => {
      timer = undefined;
      const names = [...waiting];
      waiting = new Set();
      refreshQueries(client, names);
    }, 1000);
  };
  const hearLevel = (level: LevelChanged) => {
    if (!applyLevel(client, level)) gather(["inventory.get_availability"]);
    gather(levelQueries.filter((name) => client.isFetching({ queryKey: [name] }) > 0));
  };
  return {
    hear(event) {
      if (event.type === "inventory.level_changed" && event.after) hearLevel(event.after as LevelChanged);
      gather(shows[event.type.split(".")[0] ?? ""] ?? []);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Lets the feed change what is on screen. Returns the way to stop. */
export function followFeed(client: QueryClient): () => void {
  const queries = changeQueries(client);
  const stopHearing = onLiveEvent(queries.hear);
  const stopFeed = openFeed(() => void client.invalidateQueries());
  return () => {
    stopHearing();
    stopFeed();
    queries.stop();
  };
}
