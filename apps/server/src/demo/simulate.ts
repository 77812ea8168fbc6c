import { addDays, daysBetween } from "@selvedge/domain";
import { weekdayOf } from "./calendar.ts";
import { type Demand, openDemand } from "./demand.ts";
import { type DemoAccount, type DemoConsumer, makeAccounts, makeConsumers } from "./people.ts";
import { openRandom } from "./random.ts";
import { categoryOf, styles } from "./range.ts";
import { fillBaskets, instantOf, planReturn, takeBasket } from "./sim-shoppers.ts";
import { openSimStock, type SimStock } from "./sim-stock.ts";
import { deliveries, isDeliveryDay, openingStock, weeklyTransfer } from "./sim-supply.ts";
import type { Place, SimDocument, SimMove, SimReturn } from "./sim-types.ts";
import { openDiaries, wholesaleOrder } from "./sim-wholesale.ts";
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

/** Two years of trade, day by day. Pure: the same world gives the same documents. */
export function simulateTrade(world: DemoWorld): SimulatedTrade {
  const { endsOn, scale } = world;
  const random = openRandom(world.seed);
  const truth = demoTruth(endsOn);
  const firstDay = firstDayOf(endsOn);
  const days = daysBetween(firstDay, endsOn) + 1;
  const demand = openDemand(truth, endsOn, scale);
  const accounts = makeAccounts(truth, random.fork(), days);
  const consumers = makeConsumers(truth, random.fork(), Math.max(24, Math.round(600 * scale)), days);
  const diaries = openDiaries(accounts, random.fork(), scale);
  const [basketRandom, takeRandom, tradeRandom, supplyRandom] = [
    random.fork(),
    random.fork(),
    random.fork(),
    random.fork(),
  ];
  const stock = openSimStock(demand.skus.length);
  const documents: SimDocument[] = [];
  const lostPieces = new Int32Array(demand.skus.length);
  const returns = new Map<string, SimReturn[]>();

  for (let no = 0; no < days; no += 1) {
    const on = addDays(firstDay, no);
    const today: Happening[] = [];
    if (no === 0) {
      for (const move of openingStock(demand, accounts, supplyRandom, scale, on)) today.push(moving(stock, move));
    }
    if (isDeliveryDay(on)) {
      const buy = () => deliveries(demand, accounts, stock, supplyRandom, scale, on, Math.floor((days - no) / 366));
      for (const move of buy()) today.push(moving(stock, move));
    }
    if (weekdayOf(on) === 1) {
      for (const shop of ["bandra", "pune"] as const) {
        const at = instantOf(on, shop === "bandra" ? 520 : 530, 0);
        today.push({ at, happen: () => applied(stock, weeklyTransfer(demand, stock, scale, shop, on)) });
      }
    }
    for (const basket of fillBaskets(truth, demand, consumers, basketRandom, on, no)) {
      today.push({
        at: basket.at,
        happen() {
          const sale = takeBasket(demand, stock, takeRandom, basket, (sku) => (lostPieces[sku]! += 1));
          const back = sale && planReturn(demand, takeRandom, basket, sale, endsOn);
          if (back) returns.set(back.on, [...(returns.get(back.on) ?? []), back]);
          return sale;
        },
      });
    }
    for (const diary of diaries) {
      const at = instantOf(on, 660 + ((no * 37 + diary.index * 53) % 360), diary.index);
      const day = { at, on, no, scale, endsOn };
      today.push({ at, happen: () => wholesaleOrder(demand, stock, tradeRandom, diary, day) });
    }
    for (const back of returns.get(on) ?? []) today.push({ at: back.at, happen: () => takeBack(stock, back) });
    if (truth.anomalies.some((a) => a.kind === "shrinkage" && a.from === on)) {
      today.push({ at: instantOf(on, 1290, 0), happen: () => countShort(stock, demand, on) });
    }
    for (const one of today.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
      const document = one.happen();
      if (document) documents.push(document);
    }
  }
  return { endsOn, truth, demand, accounts, consumers, documents, lostPieces };
}

function moving(stock: SimStock, move: SimMove): Happening {
  return { at: move.at, happen: () => applied(stock, move) };
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
