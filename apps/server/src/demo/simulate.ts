import { addDays, daysBetween } from "@selvedge/domain";
import { weekdayOf } from "./calendar.ts";
import { type Demand, openDemand } from "./demand.ts";
import { type DemoAccount, type DemoConsumer, makeAccounts, makeConsumers } from "./people.ts";
import { openRandom, type Random } from "./random.ts";
import { categoryOf, styles } from "./range.ts";
import { openWearer } from "./sim-fit.ts";
import { type Basket, fillBaskets, instantOf, planReturn, takeBasket } from "./sim-shoppers.ts";
import { openSimStock, type SimStock } from "./sim-stock.ts";
import { deliveries, isDeliveryDay, openingStock, weeklyTransfer } from "./sim-supply.ts";
import type { Place, SimDocument, SimMove, SimReturn } from "./sim-types.ts";
import { type AccountDiary, openDiaries, wholesaleOrder } from "./sim-wholesale.ts";
import { type DemoTruth, demoTruth, firstDayOf } from "./truth.ts";

export interface DemoWorld {
  /** Last day of trade, YYYY-MM-DD. */
  endsOn: string;
  /** 1: about 45,000 order lines. */
  scale: number;
  seed: number;
}

export interface SimulatedTrade {
  endsOn: string;
  truth: DemoTruth;
  demand: Demand;
  accounts: DemoAccount[];
  consumers: DemoConsumer[];
  /** Everything that happened, in order of time. */
  documents: SimDocument[];
  /** Pieces wanted by SKU and not there: censored demand. */
  lostPieces: Int32Array;
}

type Happening = { at: string; happen: () => SimDocument | null };

interface Simulation {
  world: DemoWorld;
  days: number;
  truth: DemoTruth;
  demand: Demand;
  accounts: DemoAccount[];
  consumers: DemoConsumer[];
  diaries: AccountDiary[];
  stock: SimStock;
  lostPieces: Int32Array;
  /** What comes back, by day. */
  returns: Map<string, SimReturn[]>;
  /** Streams of chance that do not disturb one another. */
  chance: Record<"baskets" | "taking" | "trade" | "supply" | "fit", Random>;
}

/** Two years of trade, day by day. Pure: the same world gives the same documents. */
export function simulateTrade(world: DemoWorld): SimulatedTrade {
  const firstDay = firstDayOf(world.endsOn);
  const sim = openSimulation(world, daysBetween(firstDay, world.endsOn) + 1);
  const documents: SimDocument[] = [];
  for (let no = 0; no < sim.days; no += 1) {
    for (const one of happeningsOf(sim, addDays(firstDay, no), no)) {
      const document = one.happen();
      if (document) documents.push(document);
    }
  }
  const { truth, demand, accounts, consumers, lostPieces } = sim;
  return { endsOn: world.endsOn, truth, demand, accounts, consumers, documents, lostPieces };
}

function openSimulation(world: DemoWorld, days: number): Simulation {
  const { endsOn, scale } = world;
  const random = openRandom(world.seed);
  const truth = demoTruth(endsOn);
  const demand = openDemand(truth, endsOn, scale);
  const accounts = makeAccounts(truth, random.fork(), days);
  const forConsumers = random.fork();
  const diaries = openDiaries(accounts, random.fork(), scale);
  const stock = openSimStock(demand.skus.length);
  const [baskets, taking, trade, supply] = [random.fork(), random.fork(), random.fork(), random.fork()];
  const [bodies, fit] = [random.fork(), random.fork()];
  const consumers = makeConsumers(truth, forConsumers, bodies, Math.max(24, Math.round(600 * scale)), days);
  return {
    ...{ world, days, truth, demand, accounts, consumers, diaries, stock },
    chance: { baskets, taking, trade, supply, fit },
    lostPieces: new Int32Array(demand.skus.length),
    returns: new Map(),
  };
}

