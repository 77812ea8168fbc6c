import { buildLadder, fitElasticity, type LadderStep, recommendPrice, type TaxSlab } from "@selvedge/learn";
import { type OwnSlope, type PooledElasticity, poolElasticities, type Slope } from "./pool-elasticities.ts";

/** Sales of a category's styles by style, channel and day, with the shelf price of each day, also of those without a sale. */
export interface CategoryPanel {
  category: string;
  styleIds: string[];
  /** One entry per row: index of the style, price in whole units, pieces, code of the channel. */
  style: Int32Array;
  price: Float64Array;
  quantity: Float64Array;
  channel: Int32Array;
  /** Code of the month, or of the day around festivals. */
  season: Int32Array;
  /** Code of the weekday in its channel. */
  weekday: Int32Array;
}

/** What a price is recommended from, besides the elasticity. */
export interface PriceFacts {
  styleId: string;
  presentPriceMinor: number;
  unitCostMinor: number;
  /** Expected pieces in the horizon at the present price, and what there is to sell. */
  baseQty: number;
  stockQty: number;
  slabs: TaxSlab[];
  deadBands: { aboveMinor: number; upToMinor: number }[];
}

export interface ElasticityTask {
  panels: CategoryPanel[];
  facts: PriceFacts[];
}

export interface PriceAdvice {
  styleId: string;
  presentPriceMinor: number;
  priceMinor: number;
  expectedQty: number;
  baseQty: number;
  gainMinor: number;
  gainLowMinor: number;
  gainHighMinor: number;
  unitCostMinor: number;
}

export interface ElasticityResult {
  styles: (PooledElasticity & { observations: number })[];
  advice: PriceAdvice[];
  metrics: Record<string, number | null>;
}

/** Guard rails of what is proposed unasked. */
export const guardRails = { maxStepShare: 0.15, leastMarginShare: 0.1 };

/** Prices one may ask, 5 % of the price apart and ending in 9, from half to one and a half times the present one. */
export function ladderAround(facts: Pick<PriceFacts, "presentPriceMinor" | "slabs" | "deadBands">): LadderStep[] {
  const { presentPriceMinor, slabs, deadBands } = facts;
  // Steps of 50, 100, 500... whole units: about a twentieth of the price.
  const twentieth = presentPriceMinor / 20;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, twentieth)));
  const stepMinor = Math.max(
    100,
    Math.round(twentieth / power >= 5 ? 5 * power : twentieth / power >= 2 ? 2 * power : power),
  );
  const ladder = buildLadder({
    ...{
      fromMinor: Math.max(1, Math.floor(presentPriceMinor * 0.5)),
      toMinor: Math.ceil(presentPriceMinor * 1.5),
      stepMinor,
    },
    ...{ endingMinor: stepMinor >= 1000 ? -100 : 0, taxSlabs: slabs, deadBands },
  });
  const steps = ladder.ok ? ladder.value : [];
  if (steps.some((step) => step.priceMinor === presentPriceMinor)) return steps;
  const slab = slabs.find((s) => s.upToMinor === null || presentPriceMinor <= s.upToMinor);
  const present = { priceMinor: presentPriceMinor, netMinor: presentPriceMinor / (1 + (slab?.rateShare ?? 0)) };
  return [...steps, present].sort((a, b) => b.priceMinor - a.priceMinor);
}

/**
 * Slopes of categories, and of styles within them, with channel, season and weekday held fixed; then the price that earns most
 * within the guard rails. Pure.
 */
export function learnElasticities(task: ElasticityTask): ElasticityResult {
  const slopes: (OwnSlope & { observations: number })[] = [];
  for (const panel of task.panels) slopes.push(...slopesOf(panel));
  const categories = new Map(task.panels.map((panel) => [panel.category, categorySlope(panel)]));
  const pooled = poolElasticities(slopes, categories) ?? [];
  const seen = new Map(slopes.map((s) => [s.styleId, s.observations]));
  const styles = pooled.map((style) => ({ ...style, observations: seen.get(style.styleId) ?? 0 }));
  const byStyle = new Map(styles.map((style) => [style.styleId, style]));
  const advice = task.facts.flatMap((facts) => {
    const elasticity = byStyle.get(facts.styleId);
    return elasticity ? adviseOn(facts, elasticity) : [];
  });
  const moved = slopes.filter((s) => s.own).length;
  const mean = styles.reduce((sum, s) => sum + s.elasticity, 0) / Math.max(1, styles.length);
  const error = styles.reduce((sum, s) => sum + s.standardError, 0) / Math.max(1, styles.length);
  return {
    ...{ styles, advice },
    metrics: {
      styles: styles.length,
      stylesWithMoves: moved,
      meanElasticity: styles.length > 0 ? mean : null,
      meanError: error,
    },
  };
}

function slopesOf(panel: CategoryPanel): (OwnSlope & { observations: number })[] {
  const counts = new Int32Array(panel.styleIds.length);
  for (const style of panel.style) counts[style]! += 1;
  const fitted = fitElasticity({
    style: Array.from(panel.style, (code) => panel.styleIds[code]!),
    ...{ price: panel.price, quantity: panel.quantity, effects: [panel.channel, panel.season, panel.weekday] },
  });
  const own = new Map(fitted.ok ? fitted.value.styles.map((s) => [s.style, s.own]) : []);
  return panel.styleIds.map((styleId, code) => {
    const slope = own.get(styleId) ?? null;
    return { styleId, category: panel.category, own: slope, observations: counts[code]! };
  });
}

/** More rows than this tell no more of a category, and take long. */
const MOST_ROWS = 200_000;

/** One slope for all styles of a category: they share its season and its weekdays, which a single style is too thin to tell. */
function categorySlope(panel: CategoryPanel): Slope | null {
  const rows = Array.from(panel.style.keys()).slice(0, MOST_ROWS);
  const take = (column: ArrayLike<number>) => rows.map((i) => column[i]!);
  const shelf = rows.map((i) => panel.style[i]! * 1000 + panel.channel[i]!);
  const fitted = fitElasticity({
    style: rows.map(() => panel.category),
    ...{ price: take(panel.price), quantity: take(panel.quantity) },
    effects: [shelf, take(panel.season), take(panel.weekday)],
  });
  return fitted.ok ? (fitted.value.styles[0]?.own ?? null) : null;
}

export function adviseOn(facts: PriceFacts, elasticity: { elasticity: number; standardError: number }): PriceAdvice[] {
  const { presentPriceMinor, unitCostMinor, baseQty, stockQty, slabs, deadBands } = facts;
  if (!(presentPriceMinor > 0) || !(unitCostMinor > 0) || !(baseQty > 0)) return [];
  const advice = recommendPrice({
    ...{ presentPriceMinor, unitCostMinor, baseQty, stockQty: Math.max(0, stockQty), ladder: ladderAround(facts) },
    ...{ elasticity, deadBands, taxSlabs: slabs, ...guardRails },
  });
  if (!advice.ok || advice.value.change === "keep") return [];
  const { priceMinor, expectedQty, expectedProfitMinor, presentProfitMinor, gainLowMinor, gainHighMinor } =
    advice.value;
  const gainMinor = expectedProfitMinor - presentProfitMinor;
  return [
    {
      ...{ styleId: facts.styleId, presentPriceMinor, priceMinor, expectedQty, baseQty, unitCostMinor, gainMinor },
      ...{ gainLowMinor: Math.min(gainLowMinor, gainMinor), gainHighMinor: Math.max(gainHighMinor, gainMinor) },
    },
  ];
}
