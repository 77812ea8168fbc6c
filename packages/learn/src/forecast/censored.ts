/** What stood in the way of selling: for each point the share of the demand that could be served, 0 (nothing) to 1 (everything). */
export type Availability = ArrayLike<number>;

/** Sales with the demand that was lost put back. */
export type RestoredDemand = {
  /** Never below what was sold; equal to it where everything was available. */
  readonly demand: Float64Array;
  /** Demand put back, in units of the history. */
  readonly lost: Float64Array;
};

/** Options of {@link restoreDemand}. */
export type RestoreOptions = {
  period?: number;
  /** Steps until a past day counts half. */
  halfLife?: number;
  /** How many full days the belief from the past is worth against the partial day itself. */
  priorDays?: number;
};

/**
 * Share of a style's demand that a broken size run can still serve: the size curve's weight of the sizes in stock. Sizes never trade fully
 * for each other, so the missing sizes' customers are counted as lost.
 */
export function shareOfSizesInStock(sizeCurve: ArrayLike<number>, inStock: ArrayLike<number | boolean>): number {
  let open = 0;
  let total = 0;
  for (let i = 0; i < sizeCurve.length; i++) {
    total += sizeCurve[i]!;
    if (inStock[i]) open += sizeCurve[i]!;
  }
  return total > 0 ? open / total : 1;
}

/**
 * Puts back demand that was censored by stock-outs and broken size runs. The rate of a day is believed from the days before it (recency
 * weighted sales per available share, times its position in the cycle) and updated by what the partial day sold: with a conjugate
 * gamma-Poisson rate the posterior is (prior days x belief + sold) / (prior days + share). What is put back is the unserved share of that
 * rate. Only the past of each day is read, so later data never change an earlier day. A share that is missing or not in 0..1 counts as 1.
 */
export function restoreDemand(
  sold: Float64Array,
  available: Availability,
  options: RestoreOptions = {},
): RestoredDemand {
  const { period = 1, halfLife = 28, priorDays = 3 } = options;
  const n = sold.length;
  const demand = Float64Array.from(sold);
  const lost = new Float64Array(n);
  const fade = 0.5 ** (1 / halfLife);
  const slotSold = new Float64Array(period);
  const slotOpen = new Float64Array(period);
  let recentSold = 0;
  let recentOpen = 0;
  let allSold = 0;
  let allOpen = 0;
  for (let t = 0; t < n; t++) {
    const slot = t % period;
    const given = available[t];
    const told = given === undefined || !(given >= 0 && given <= 1) ? 1 : given;
    // A share next to nothing is nothing: what sold beside it would be divided by it.
    const share = told < 1e-6 ? 0 : told;
    // A position of the cycle is believed as far as it was seen: four open days weigh as much as "like any other day".
    const usual = allOpen > 0 ? allSold / allOpen : 0;
    const index = usual > 0 ? (slotSold[slot]! + 4 * usual) / (slotOpen[slot]! + 4) / usual : 1;
    if (share < 1 && recentOpen > 0) {
      const belief = (recentSold / recentOpen) * index;
      const rate = (priorDays * belief + sold[t]!) / (priorDays + share);
      lost[t] = Math.max(0, (1 - share) * rate);
      demand[t]! += lost[t]!;
    }
    slotSold[slot]! += sold[t]!;
    slotOpen[slot]! += share;
    allSold += sold[t]!;
    allOpen += share;
    recentSold = fade * recentSold + (index > 0 ? sold[t]! / index : 0);
    recentOpen = fade * recentOpen + share;
  }
  return { demand, lost };
}
