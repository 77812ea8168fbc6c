import { accept, type Outcome, refuse } from "../outcome.ts";

/** What a customer did up to the cut-off: days since the last purchase, number of purchases, money in minor units. */
export type CustomerActivity = { customerId: string; recencyDays: number; frequency: number; monetaryMinor: number };

/** Scores from 1 (worst) to `levels` (best). */
export type RfmScores = { recency: number; frequency: number; monetary: number };

/** Borders between scores, learnt from a population; plain JSON. */
export type RfmModel = {
  kind: "rfm";
  version: 1;
  levels: number;
  recencyCuts: number[];
  frequencyCuts: number[];
  monetaryCuts: number[];
};

/** Quantile borders; equal values share a score, so fewer borders may be left than levels - 1. */
function findBorders(values: Float64Array, levels: number): number[] {
  const sorted = values.sort();
  const borders: number[] = [];
  for (let level = 1; level < levels; level++)
    borders.push(sorted[Math.floor((level * (sorted.length - 1)) / levels)]!);
  return borders;
}

/** Learns quantile borders (quintiles by default). Refuses an empty population and numbers that are not finite. */
export function fitRfm(customers: readonly CustomerActivity[], levels = 5): Outcome<RfmModel> {
  if (customers.length === 0) return refuse("empty", "no customers to score");
  if (!(Number.isInteger(levels) && levels >= 2 && levels <= 10))
    return refuse("out_of_range", "levels must be a whole number from 2 to 10");
  for (const customer of customers) {
    const { recencyDays, frequency, monetaryMinor } = customer;
    if (!Number.isFinite(recencyDays) || !Number.isFinite(frequency) || !Number.isFinite(monetaryMinor))
      return refuse("not_finite", `customer ${customer.customerId} has a figure that is not a number`);
  }
  return accept({
    ...{ kind: "rfm" as const, version: 1 as const, levels },
    recencyCuts: findBorders(
      Float64Array.from(customers, (c) => c.recencyDays),
      levels,
    ),
    frequencyCuts: findBorders(
      Float64Array.from(customers, (c) => c.frequency),
      levels,
    ),
    monetaryCuts: findBorders(
      Float64Array.from(customers, (c) => c.monetaryMinor),
      levels,
    ),
  });
}

const countBelow = (borders: readonly number[], value: number) => borders.filter((border) => border < value).length;

/** Scores one customer: monotone, so that more recent, more often or more money never lowers a score. */
export function scoreRfm(model: RfmModel, customer: Omit<CustomerActivity, "customerId">): RfmScores {
  return {
    recency: model.levels - countBelow(model.recencyCuts, customer.recencyDays),
    frequency: 1 + countBelow(model.frequencyCuts, customer.frequency),
    monetary: 1 + countBelow(model.monetaryCuts, customer.monetaryMinor),
  };
}
