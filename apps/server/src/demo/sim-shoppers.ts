import { addDays } from "@selvedge/domain";
import { type Demand, discountOf, type ShopperChannel, shopperChannels } from "./demand.ts";
import type { DemoConsumer } from "./people.ts";
import type { Random } from "./random.ts";
import { styles } from "./range.ts";
import { causeOf, type Wearer } from "./sim-fit.ts";
import type { SimStock } from "./sim-stock.ts";
import type { SimLine, SimReturn, SimSale } from "./sim-types.ts";
import type { DemoTruth } from "./truth.ts";

/** Mean number of further pieces a basket holds beside the first and what goes with it. */
const FURTHER_PIECES = 0.52;
const knownShare: Readonly<Record<ShopperChannel, number>> = { web: 0.55, bandra: 0.3, pune: 0.3 };
/** Of pieces that come back for other reasons than their size. */
const returnShare: Readonly<Record<ShopperChannel, number>> = { web: 0.072, bandra: 0.024, pune: 0.024 };
const methods = { shop: ["cash", "card", "upi"], web: ["upi", "card"] } as const;
const methodWeights = { shop: [0.3, 0.25, 0.45], web: [0.62, 0.38] };
/** Where those live whom we do not know by name and who order online. */
const webStates = ["MH", "KA", "DL", "TN", "GJ", "TG", "WB", "RJ", "UP", "KL"];
const webStateWeights = [0.38, 0.14, 0.12, 0.08, 0.07, 0.07, 0.05, 0.04, 0.03, 0.02];
const shopHours = [0.4, 0.7, 0.9, 0.8, 0.7, 0.9, 1.2, 1.5, 1.5, 1.1];
const webHours = [2, 1, 0.5, 0.3, 0.3, 0.5, 1, 2, 3, 4, 4.5, 5, 5, 4.5, 4, 4, 4.5, 5, 6, 7, 8.5, 9, 8, 5];

/** A basket before anybody looked whether it is there. */
export interface Basket {
  at: string;
  on: string;
  channel: ShopperChannel;
  customer: number | null;
  state: string;
  /** Styles wanted, one piece each. */
  wanted: number[];
  /** Percent off everything without a promotion; a planted abuse. */
  abusePercent: number;
  returnShare: number;
}

