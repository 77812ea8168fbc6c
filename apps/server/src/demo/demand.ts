import { addDays, daysBetween } from "@selvedge/domain";
import {
  type DemoPromotion,
  type DemoSeason,
  promotionsBetween,
  seasonsBack,
  weekdayOf,
  weekdays,
  yearFactor,
} from "./calendar.ts";
import { categoryOf, type DemoStyle, kindFacts, sizesOf, styles } from "./range.ts";
import type { SimChannel, SimSku } from "./sim-types.ts";
import { type DemoTruth, firstDayOf } from "./truth.ts";

export type ShopperChannel = "web" | "bandra" | "pune";
export const shopperChannels = ["web", "bandra", "pune"] as const;

/** Baskets begun on an average day of the first year at scale 1. */
const basketsADay: Readonly<Record<ShopperChannel, number>> = { web: 7.6, bandra: 7.8, pune: 5.6 };
const yearlyGrowth: Readonly<Record<ShopperChannel, number>> = { web: 0.3, bandra: 0.08, pune: 0.12 };
/** The first colour is the favourite. */
const colourWeights = [1, 0.72, 0.55, 0.45];

/** What a piece costs a shopper on a day, tax included. */
export interface ShelfPrice {
  unitPriceMinor: number;
  /** Off one piece. */
  discountMinor: number;
}

/** The planted model of demand over some days: nothing random in it. */
export interface Demand {
  skus: readonly SimSku[];
  /** SKUs of each style. */
  ofStyle: readonly (readonly number[])[];
  promotions: readonly DemoPromotion[];
  isOnSale(style: number, on: string): boolean;
  /** Mean first choices of each style in a channel on a day. */
  rates(channel: ShopperChannel, on: string): readonly number[];
  shelfPrice(style: number, channel: ShopperChannel, on: string): ShelfPrice;
}

export function openDemand(truth: DemoTruth, endsOn: string, scale: number): Demand {
  const firstDay = firstDayOf(endsOn);
  const skus = makeSkus(truth);
  const promotions = promotionsBetween(addDays(firstDay, -30), endsOn);
  const seasons = seasonsBack(endsOn, 6);
  const weightSum = styles.reduce((sum, s) => sum + s.weight, 0) * 0.82;
  const lives = remembered((on) => styles.map((style) => lifeOf(style, seasons, on)));
  const running = remembered((on) => promotions.filter((p) => on >= p.from && on <= p.to));
  const shelf = remembered((key) => {
    const [channel, on] = key.split(" ") as [ShopperChannel, string];
    return styles.map((style) => priceOn(truth, running(on), style, channel, on));
  });
  const rates = remembered((key) => {
    const [channel, on] = key.split(" ") as [ShopperChannel, string];
    const weekday = weekdays[channel === "web" ? "web" : "shop"][weekdayOf(on)]!;
    const growth = Math.exp((yearlyGrowth[channel] * daysBetween(firstDay, on)) / 365);
    const each = (scale * basketsADay[channel] * weekday * growth) / weightSum;
    return styles.map((style, i) => {
      const life = lives(on)[i]!;
      if (life === 0) return 0;
      const moved = reaction(truth, style, channel, on, shelf(key)[i]!);
      return each * style.weight * life * yearFactor(style.shape, on) * moved;
    });
  });
  return {
    skus,
    ofStyle: styles.map((_, i) => skus.flatMap((sku, at) => (sku.style === i ? [at] : []))),
    promotions,
    isOnSale: (style, on) => lives(on)[style]! > 0,
    shelfPrice: (style, channel, on) => shelf(`${channel} ${on}`)[style]!,
    rates: (channel, on) => rates(`${channel} ${on}`),
  };
}

function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
}

/** A seasonal style comes with its season, grows known, and is sold off for a month after. */
function lifeOf(style: DemoStyle, seasons: readonly DemoSeason[], on: string): number {
  if (style.line === "core") return 1;
  const { startsOn, endsOn } = seasons[style.line]!;
  const age = daysBetween(startsOn, on);
  if (age < 0 || daysBetween(endsOn, on) > 30) return 0;
  return on > endsOn ? 0.4 : Math.min(1.2, 0.5 + age / 30);
}

/** How price and the planted anomalies move demand. */
function reaction(truth: DemoTruth, style: DemoStyle, channel: ShopperChannel, on: string, price: ShelfPrice): number {
  for (const a of truth.anomalies) {
    if (on < a.from || on > a.to || a.place !== channel) continue;
    if (a.kind === "closed_shop") return 0;
    if (a.kind === "demand_spike" && a.style === style.code) return 9;
    if (a.kind === "price_typo" && a.style === style.code) return 12;
  }
  const ratio = (price.unitPriceMinor - price.discountMinor) / style.mrpMinor;
  return ratio ** truth.elasticities[categoryOf(style)]!;
}

function priceOn(
  truth: DemoTruth,
  running: readonly DemoPromotion[],
  style: DemoStyle,
  channel: ShopperChannel,
  on: string,
): ShelfPrice {
  const isTypo = truth.anomalies.some(
    (a) => a.kind === "price_typo" && a.style === style.code && a.place === channel && on >= a.from && on <= a.to,
  );
  if (isTypo) return { unitPriceMinor: Math.round(style.mrpMinor / 10), discountMinor: 0 };
  const kind = channel === "web" ? "web" : "retail";
  let percent = 0;
  for (const p of running) {
    if (!p.channels.includes(kind)) continue;
    if (p.categories.length === 0 || p.categories.includes(categoryOf(style))) percent = Math.max(percent, p.percent);
  }
  return { unitPriceMinor: style.mrpMinor, discountMinor: discountOf(style, percent, on) };
}

const reform = "2025-09-22";

/** A percentage off one piece, and a little more where the price would fall into the band that no tax rate fits. */
export function discountOf(style: DemoStyle, percent: number, on: string): number {
  const discountMinor = Math.round((style.mrpMinor * percent) / 100);
  const net = style.mrpMinor - discountMinor;
  const { taxClass } = kindFacts[style.kind];
  if (taxClass !== "apparel" && taxClass !== "clothing_child") return discountMinor;
  const [low, high] = on < reform ? [105_000, 112_000] : [262_500, 295_000];
  return net > low && net <= high ? style.mrpMinor - low : discountMinor;
}

function makeSkus(truth: DemoTruth): SimSku[] {
  return styles.flatMap((style, at) => {
    const sizes = sizesOf(style);
    const colours = normed(style.colours.map((_, i) => colourWeights[i]!));
    const curve = truth.sizeCurves[kindFacts[style.kind].scale]!;
    const byChannel = (channel: SimChannel) =>
      normed(sizes.map((s, i) => curve[s]! * Math.exp(truth.sizeTilts[channel] * (i - (sizes.length - 1) / 2))));
    const shares = {
      web: byChannel("web"),
      bandra: byChannel("bandra"),
      pune: byChannel("pune"),
      wholesale: byChannel("wholesale"),
    };
    return colours.flatMap((colourShare, colour) =>
      sizes.map((_, size) => ({
        ...{ style: at, colour, size },
        shares: {
          web: colourShare * shares.web[size]!,
          bandra: colourShare * shares.bandra[size]!,
          pune: colourShare * shares.pune[size]!,
          wholesale: colourShare * shares.wholesale[size]!,
        },
      })),
    );
  });
}

function normed(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}
