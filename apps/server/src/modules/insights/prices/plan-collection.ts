import { buildLadder, type LadderStep, planMarkdown, type TaxSlab } from "@selvedge/learn";

/** One style of a collection that ends. */
export interface MarkdownTask {
  styleId: string;
  stockQty: number;
  weeklyQty: number[];
  presentPriceMinor: number;
  unitCostMinor: number;
  elasticity: { elasticity: number; standardError: number };
  slabs: TaxSlab[];
  deadBands: { aboveMinor: number; upToMinor: number }[];
  salvageShare: number;
  maxStepShare: number;
  targetSellThrough: number | null;
  changeCostMinor: number;
}

export interface MarkdownLine {
  styleId: string;
  stockQty: number;
  presentPriceMinor: number;
  weeklyQty: number[];
  pricesMinor: number[];
  planProfitMinor: number;
  holdProfitMinor: number;
  profitLowMinor: number;
  profitHighMinor: number;
  sellThrough: number;
  holdSellThrough: number;
  leftoverQty: number;
  refusal: string | null;
}

/** Prices from the present one down to three tenths of it, a tenth apart. */
function ladderOf(task: MarkdownTask): LadderStep[] {
  const { presentPriceMinor, slabs, deadBands } = task;
  const stepMinor = Math.max(100, Math.round(presentPriceMinor / 10 / 100) * 100);
  const ladder = buildLadder({
    ...{ fromMinor: Math.max(1, Math.round(presentPriceMinor * 0.3)), toMinor: presentPriceMinor - 1, stepMinor },
    ...{ endingMinor: stepMinor >= 1000 ? -100 : 0, taxSlabs: slabs, deadBands },
  });
  const slab = slabs.find((s) => s.upToMinor === null || presentPriceMinor <= s.upToMinor);
  const present = { priceMinor: presentPriceMinor, netMinor: presentPriceMinor / (1 + (slab?.rateShare ?? 0)) };
  return [present, ...(ladder.ok ? ladder.value : [])];
}

/** How much less each piece left over is worth is raised until the plan clears what it should, as far as prices can. */
const PRESSURES = [0, 0.25, 0.5, 1, 2, 4];

/** The markdown plan of one style: dynamic programme over week, stock and price; more eager where a target asks for it. Pure. */
export function planStyleMarkdown(task: MarkdownTask): MarkdownLine {
  const { styleId, stockQty, presentPriceMinor, weeklyQty } = task;
  const expected = weeklyQty.reduce((sum, q) => sum + q, 0);
  const none: MarkdownLine = {
    ...{ styleId, stockQty, presentPriceMinor, weeklyQty, pricesMinor: weeklyQty.map(() => presentPriceMinor) },
    ...{ planProfitMinor: 0, holdProfitMinor: 0, profitLowMinor: 0, profitHighMinor: 0, sellThrough: 0 },
    ...{ holdSellThrough: stockQty > 0 ? Math.min(1, expected / stockQty) : 1, leftoverQty: stockQty, refusal: null },
  };
  let answer: MarkdownLine = none;
  for (const pressure of task.targetSellThrough === null ? [0] : PRESSURES) {
    const plan = planMarkdown({
      ...{ stockQty, weeklyQty, presentPriceMinor, ladder: ladderOf(task), elasticity: task.elasticity },
      salvageMinor: Math.max(0, Math.round(task.unitCostMinor * (task.salvageShare - pressure * task.salvageShare))),
      ...{ maxStepShare: task.maxStepShare, changeCostMinor: task.changeCostMinor },
      holdingMinorPerWeek: Math.round((task.unitCostMinor * pressure) / Math.max(1, weeklyQty.length) / 2),
      dispersion: 1.5,
    });
    if (!plan.ok) return { ...none, refusal: plan.detail };
    answer = lineOf(none, plan.value);
    if (answer.sellThrough >= (task.targetSellThrough ?? 0)) break;
  }
  return answer;
}

function lineOf(
  none: MarkdownLine,
  plan: Extract<ReturnType<typeof planMarkdown>, { ok: true }>["value"],
): MarkdownLine {
  return {
    ...none,
    ...{ pricesMinor: plan.pricesMinor, planProfitMinor: Math.round(plan.expectedProfitMinor) },
    ...{
      holdProfitMinor: Math.round(plan.holdProfitMinor),
      sellThrough: plan.sellThrough,
      leftoverQty: plan.expectedLeftover,
    },
    ...{ profitLowMinor: Math.round(plan.profitLowMinor), profitHighMinor: Math.round(plan.profitHighMinor) },
  };
}