export function instantOf(on: string, minutes: number, second: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${on}T${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}:${two(second)}+05:30`;
}

/** The baskets of one day in all shopper channels, in no order. */
export function fillBaskets(
  truth: DemoTruth,
  demand: Demand,
  consumers: readonly DemoConsumer[],
  random: Random,
  on: string,
  dayNo: number,
): Basket[] {
  const baskets: Basket[] = [];
  for (const channel of shopperChannels) {
    const rates = demand.rates(channel, on);
    const chances = customerChances(consumers, channel, dayNo);
    const count = random.poisson(rates.reduce((sum, r) => sum + r, 0));
    const abuse = truth.anomalies.find((a) => a.kind === "discount_abuse" && on >= a.from && on <= a.to);
    for (let i = 0; i < count; i += 1) {
      const first = random.weighted(rates);
      const customer = chooseCustomer(chances, demand, random, channel, first, on);
      baskets.push({
        ...{ at: timeOf(channel, on, random), on, channel, customer },
        state: stateOf(consumers, channel, customer, random),
        wanted: wantedWith(truth, demand, random, rates, first, on),
        abusePercent: abuse?.place === channel && random.uniform() < 0.35 ? 45 : 0,
        returnShare: returnShare[channel],
      });
    }
  }
  const abuse = truth.anomalies.find((a) => a.kind === "return_abuse" && on >= a.from && on <= a.to);
  if (abuse && consumers.length > 0 && dayNo % 3 === 0) baskets.push(abusedBasket(demand, consumers, random, on));
  return baskets;
}

/** The consumer who sends nearly everything back: always the eighth. */
const RETURN_ABUSER = 7;

function abusedBasket(demand: Demand, consumers: readonly DemoConsumer[], random: Random, on: string): Basket {
  const customer = Math.min(RETURN_ABUSER, consumers.length - 1);
  const rates = demand.rates("web", on);
  return {
    ...{ at: timeOf("web", on, random), on, channel: "web", customer, state: consumers[customer]!.state },
    wanted: Array.from({ length: 3 }, () => random.weighted(rates)),
    ...{ abusePercent: 0, returnShare: 0.92 },
  };
}

interface Chances {
  usual: number[];
  onSale: number[];
}

function customerChances(consumers: readonly DemoConsumer[], channel: ShopperChannel, dayNo: number): Chances {
  const usual = consumers.map((c) =>
    dayNo < c.fromDay || dayNo > c.toDay || (channel !== "web" && c.state !== "MH") ? 0 : c.rate,
  );
  return { usual, onSale: usual.map((rate, i) => rate * consumers[i]!.saleFactor) };
}

function chooseCustomer(
  chances: Chances,
  demand: Demand,
  random: Random,
  channel: ShopperChannel,
  first: number,
  on: string,
): number | null {
  if (random.uniform() >= knownShare[channel]) return null;
  const { unitPriceMinor, discountMinor } = demand.shelfPrice(first, channel, on);
  const found = random.weighted(discountMinor * 5 >= unitPriceMinor ? chances.onSale : chances.usual);
  return found < 0 ? null : found;
}

function stateOf(
  consumers: readonly DemoConsumer[],
  channel: ShopperChannel,
  customer: number | null,
  random: Random,
): string {
  if (channel !== "web") return "MH";
  return customer === null ? webStates[random.weighted(webStateWeights)]! : consumers[customer]!.state;
}

function wantedWith(
  truth: DemoTruth,
  demand: Demand,
  random: Random,
  rates: readonly number[],
  first: number,
  on: string,
): number[] {
  const wanted = [first];
  for (const { first: code, second, probability } of truth.coPurchases) {
    if (styles[first]!.code !== code || random.uniform() >= probability) continue;
    const other = styles.findIndex((s) => s.code === second);
    if (demand.isOnSale(other, on)) wanted.push(other);
  }
  for (let more = random.poisson(FURTHER_PIECES); more > 0; more -= 1) wanted.push(random.weighted(rates));
  return wanted;
}

function timeOf(channel: ShopperChannel, on: string, random: Random): string {
  const second = random.below(60);
  if (channel === "web") return instantOf(on, random.weighted(webHours) * 60 + random.below(60), second);
  return instantOf(on, 660 + random.weighted(shopHours) * 60 + random.below(60), second);
}

/** What the shopper could take of it: the size and colour that fit, where it lies. Null when none was there. */
export function takeBasket(
  demand: Demand,
  stock: SimStock,
  random: Random,
  basket: Basket,
  wearer: Wearer,
  tellLost: (sku: number) => void,
): SimSale | null {
  const place = basket.channel === "web" ? "main" : basket.channel;
  const lines = new Map<number, SimLine>();
  for (const style of basket.wanted) {
    const options = demand.ofStyle[style]!;
    const drawn = options[random.weighted(options.map((o) => demand.skus[o]!.shares[basket.channel]))]!;
    const { size, gap } = wearer.take(styles[style]!, demand.skus[drawn]!.size);
    const sku = options.find(
      (o) => demand.skus[o]!.size === size && demand.skus[o]!.colour === demand.skus[drawn]!.colour,
    )!;
    if (stock.on(place, sku) < 1) {
      tellLost(sku);
      continue;
    }
    const price = demand.shelfPrice(style, basket.channel, basket.on);
    const off = Math.max(price.discountMinor, abusedDiscount(style, basket));
    const line = lines.get(sku) ?? newLine(sku, price.unitPriceMinor, gap);
    line.qty += 1;
    line.discountMinor += off;
    line.costMinor += stock.take(place, sku, 1);
    lines.set(sku, line);
  }
  if (lines.size === 0) return null;
  const kind = basket.channel === "web" ? "web" : "shop";
  const { at, on, channel, customer, state } = basket;
  const method = methods[kind][random.weighted(methodWeights[kind])]!;
  return {
    ...{ kind: "sale", at, on, channel, place, customer, state, method, paidOn: on, termsDays: 0 },
    lines: [...lines.values()],
  };
}

function newLine(sku: number, unitPriceMinor: number, gap: number | null): SimLine {
  return { sku, qty: 0, unitPriceMinor, discountMinor: 0, costMinor: 0, gap };
}

function abusedDiscount(style: number, basket: Basket): number {
  return basket.abusePercent === 0 ? 0 : discountOf(styles[style]!, basket.abusePercent, basket.on);
}

const otherCauses = ["not_as_shown", "damaged", "changed_mind", "other"] as const;

/** What of a sale comes back some days later, for one reason; null when all is kept. */
export function planReturn(
  truth: DemoTruth,
  random: Random,
  basket: Basket,
  sale: SimSale,
  endsOn: string,
): SimReturn | null {
  const isWeb = sale.channel === "web";
  const other = otherCauses[random.below(otherCauses.length)]!;
  const causes = sale.lines.map((line) => causeOf(truth.fit, line.gap, !isWeb, basket.returnShare, other, random));
  const cause = causes.find((c) => c !== null);
  const on = addDays(sale.on, isWeb ? 4 + random.below(13) : 2 + random.below(11));
  const at = instantOf(on, isWeb ? 600 + random.below(120) : 690 + random.below(480), random.below(60));
  // A cost that does not divide by the pieces came of two receipts; such a line stays sold.
  const whole = sale.lines.flatMap((line, i) => (causes[i] === cause && line.costMinor % line.qty === 0 ? [i] : []));
  if (!cause || whole.length === 0 || on > endsOn) return null;
  return { kind: "return", at, on, sale, lines: whole, cause };
}