/** What a day brings, in order of time. */
function happeningsOf(sim: Simulation, on: string, no: number): Happening[] {
  const { truth, demand, stock, chance } = sim;
  const today = [...supplyOf(sim, on, no)];
  for (const basket of fillBaskets(truth, demand, sim.consumers, chance.baskets, on, no)) {
    today.push({ at: basket.at, happen: () => sell(sim, basket) });
  }
  for (const diary of sim.diaries) {
    const at = instantOf(on, 660 + ((no * 37 + diary.index * 53) % 360), diary.index);
    const day = { at, on, no, scale: sim.world.scale, endsOn: sim.world.endsOn };
    today.push({ at, happen: () => wholesaleOrder(demand, stock, chance.trade, diary, day) });
  }
  for (const back of sim.returns.get(on) ?? []) today.push({ at: back.at, happen: () => takeBack(stock, back) });
  if (truth.anomalies.some((a) => a.kind === "shrinkage" && a.from === on)) {
    today.push({ at: instantOf(on, 1290, 0), happen: () => countShort(stock, demand, on) });
  }
  return today.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function supplyOf(sim: Simulation, on: string, no: number): Happening[] {
  const { demand, accounts, stock, chance } = sim;
  const { scale } = sim.world;
  const moves: SimMove[] = [];
  if (no === 0) moves.push(...openingStock(demand, accounts, chance.supply, scale, on));
  if (isDeliveryDay(on)) {
    const yearsAgo = Math.floor((sim.days - no) / 366);
    moves.push(...deliveries(demand, accounts, stock, chance.supply, scale, on, yearsAgo));
  }
  const coming = moves.map((move): Happening => ({ at: move.at, happen: () => applied(stock, move) }));
  if (weekdayOf(on) !== 1) return coming;
  const vans = (["bandra", "pune"] as const).map((shop): Happening => {
    const at = instantOf(on, shop === "bandra" ? 520 : 530, 0);
    return { at, happen: () => applied(stock, weeklyTransfer(demand, stock, scale, shop, on)) };
  });
  return [...coming, ...vans];
}

function sell(sim: Simulation, basket: Basket): SimDocument | null {
  const { truth, demand, stock, chance, returns, lostPieces } = sim;
  const body = basket.customer === null ? null : sim.consumers[basket.customer]!.body;
  const wearer = openWearer(truth, chance.fit, body, basket.channel !== "web");
  const sale = takeBasket(demand, stock, chance.taking, basket, wearer, (sku) => {
    lostPieces[sku]! += 1;
  });
  const back = sale && planReturn(truth, chance.taking, basket, sale, sim.world.endsOn);
  if (back) returns.set(back.on, [...(returns.get(back.on) ?? []), back]);
  return sale;
}

function applied(stock: SimStock, move: SimMove | null): SimMove | null {
  for (const { sku, qty, unitCostMinor } of move?.lines ?? []) {
    if (move!.from === "supplier") stock.receive(move!.to as Place, sku, qty, unitCostMinor!);
    else stock.transfer(move!.from, move!.to as Place, sku, qty);
  }
  return move;
}

function takeBack(stock: SimStock, back: SimReturn): SimReturn {
  for (const i of back.lines) {
    const { sku, qty, costMinor } = back.sale.lines[i]!;
    stock.receive(back.sale.place, sku, qty, costMinor / qty);
  }
  return back;
}

/** The planted theft: a fifth of the T-shirts of the Bandra shop. */
function countShort(stock: SimStock, demand: Demand, on: string): SimMove | null {
  const lines: SimMove["lines"] = [];
  demand.skus.forEach((sku, at) => {
    const missing = categoryOf(styles[sku.style]!) === "TSHIRTS" ? Math.round(stock.on("bandra", at) * 0.2) : 0;
    if (missing === 0) return;
    stock.take("bandra", at, missing);
    lines.push({ sku: at, qty: missing, unitCostMinor: null });
  });
  const at = instantOf(on, 1290, 0);
  return lines.length === 0 ? null : { kind: "move", reason: "count", at, on, from: "bandra", to: "adjustment", lines };
}
