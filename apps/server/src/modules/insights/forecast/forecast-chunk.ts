import { type Decoded, decodeSeries } from "./decode.ts";
import { driversOf, isBusy } from "./drivers.ts";
import { forecastNodes, measureCoverage, type NodeInput } from "./forecast-nodes.ts";
import { sumChunk } from "./measure-run.ts";
import {
  type Chunk,
  type ChunkResult,
  type ChunkTask,
  type Level,
  type NodeForecast,
  packChunk,
  type SeriesInput,
} from "./tasks.ts";

type Known = Omit<SeriesInput, "demand"> & Decoded;

/** Sums demands that end on the same day; the longest says how long. */
export function sumDemands(demands: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(Math.max(...demands.map((d) => d.length)));
  for (const demand of demands) {
    const offset = sum.length - demand.length;
    for (let t = 0; t < demand.length; t += 1) sum[offset + t]! += demand[t]!;
  }
  return sum;
}

/** Members of each distinct key, in order of first appearance. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return groups;
}

/**
 * Forecasts whole styles: every SKU at every place, and the SKU, colourway and style above them, each by itself. They are
 * made to agree later, once the levels above styles are known.
 */
export function forecastChunk(task: ChunkTask, report: (share: number) => void): ChunkResult {
  const { settings } = task;
  const series: Known[] = [];
  let notStocked = 0;
  for (const input of task.series) {
    const decoded = decodeSeries(input, settings.cutOffDay);
    if (decoded) series.push({ ...input, ...decoded });
    else notStocked += 1;
  }
  report(0.05);
  const inputs = listNodes(series, task);
  const bottom = inputs.slice(0, series.length);
  const above = inputs.slice(bottom.length);
  const bottomMade = forecastNodes(bottom, settings, (share) => report(0.05 + 0.55 * share));
  report(0.6);
  // A node of a single series is that series: it is not forecast twice.
  const single = above.filter((node) => node.members.length === 1);
  const several = above.filter((node) => node.members.length > 1);
  const severalMade = forecastNodes(several, settings, (share) => report(0.6 + 0.3 * share));
  report(0.9);
  const covered = measureCoverage(bottom, settings);
  const copies = single.map((node): NodeForecast => ({ ...bottomMade[node.members[0]!]!, ...keyOf(node) }));
  const nodes = [...bottomMade, ...severalMade, ...copies];
  const chunk: Chunk = {
    series: series.map(({ skuId, colourwayId, styleId, categoryId, locationId }) => ({
      skuId,
      colourwayId,
      styleId,
      categoryId,
      locationId,
    })),
    nodes,
    styles: nodes.flatMap((node, at) => {
      if (node.level !== "style" || node.locationId === null) return [];
      const demand = sumDemands(node.members.map((m) => series[m]!.demand));
      return [
        {
          styleId: node.nodeId!,
          locationId: node.locationId,
          categoryId: series[node.members[0]!]!.categoryId,
          demand,
          node: at,
        },
      ];
    }),
    prices: task.prices,
  };
  return {
    ...{ stage: "chunk", settings, packed: packChunk(chunk), ...sumChunk(chunk, { covered, notStocked }) },
    emptyShares: Float64Array.from(series, (s) => s.emptyShare),
  };
}

const keyOf = ({ level, nodeId, locationId, members, lostUnits }: NodeInput) => ({
  level,
  nodeId,
  locationId,
  members,
  lostUnits,
});

function listNodes(series: readonly Known[], task: ChunkTask): NodeInput[] {
  const make = (level: Level, nodeId: string, locationId: string | null, members: number[]): NodeInput => {
    const demand = sumDemands(members.map((m) => series[m]!.demand));
    const parts = members.map((m) => {
      const s = series[m]!;
      return { spans: task.prices[`${s.styleId} ${s.locationId}`] ?? [], weight: s.demand.reduce((a, b) => a + b, 0) };
    });
    // Single SKUs are too thin to see a festival by; they follow their style, which is made to agree with them.
    const driven = task.settings.useDrivers && level === "style" && isBusy(demand);
    return {
      ...{ level, nodeId, locationId, members, demand },
      drivers: driven ? driversOf(task.settings, demand.length, mergeParts(parts)) : null,
      attributes: series[members[0]!]!.attributes,
      lostUnits: members.reduce((sum, m) => sum + series[m]!.lostUnits, 0),
    };
  };
  const over = (level: Level, idOf: (s: Known) => string, placed: boolean) =>
    [...groupBy(series, (s) => (placed ? `${idOf(s)} ${s.locationId}` : idOf(s))).values()].map((members) => {
      const first = series[members[0]!]!;
      return make(level, idOf(first), placed ? first.locationId : null, members);
    });
  return [
    ...series.map((s, i) => make("sku", s.skuId, s.locationId, [i])),
    ...over("sku", (s) => s.skuId, false),
    ...over("colourway", (s) => s.colourwayId, false),
    ...over("style", (s) => s.styleId, true),
    ...over("style", (s) => s.styleId, false),
  ];
}

/** Series of one style at one place have the same prices: one part for them all. */
function mergeParts<T>(parts: readonly { spans: readonly T[]; weight: number }[]) {
  const merged = new Map<readonly T[], number>();
  for (const { spans, weight } of parts) merged.set(spans, (merged.get(spans) ?? 0) + weight);
  return [...merged].map(([spans, weight]) => ({ spans, weight }));
}
