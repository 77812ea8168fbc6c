import { billingApi, inventoryApi, salesApi } from "@selvedge/contract";
import type { DemoMasters } from "./build-masters.ts";
import type { Doors } from "./doors.ts";
import { openRandom, type Random } from "./random.ts";
import { styles } from "./range.ts";
import { runTills } from "./run-tills.ts";
import type { SimulatedTrade } from "./simulate.ts";

type Shelf = Map<string, number>;
interface OrderLine {
  skuId: string;
  qty: number;
}

/** Today's work, through the doors that people use: open trade orders in every state, web orders, the shops' tills. */
export async function placeLiveOrders(
  doors: Doors,
  trade: SimulatedTrade,
  masters: DemoMasters,
  seed: number,
): Promise<void> {
  const random = openRandom(seed ^ 0x5eed);
  const main = await readShelf(doors, masters, masters.places.main);
  await placeTradeOrders(doors, trade, masters, random, main);
  await placeWebOrders(doors, trade, masters, random, main);
  const shelves = {
    bandra: await readShelf(doors, masters, masters.places.bandra),
    pune: await readShelf(doors, masters, masters.places.pune),
  };
  await runTills(doors, masters, random, (shop, count) => pick(random, trade, masters, shelves[shop], count, 1));
}

async function readShelf(doors: Doors, masters: DemoMasters, locationId: string): Promise<Shelf> {
  const shelf: Shelf = new Map();
  for (const styleId of masters.styleIds) {
    const { items } = await doors.run(inventoryApi.getAvailability, { styleId, locationId });
    for (const row of items) shelf.set(row.skuId, row.availableQty);
  }
  return shelf;
}

/** Some SKUs of styles on sale now, in the order of chance, and takes them off the shelf. */
function pick(
  random: Random,
  trade: SimulatedTrade,
  masters: DemoMasters,
  shelf: Shelf,
  count: number,
  qty: number,
): OrderLine[] {
  const open = trade.demand.skus.flatMap((sku, at) => {
    const { id } = masters.skus[at]!;
    return trade.demand.isOnSale(sku.style, trade.endsOn) && (shelf.get(id) ?? 0) >= qty ? [{ id, sku }] : [];
  });
  const lines = new Map<string, OrderLine>();
  for (let i = 0; i < count && open.length > 0; i += 1) {
    const { id } = open[random.weighted(open.map((o) => styles[o.sku.style]!.weight * o.sku.shares.web))]!;
    if ((shelf.get(id) ?? 0) < qty || lines.has(id)) continue;
    shelf.set(id, shelf.get(id)! - qty);
    lines.set(id, { skuId: id, qty });
  }
  return [...lines.values()];
}

const tradeOrders = ["confirmed", "confirmed", "pending", "held", "part_shipped", "shipped", "shipped"] as const;

async function placeTradeOrders(
  doors: Doors,
  trade: SimulatedTrade,
  masters: DemoMasters,
  random: Random,
  shelf: Shelf,
): Promise<void> {
  const buying = trade.accounts.flatMap((a, i) => (a.segment === "lapsed" ? [] : [i]));
  for (const [i, state] of tradeOrders.entries()) {
    const account = buying[(i * 3 + 1) % buying.length]!;
    const lines = pick(random, trade, masters, shelf, 10 + random.below(8), 3 + random.below(4));
    if (lines.length === 0) continue;
    const placed = await doors.run(salesApi.placeOrder, {
      ...{ channelId: masters.channels.wholesale.id, customerId: masters.accountIds[account]!, lines },
      confirm: state !== "pending",
      shipTo: {
        line1: "Goods entrance",
        city: trade.accounts[account]!.city,
        state: trade.accounts[account]!.state,
        country: "IN",
      },
    });
    const id = placed.orderId;
    if (state === "held")
      await doors.run(salesApi.holdOrder, { id, reason: "The buyer asked to wait for a site visit" });
    if (state === "shipped")
      await doors.run(billingApi.shipOrder, { id, carrier: "Delhivery", trackingNumber: `DL${70_000 + i}` });
    if (state !== "part_shipped") continue;
    const first = placed.lines.slice(0, Math.ceil(placed.lines.length / 2));
    await doors.run(billingApi.shipOrder, {
      ...{ id, carrier: "Gati", trackingNumber: `GT${40_000 + i}` },
      lines: first.map((l) => ({ orderLineId: l.lineId, qty: l.qty })),
    });
  }
}

async function placeWebOrders(
  doors: Doors,
  trade: SimulatedTrade,
  masters: DemoMasters,
  random: Random,
  shelf: Shelf,
): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    const consumer = random.below(trade.consumers.length);
    const { name, state } = trade.consumers[consumer]!;
    const lines = pick(random, trade, masters, shelf, 1 + random.below(3), 1);
    if (lines.length === 0) continue;
    const placed = await doors.run(salesApi.placeOrder, {
      ...{ channelId: masters.channels.web.id, customerId: masters.consumerIds[consumer]!, buyerName: name, lines },
      shipTo: { line1: `${i + 3} Lake View`, city: "Home", state, country: "IN" },
      payment: { method: i % 2 === 0 ? "upi" : "card" },
    });
    if (i < 2) await doors.run(billingApi.shipOrder, { id: placed.orderId, carrier: "Delhivery" });
  }
}
