import type { Rng } from "../rng.ts";
import type { PricePanel } from "./elasticity.ts";

/** How a panel of sales is drawn: `elasticities` per style; stores with higher demand also ask higher prices, as they do in life. */
export type PanelPlan = {
  elasticities: readonly number[];
  stores: number;
  weeks: number;
  noise: number;
  /** Mean units per row; null draws continuous quantities, so that no row is zero. */
  meanUnits: number | null;
  /** Strength of the link between a store's demand and its prices. */
  confounding: number;
};

function drawPoisson(mean: number, rng: Rng): number {
  if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * rng.normal()));
  const limit = Math.exp(-mean);
  let product = rng.uniform();
  let count = 0;
  while (product > limit) {
    product *= rng.uniform();
    count++;
  }
  return count;
}

/** Draws a panel whose elasticities are known; for tests and benchmarks. */
export function drawPanel(plan: PanelPlan, rng: Rng): PricePanel {
  const style: string[] = [];
  const [price, quantity, store]: number[][] = [[], [], []];
  for (const [k, elasticity] of plan.elasticities.entries()) {
    const base = 1000 + 4000 * rng.uniform();
    for (let s = 0; s < plan.stores; s++) {
      const pull = rng.normal();
      for (let week = 0; week < plan.weeks; week++) {
        const p = base * Math.exp(plan.confounding * pull + 0.15 * rng.normal());
        const log = 0.8 * pull + elasticity * Math.log(p / base) + plan.noise * rng.normal();
        style.push(`style-${String(k).padStart(4, "0")}`);
        price!.push(p);
        quantity!.push(plan.meanUnits === null ? 20 * Math.exp(log) : drawPoisson(plan.meanUnits * Math.exp(log), rng));
        store!.push(s);
      }
    }
  }
  return { style, price: price!, quantity: quantity!, effects: [store!] };
}
