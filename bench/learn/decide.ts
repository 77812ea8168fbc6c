/** Decisions on generated data with known answers: node bench/learn/decide.ts. Seeds as printed. */
import { drawPanel } from "../../packages/learn/src/decide/draw-panel.ts";
import { fitElasticity, type MarkdownInput } from "../../packages/learn/src/decide/index.ts";
import { makeSeason, solveMarkdown } from "../../packages/learn/src/decide/markdown-solve.ts";
import { createRng } from "../../packages/learn/src/rng.ts";
import { reach } from "./reach.ts";

function judgeElasticity(name: string, meanUnits: number | null, weeks: number): void {
  let [hits, styles, shrunk, own] = [0, 0, 0, 0];
  const start = process.cpuUsage();
  for (let seed = 1; seed <= 10; seed++) {
    const rng = createRng(seed);
    const truths = Array.from({ length: 200 }, () => -2 + 0.5 * rng.normal());
    const panel = drawPanel({ elasticities: truths, stores: 4, weeks, noise: 0.3, meanUnits, confounding: 0.3 }, rng);
    const model = fitElasticity(panel);
    if (!model.ok) throw new Error(model.detail);
    for (const [i, style] of model.value.styles.entries()) {
      const truth = truths[i]!;
      styles++;
      if (style.lower <= truth && truth <= style.upper) hits++;
      shrunk += (style.elasticity - truth) ** 2;
      own += ((style.own?.slope ?? style.elasticity) - truth) ** 2;
    }
  }
  const used = process.cpuUsage(start);
  console.log(
    `elasticity, ${name}: 95 % intervals cover ${((100 * hits) / styles).toFixed(1)} %, RMSE ${Math.sqrt(shrunk / styles).toFixed(3)} shrunk, ${Math.sqrt(own / styles).toFixed(3)} each alone; ${styles} styles, seeds 1-10 (${((used.user + used.system) / 1e6).toFixed(1)} CPU s)`,
  );
  reach({
    what: `elasticity, ${name}: 95 % intervals cover`,
    ours: `${((100 * hits) / styles).toFixed(1)} % (RMSE ${Math.sqrt(shrunk / styles).toFixed(3)}, each style alone ${Math.sqrt(own / styles).toFixed(3)})`,
    aim: "93 to 97 %, shrinkage better than each alone",
    ok: hits / styles >= 0.93 && hits / styles <= 0.97 && shrunk < own,
  });
}

/** Worth of following one plan's choices in a season whose demand is exactly known, by forward probabilities unit by unit. */
function worthOfPolicy(
  season: ReturnType<typeof makeSeason>,
  choose: (week: number, stock: number, price: number) => number,
): number {
  // A season with a single price per state: solved again with only the policy's price allowed.
  const prices = season.ladder.length;
  let after = Array.from({ length: prices }, () =>
    Float64Array.from({ length: season.stockQty + 1 }, (_, s) => s * season.salvageMinor),
  );
  for (let week = season.weeks - 1; week >= 0; week--) {
    const next = after;
    const worth = (s: number, j: number) => {
      const mean = season.meanQty(week, j);
      let p = Math.exp(-mean);
      let total = 0;
      let left = 1;
      for (let d = 0; d < s; d++) {
        total += p * (d * season.ladder[j]!.netMinor + next[j]![s - d]!);
        left -= p;
        p *= mean / (d + 1);
      }
      return total + Math.max(0, left) * (s * season.ladder[j]!.netMinor + next[j]![0]!);
    };
    after = Array.from({ length: prices }, (_, k) =>
      Float64Array.from({ length: season.stockQty + 1 }, (_, s) => worth(s, choose(week, s, k))),
    );
  }
  return after[0]![season.stockQty]!;
}

function judgeMarkdown(): void {
  const rng = createRng(1);
  let [worst, sum, worstLearnt, sumLearnt, holdSum] = [1, 0, 1, 0, 0];
  const seasons = 60;
  const start = process.cpuUsage();
  for (let n = 0; n < seasons; n++) {
    const truth = -1.2 - 2.3 * rng.uniform();
    const weeks = 4 + rng.below(7);
    const stockQty = 60 + rng.below(180);
    const perWeek = (stockQty * (0.3 + 0.7 * rng.uniform())) / weeks;
    const ladder = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4].map((share) => ({
      priceMinor: 200_000 * share,
      netMinor: 200_000 * share,
    }));
    const input: MarkdownInput = {
      ...{
        stockQty,
        weeklyQty: Array.from({ length: weeks }, (_, w) => perWeek * (1.2 - (0.5 * w) / weeks)),
        presentPriceMinor: 200_000,
        ladder,
      },
      ...{ elasticity: { elasticity: truth, standardError: 0.3 }, salvageMinor: 20_000 + rng.below(40_000) },
    };
    const season = makeSeason(input, truth);
    const exact = solveMarkdown(season, stockQty).value;
    // Lots as coarse as a stock of thousands would have.
    const lots = worthOfPolicy(season, solveMarkdown(season, 50).choose) / exact;
    // Elasticity as a fit would give it, not as it is.
    const learnt =
      worthOfPolicy(season, solveMarkdown(makeSeason(input, Math.min(0, truth + 0.3 * rng.normal()))).choose) / exact;
    worst = Math.min(worst, lots);
    worstLearnt = Math.min(worstLearnt, learnt);
    sum += lots / seasons;
    sumLearnt += learnt / seasons;
    holdSum += solveMarkdown({ ...season, ladder: season.ladder.slice(0, 1) }).value / exact / seasons;
  }
  const used = process.cpuUsage(start);
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  console.log(
    `markdown, ${seasons} seasons, seed 1, share of the exact optimum: in 50 lots ${percent(sum)} (worst ${percent(worst)}); elasticity off by a standard error of 0.3 ${percent(sumLearnt)} (worst ${percent(worstLearnt)}); holding the price ${percent(holdSum)} (${((used.user + used.system) / 1e6).toFixed(1)} CPU s)`,
  );
  reach({
    what: `markdown plan on ${seasons} solvable seasons, share of the optimum`,
    ours: `${percent(sum)} on average, worst ${percent(worst)} (holding the price ${percent(holdSum)})`,
    aim: "at least 98 % in each",
    ok: worst >= 0.98,
  });
}

judgeElasticity("logs, 4 stores x 12 weeks", null, 12);
judgeElasticity("counts of mean 2 with zeros, 4 stores x 26 weeks", 2, 26);
judgeMarkdown();
