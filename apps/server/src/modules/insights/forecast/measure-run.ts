import type { Metrics } from "../registry/model-row.ts";
import type { ChunkResult, NodeForecast } from "./tasks.ts";

/** Accuracy of a run over SKUs at places, on days that were kept back: errors weighed by what sold, scaled errors meaned. */
export function measureRun(chunks: readonly ChunkResult[]): Metrics {
  const bottom = chunks.flatMap((c) => c.nodes.slice(0, c.series.length));
  const judged = bottom.flatMap((node) => node.backtest ?? []);
  const sum = (pick: (b: (typeof judged)[number]) => number) => judged.reduce((total, b) => total + pick(b), 0);
  const mean = (pick: (b: (typeof judged)[number]) => number | null) => {
    const values = judged.flatMap((b) => pick(b) ?? []).filter(Number.isFinite);
    return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null;
  };
  const actual = sum((b) => b.actualUnits);
  const wape = actual > 0 ? sum((b) => b.absoluteError) / actual : null;
  const naiveWape = actual > 0 ? sum((b) => b.naiveAbsoluteError) / actual : null;
  const days = chunks.reduce((total, c) => total + c.covered.days, 0);
  const inside = chunks.reduce((total, c) => total + c.covered.inside, 0);
  const [rmsse, naiveRmsse] = [mean((b) => b.rmsse), mean((b) => b.naiveRmsse)];
  return {
    ...{
      series: bottom.length,
      judged: judged.length,
      notStocked: chunks.reduce((total, c) => total + c.notStocked, 0),
    },
    ...{ wape, naiveWape },
    ...{ mase: mean((b) => b.mase), naiveMase: mean((b) => b.naiveMase) },
    // On thin demand absolute errors call zero the best forecast; squared ones judge the mean, which buying needs.
    ...{ rmsse, naiveRmsse, marginOverNaive: marginOf(rmsse, naiveRmsse) },
    bias: actual > 0 ? sum((b) => b.predicted.reduce((x, y) => x + y, 0) - b.actualUnits) / actual : null,
    coverage80: days > 0 ? inside / days : null,
    betterThanNaive: judged.filter((b) => (b.margin ?? 0) > 0).length,
    lostUnits: bottom.reduce((total, node) => total + node.lostUnits, 0),
    ...styleMetrics(chunks.flatMap((c) => c.nodes)),
  };
}

function styleMetrics(nodes: readonly NodeForecast[]): Metrics {
  const styles = nodes.flatMap((n) => (n.level === "style" && n.locationId === null && n.backtest ? [n.backtest] : []));
  const actual = styles.reduce((total, b) => total + b.actualUnits, 0);
  if (!(actual > 0)) return { styleWape: null, styleNaiveWape: null };
  return {
    styleWape: styles.reduce((total, b) => total + b.absoluteError, 0) / actual,
    styleNaiveWape: styles.reduce((total, b) => total + b.naiveAbsoluteError, 0) / actual,
  };
}

/** Share of the naive error that is gone; negative where naive was better. */
export const marginOf = (error: number | null, naive: number | null): number | null =>
  error !== null && naive !== null && naive > 0 ? 1 - error / naive : null;
