import { type Hierarchy, reconcile } from "@selvedge/learn";
import { driversOf, isBusy } from "./drivers.ts";
import { groupBy, sumDemands } from "./forecast-chunk.ts";
import { forecastNodes, type NodeInput } from "./forecast-nodes.ts";
import { moveBounds } from "./move-bounds.ts";
import {
  type Chunk,
  type ForecastSettings,
  type Level,
  type NodeForecast,
  type TopResult,
  type TopTask,
  unpackChunk,
} from "./tasks.ts";

type StyleAtPlace = Chunk["styles"][number] & { chunk: number; forecast: NodeForecast };

/** More aggregates than this make the system too large for a thread; styles are then left to add up from their places. */
const MOST_GROUPS = 1500;

/** Forecasts categories, places and everything, and makes them and the styles agree (MinT over styles at places). */
export function reconcileTop(task: TopTask, report: (share: number) => void): TopResult {
  const { settings } = task;
  const chunks = task.chunks.map(unpackChunk);
  const rows: StyleAtPlace[] = chunks.flatMap((c, chunk) =>
    c.styles.map((s) => ({ ...s, chunk, forecast: c.nodes[s.node]! })),
  );
  const targets = chunks.map((c) => c.styles.map((s) => c.nodes[s.node]!.mean));
  const together = measureTogether(chunks);
  if (rows.length === 0) return { stage: "top", nodes: [], targets, together };
  const top = forecastNodes(listTop(rows, chunks, settings), settings);
  report(0.6);
  const styles = stylesOverPlaces(rows, chunks);
  const groups = [...top, ...(top.length + styles.length <= MOST_GROUPS ? styles : [])];
  const hierarchy: Hierarchy = { bottomCount: rows.length, groups: groups.map((g) => g.members) };
  const all = [...groups, ...rows.map((r) => r.forecast)];
  const agreed = reconcile(
    hierarchy,
    all.map((node) => node.mean),
    { kind: "wls_var", variances: all.map(varianceOf) },
  );
  report(0.9);
  const at = chunks.map(() => 0);
  rows.forEach((row, i) => {
    targets[row.chunk]![at[row.chunk]!++] = agreed.bottom[i]!;
  });
  const nodes = top.map((node, g) => ({ ...node, ...moveBounds(node, agreed.aggregates[g]!) }));
  return { stage: "top", nodes, targets, together };
}

/** Mean square of the 80 % interval's width: how sure a node is of itself. */
export function varianceOf(node: NodeForecast): number {
  const [lower, upper] = [node.bounds[2]!, node.bounds[3]!];
  let sum = 0;
  for (let h = 0; h < lower.length; h += 1) sum += (upper[h]! - lower[h]!) ** 2;
  return sum / Math.max(1, lower.length);
}

function listTop(rows: readonly StyleAtPlace[], chunks: readonly Chunk[], settings: ForecastSettings): NodeInput[] {
  const make = (level: Level, nodeId: string | null, locationId: string | null, members: number[]): NodeInput => {
    const demand = sumDemands(members.map((m) => rows[m]!.demand));
    const parts = members.map((m) => {
      const { chunk, styleId, locationId: place, demand: own } = rows[m]!;
      return { spans: chunks[chunk]!.prices[`${styleId} ${place}`] ?? [], weight: own.reduce((a, b) => a + b, 0) };
    });
    const drivers = settings.useDrivers && isBusy(demand) ? driversOf(settings, demand.length, parts) : null;
    const lostUnits = members.reduce((sum, m) => sum + rows[m]!.forecast.lostUnits, 0);
    return { level, nodeId, locationId, members, demand, drivers, attributes: [0, 0, 0, 0], lostUnits };
  };
  const everything = rows.map((_, i) => i);
  const categories = [...groupBy(rows, (r) => r.categoryId ?? "")].filter(([id]) => id !== "");
  const places = [...groupBy(rows, (r) => r.locationId)];
  return [
    make("all", null, null, everything),
    ...(places.length > 1 ? places.map(([id, members]) => make("all", null, id, members)) : []),
    ...categories.map(([id, members]) => make("category", id, null, members)),
  ];
}

/** The styles' own forecasts over all places, as groups of styles at places. */
function stylesOverPlaces(rows: readonly StyleAtPlace[], chunks: readonly Chunk[]): NodeForecast[] {
  const members = groupBy(rows, (r) => r.styleId);
  return chunks.flatMap((chunk) =>
    chunk.nodes.flatMap((node) => {
      const places = node.level === "style" && node.locationId === null ? members.get(node.nodeId!) : undefined;
      return places && places.length > 1 ? [{ ...node, members: places }] : [];
    }),
  );
}

/**
 * How far the errors of single days go together: 0 if each errs for itself, 1 if all err alike. Chosen so that 80 % of the
 * totals of the backtest lie within the interval that is made from the days'.
 */
function measureTogether(chunks: readonly Chunk[]): TopResult["together"] {
  const nodes = chunks.flatMap((c) => c.nodes);
  const choose = (of: readonly NodeForecast[]) => {
    const judged = of.filter((n) => n.backtest && n.backtest.actual.length > 0);
    if (judged.length < 10) return 0.15;
    for (const share of [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8]) {
      const inside = judged.filter((n) => {
        const predicted = n.backtest!.predicted.reduce((a, b) => a + b, 0);
        const { low, high } = totalInterval(n, share, 1);
        const expected = n.mean.reduce((a, b) => a + b, 0);
        const gap = n.backtest!.actualUnits - predicted;
        return gap >= low - expected && gap <= high - expected;
      });
      if (inside.length >= 0.8 * judged.length) return share;
    }
    return 1;
  };
  return { sku: choose(nodes.filter((n) => n.level === "sku")), above: choose(nodes.filter((n) => n.level !== "sku")) };
}

/** Interval of the sum of all days: between the root of squares (share 0) and the plain sum (share 1) of the days' widths. */
export function totalInterval(node: Pick<NodeForecast, "mean" | "bounds">, share: number, level: number) {
  const [lower, upper] = [node.bounds[2 * level]!, node.bounds[2 * level + 1]!];
  const units = node.mean.reduce((a, b) => a + b, 0);
  const width = (end: Float64Array, sign: 1 | -1) => {
    let [sum, squares] = [0, 0];
    for (let h = 0; h < end.length; h += 1) {
      const gap = Math.max(0, sign * (end[h]! - node.mean[h]!));
      sum += gap;
      squares += gap * gap;
    }
    return Math.sqrt((1 - share) * squares + share * sum * sum);
  };
  return { units, low: Math.max(0, units - width(lower, -1)), high: units + width(upper, 1) };
}
