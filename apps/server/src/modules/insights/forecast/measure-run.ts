import type { Metrics } from "../registry/model-row.ts";
import type { Chunk, ChunkSums, NodeBacktest } from "./tasks.ts";

const scaled = ["mase", "naiveMase", "rmsse", "naiveRmsse"] as const;

/** Adds up a chunk's backtests in its thread: SKUs at places, and styles. */
export function sumChunk(
  chunk: Chunk,
  seen: { covered: { days: number; inside: number }; notStocked: number },
): { sums: ChunkSums; methods: Record<string, number> } {
  const bottom = chunk.nodes.slice(0, chunk.series.length);
  const sums: ChunkSums = { series: bottom.length, notStocked: seen.notStocked, ...seen.covered };
  const add = (name: string, value: number) => {
    sums[name] = (sums[name] ?? 0) + value;
  };
  const methods: Record<string, number> = {};
  for (const node of bottom) {
    const leader = (node.method.split(" + ")[0] ?? node.method).replace(/ \d+ %$/, "");
    methods[leader] = (methods[leader] ?? 0) + 1;
    add("lostUnits", node.lostUnits);
    if (node.backtest) addBacktest(add, node.backtest);
  }
  for (const { level, locationId, backtest } of chunk.nodes) {
    if (level !== "style" || locationId !== null || !backtest) continue;
    add("styleActual", backtest.actualUnits);
    add("styleError", backtest.absoluteError);
    add("styleNaiveError", backtest.naiveAbsoluteError);
  }
  return { sums, methods };
}

function addBacktest(add: (name: string, value: number) => void, b: NodeBacktest): void {
  add("judged", 1);
  add("actual", b.actualUnits);
  add(
    "predicted",
    b.predicted.reduce((x, y) => x + y, 0),
  );
  add("error", b.absoluteError);
  add("naiveError", b.naiveAbsoluteError);
  add("better", (b.margin ?? 0) > 0 ? 1 : 0);
  for (const name of scaled) {
    const value = b[name];
    if (value === null || !Number.isFinite(value)) continue;
    add(name, value);
    add(`${name}Count`, 1);
  }
}

/** Adds up figures by name. */
export function addUp(parts: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const part of parts) for (const [name, value] of Object.entries(part)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}

/** Accuracy of a run over SKUs at places, on days that were kept back: errors weighed by what sold, scaled errors meaned. */
export function measureRun(sums: ChunkSums): Metrics {
  const of = (name: string) => sums[name] ?? 0;
  const ratio = (name: string, by: string) => (of(by) > 0 ? of(name) / of(by) : null);
  const mean = (name: string) => ratio(name, `${name}Count`);
  const [rmsse, naiveRmsse] = [mean("rmsse"), mean("naiveRmsse")];
  return {
    ...{ series: of("series"), judged: of("judged"), notStocked: of("notStocked") },
    ...{ wape: ratio("error", "actual"), naiveWape: ratio("naiveError", "actual") },
    ...{ mase: mean("mase"), naiveMase: mean("naiveMase"), rmsse, naiveRmsse },
    // On thin demand absolute errors call zero the best forecast; squared ones judge the mean, which buying needs.
    marginOverNaive: rmsse !== null && naiveRmsse !== null && naiveRmsse > 0 ? 1 - rmsse / naiveRmsse : null,
    bias: of("actual") > 0 ? of("predicted") / of("actual") - 1 : null,
    coverage80: ratio("inside", "days"),
    betterThanNaive: of("better"),
    lostUnits: of("lostUnits"),
    ...{ styleWape: ratio("styleError", "styleActual"), styleNaiveWape: ratio("styleNaiveError", "styleActual") },
  };
}
