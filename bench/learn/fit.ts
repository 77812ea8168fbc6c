/** Size advice on generated data with known answers: node bench/learn/fit.ts. Seeds as printed. No public set was at hand. */
import { calculateAuc } from "../../packages/learn/src/customers/index.ts";
import { type DrawnFit, drawFit, type FitWorld } from "../../packages/learn/src/fit/draw-fit.ts";
import {
  adviseSize,
  type FitModel,
  type FitPurchase,
  fitSizeAdvice,
  placeCustomer,
  predictOutcome,
} from "../../packages/learn/src/fit/index.ts";
import { createRng } from "../../packages/learn/src/rng.ts";
import { reach } from "./reach.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const steps = { slope: 2, small: 2.6, large: 3, tried: 0.8 };
const shape = { styles: 60, customers: 600, purchasesEach: 10, sizes: 6, deviations: { style: 0.45, group: 0.25 } };
const worlds: Record<string, FitWorld> = {
  "a shop's returns": { ...shape, strangersEach: 80, tried: 0.4, steps },
  "everybody tells (as ModCloth, RentTheRunway)": {
    ...{ ...shape, strangersEach: 0, tried: 0 },
    steps: { slope: 2, small: 1.6, large: 1.7, tried: 0 },
  },
};

/** Gap at which a piece fits best. */
const bestGap = ({ small, large, slope }: FitWorld["steps"]) => (small - large) / (2 * slope);

/** Model of all but each customer's last purchase, which is then told. */
function judge(name: string, world: FitWorld): void {
  const sums = {
    rms: 0,
    ownRms: 0,
    held: 0,
    loss: 0,
    usualLoss: 0,
    accuracy: 0,
    mostAccuracy: 0,
    small: 0,
    large: 0,
    right: 0,
    usual: 0,
    seconds: 0,
  };
  for (const seed of SEEDS) {
    const drawn = drawFit(world, createRng(seed));
    const last = new Map(drawn.purchases.map((p, i) => [p.customerId, i]));
    const isLast = (i: number) =>
      drawn.purchases[i]!.customerId !== null && last.get(drawn.purchases[i]!.customerId) === i;
    const early = drawn.purchases.filter((_, i) => !isLast(i));
    const begin = process.cpuUsage();
    const fitted = fitSizeAdvice(drawn.styles, early);
    if (!fitted.ok) throw new Error(fitted.detail);
    const used = process.cpuUsage(begin);
    sums.seconds += (used.user + used.system) / 1e6 / SEEDS.length;
    const told = tell(
      fitted.value,
      drawn,
      world.steps,
      early,
      drawn.purchases.filter((_, i) => isLast(i)),
    );
    for (const [key, value] of Object.entries(told)) sums[key as keyof typeof told] += value / SEEDS.length;
  }
  const f = (v: number) => v.toFixed(3);
  console.log(
    `${name}, seeds 1-10: offsets missed by ${f(sums.rms)} sizes, each style's own returns scaled as well as can be ${f(sums.ownRms)}; last purchase: AUC too small ${f(sums.small)}, too large ${f(sums.large)}, accuracy ${f(sums.accuracy)}, most frequent outcome ${f(sums.mostAccuracy)}; best size named ${f(sums.right)}, always the usual size ${f(sums.usual)} (${sums.seconds.toFixed(1)} CPU s a fit)`,
  );
  reach({
    what: `size advice, ${name}: best size named`,
    ours: `${f(sums.right)} (AUC ${f(sums.small)} and ${f(sums.large)})`,
    aim: `better than the usual size, ${f(sums.usual)}`,
    ok: sums.right > sums.usual,
  });
  reach({
    what: `size advice, ${name}: how purchases turn out, log loss`,
    ours: `${f(sums.loss)} (accuracy ${f(sums.accuracy)}, always the most frequent way ${f(sums.mostAccuracy)})`,
    aim: `below telling all the usual shares, ${f(sums.usualLoss)}; accuracy no worse to a thousandth`,
    ok: sums.loss < sums.usualLoss && sums.accuracy >= sums.mostAccuracy - 0.001,
  });
  reach({
    what: `size advice, ${name}: 95 % intervals of cuts hold`,
    ours: `${(100 * sums.held).toFixed(1)} %`,
    aim: "93 to 97 %",
    ok: sums.held >= 0.93 && sums.held <= 0.97,
  });
}

