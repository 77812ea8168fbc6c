import { addDays, daysBetween } from "@selvedge/domain";
import { yearFactor } from "./calendar.ts";
import { type Demand, shopperChannels } from "./demand.ts";
import type { DemoAccount } from "./people.ts";
import type { Random } from "./random.ts";
import { styles, unitCostOf } from "./range.ts";
import { instantOf } from "./sim-shoppers.ts";
import type { SimStock } from "./sim-stock.ts";
import type { Place, SimMove } from "./sim-types.ts";

/** Pieces a basket holds beside its first, on average, with what goes together. */
const BASKET_PIECES = 1.6;
/** When the season's deliveries come, month and day. */
const deliveryDays = ["01-25", "04-05", "06-10", "08-01", "09-25", "11-01"];
/** How long goods must last beyond the next delivery. */
const COVER_DAYS = 21;
const SHOP_WEEKS = 3.2;

export const isDeliveryDay = (on: string): boolean => deliveryDays.includes(on.slice(5));

function nextDelivery(on: string): string {
  for (let day = addDays(on, 1); ; day = addDays(day, 1)) if (isDeliveryDay(day)) return day;
}

/** Mean pieces of each style that shoppers and accounts will want between two days, by place. */
function expectedPieces(demand: Demand, accounts: readonly DemoAccount[], scale: number, from: string, to: string) {
  const shoppers = styles.map(() => ({ main: 0, bandra: 0, pune: 0 }));
  for (let on = from; on <= to; on = addDays(on, 1)) {
    for (const channel of shopperChannels) {
      const place = channel === "web" ? "main" : channel;
      const rates = demand.rates(channel, on);
      for (let i = 0; i < styles.length; i += 1) shoppers[i]![place] += rates[i]! * BASKET_PIECES;
    }
  }
  const days = daysBetween(from, to) + 1;
  const pull = styles.map((s, i) => (demand.isOnSale(i, to) ? s.weight * yearFactor(s.shape, addDays(from, 30)) : 0));
  const total = pull.reduce((sum, p) => sum + p, 0) || 1;
  const trade = accounts.reduce((sum, a) => sum + (a.packPieces * 6 * days) / a.everyDays, 0) * scale;
  return { shoppers, trade: pull.map((p) => (trade * p) / total) };
}

/** The stock the business began with, laid out in all places. */
export function openingStock(
  demand: Demand,
  accounts: readonly DemoAccount[],
  random: Random,
  scale: number,
  on: string,
): SimMove[] {
  const expected = expectedPieces(demand, accounts, scale, on, addDays(nextDelivery(on), COVER_DAYS));
  const move = (to: Place, minute: number): SimMove => ({
    ...{ kind: "move", reason: "opening", at: instantOf(on, minute, 0), on, from: "supplier", to, lines: [] },
  });
  const moves = { main: move("main", 360), bandra: move("bandra", 370), pune: move("pune", 380) };
  demand.skus.forEach((sku, at) => {
    const shoppers = expected.shoppers[sku.style]!;
    const unitCostMinor = unitCostOf(styles[sku.style]!, 2);
    const add = (place: Place, mean: number) => {
      const qty = Math.round(mean * random.between(0.85, 1.2));
      if (qty > 0) moves[place].lines.push({ sku: at, qty, unitCostMinor });
    };
    const shopDays = 28 / daysBetween(on, addDays(nextDelivery(on), COVER_DAYS));
    add("bandra", shoppers.bandra * shopDays * sku.shares.bandra + 0.4);
    add("pune", shoppers.pune * shopDays * sku.shares.pune + 0.4);
    const rest = (shoppers.bandra * sku.shares.bandra + shoppers.pune * sku.shares.pune) * (1 - shopDays);
    add("main", shoppers.main * sku.shares.web + rest + expected.trade[sku.style]! * sku.shares.wholesale);
  });
  return Object.values(moves).filter((m) => m.lines.length > 0);
}

/** What the makers deliver on a day: each style's need until some weeks after the next delivery, less what is there. */
export function deliveries(
  demand: Demand,
  accounts: readonly DemoAccount[],
  stock: SimStock,
  random: Random,
  scale: number,
  on: string,
  yearsAgo: number,
): SimMove[] {
  const expected = expectedPieces(demand, accounts, scale, on, addDays(nextDelivery(on), COVER_DAYS));
  return styles.flatMap((style, at) => {
    const { main, bandra, pune } = expected.shoppers[at]!;
    const luck = random.uniform();
    // One buy in six was far too small: a hit that sells out.
    const judged = luck < 0.16 ? random.between(0.45, 0.65) : random.between(0.85, 1.15);
    const lines = demand.ofStyle[at]!.flatMap((sku) => {
      const { shares } = demand.skus[sku]!;
      const need =
        main * shares.web + bandra * shares.bandra + pune * shares.pune + expected.trade[at]! * shares.wholesale;
      const qty = Math.round(need * judged * random.between(0.9, 1.1)) - stock.everywhere(sku);
      return qty > 0 ? [{ sku, qty, unitCostMinor: unitCostOf(style, yearsAgo) }] : [];
    });
    if (lines.length === 0) return [];
    const when = instantOf(on, 420 + at, 0);
    return [{ kind: "move", reason: "receipt", at: when, on, from: "supplier", to: "main", lines } as const];
  });
}

/** The weekly van to a shop: what ran low is filled up to some weeks of its own demand. */
export function weeklyTransfer(
  demand: Demand,
  stock: SimStock,
  scale: number,
  shop: "bandra" | "pune",
  on: string,
): SimMove | null {
  const lines: SimMove["lines"] = [];
  styles.forEach((_, style) => {
    let week = 0;
    for (let day = 3; day < 10; day += 1) week += demand.rates(shop, addDays(on, day))[style]! * BASKET_PIECES;
    if (week === 0) return;
    for (const sku of demand.ofStyle[style]!) {
      const mean = week * demand.skus[sku]!.shares[shop];
      const target = Math.ceil(mean * SHOP_WEEKS + (scale < 0.3 ? 0 : 0.6));
      const here = stock.on(shop, sku);
      if (here > target * 0.45) continue;
      const qty = Math.min(target - here, stock.on("main", sku));
      if (qty > 0) lines.push({ sku, qty, unitCostMinor: null });
    }
  });
  const at = instantOf(on, shop === "bandra" ? 520 : 530, 0);
  return lines.length > 0 ? { kind: "move", reason: "transfer", at, on, from: "main", to: shop, lines } : null;
}