function tell(
  model: FitModel,
  drawn: DrawnFit,
  drawnSteps: FitWorld["steps"],
  early: readonly FitPurchase[],
  late: readonly FitPurchase[],
) {
  const positions = [0, 1, 2, 3, 4, 5];
  const byCustomer = Map.groupBy(early, (p) => p.customerId);
  let [right, usual] = [0, 0];
  const rows = late.map((purchase) => {
    const own = byCustomer.get(purchase.customerId)!;
    const placed = placeCustomer(
      model,
      own.map(({ styleId, ...worn }) => ({ ...worn, style: { positions, ...model.styles[styleId]! } })),
    );
    if (!placed.ok) throw new Error(placed.detail);
    const style = model.styles[purchase.styleId]!;
    const advice = adviseSize(model.steps, style, placed.value, positions, purchase.tried);
    const told = predictOutcome(model, { style: { positions, ...style }, ...purchase }, placed.value);
    if (!advice.ok || !told.ok) throw new Error("refused");
    const needed =
      drawn.trueSizes[Number(purchase.customerId!.slice(1))]! + drawn.offsets[Number(purchase.styleId.slice(1))]!;
    const best = Math.max(0, Math.min(5, Math.round(needed - bestGap(drawnSteps))));
    const counts = positions.map((p) => own.filter((worn) => worn.position === p).length);
    if (advice.value.best === best) right += 1;
    if (counts.indexOf(Math.max(...counts)) === best) usual += 1;
    return { outcome: purchase.outcome, chances: told.value };
  });
  const named = (c: { small: number; fits: number; large: number }) =>
    (["small", "fits", "large"] as const).reduce((most, o) => (c[o] > c[most] ? o : most), "fits");
  const share = (outcome: string) => early.filter((p) => p.outcome === outcome).length / early.length;
  const lossOf = (chance: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum - Math.log(chance(row)), 0) / rows.length;
  const auc = (outcome: "small" | "large") =>
    calculateAuc(
      rows.map((r) => r.chances[outcome]),
      rows.map((r) => (r.outcome === outcome ? 1 : 0)),
    ) ?? 0.5;
  return {
    ...offsetErrors(model, drawn, early),
    held: heldShare(model, drawn, drawnSteps),
    loss: lossOf((row) => row.chances[row.outcome]),
    usualLoss: lossOf((row) => share(row.outcome)),
    accuracy: rows.filter((r) => named(r.chances) === r.outcome).length / rows.length,
    mostAccuracy: rows.filter((r) => r.outcome === "fits").length / rows.length,
    ...{ small: auc("small"), large: auc("large"), right: right / rows.length, usual: usual / rows.length },
  };
}

/** Share of the planted cuts, in sizes from the gap that fits best, that the model's 95 % intervals hold. */
function heldShare(model: FitModel, drawn: DrawnFit, drawnSteps: FitWorld["steps"]): number {
  const best = bestGap(drawnSteps);
  const held = drawn.styles.filter(({ styleId }, i) => {
    const { offset, standardError } = model.styles[styleId]!;
    return Math.abs(offset - (drawn.offsets[i]! - best)) <= 1.96 * standardError;
  });
  return held.length / drawn.styles.length;
}

/** Error of the offsets less their common shift, beside a straight line through each style's own share of returns (fitted to the truth). */
function offsetErrors(model: FitModel, drawn: DrawnFit, early: readonly FitPurchase[]) {
  const ours = drawn.styles.map((s) => model.styles[s.styleId]!.offset);
  const own = drawn.styles.map(({ styleId }) => {
    const of = early.filter((p) => p.styleId === styleId);
    const share = (outcome: string) => of.filter((p) => p.outcome === outcome).length / Math.max(1, of.length);
    return share("small") - share("large");
  });
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  const centred = (v: readonly number[]) => v.map((x) => x - mean(v));
  const [a, b, truth] = [centred(ours), centred(own), centred(drawn.offsets)];
  const slope =
    b.reduce((s, x, i) => s + x * truth[i]!, 0) /
    Math.max(
      1e-12,
      b.reduce((s, x) => s + x * x, 0),
    );
  const rms = (v: readonly number[], by: number) => Math.sqrt(mean(v.map((x, i) => (by * x - truth[i]!) ** 2)));
  return { rms: rms(a, 1), ownRms: rms(b, slope) };
}

for (const [name, world] of Object.entries(worlds)) judge(name, world);
