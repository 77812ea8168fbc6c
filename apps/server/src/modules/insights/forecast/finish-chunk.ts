import { addDays } from "@selvedge/domain";
import { reconcile } from "@selvedge/learn";
import { groupBy } from "./forecast-chunk.ts";
import { moveBounds } from "./move-bounds.ts";
import { totalInterval, varianceOf } from "./reconcile-top.ts";
import { type Chunk, type FinishResult, type FinishTask, type NodeForecast, unpackChunk } from "./tasks.ts";

/** Rows per JSON text: some hundred kilobytes, a few milliseconds of the serving thread. */
const ROWS = 100;

/** Makes SKUs at places agree with what their styles were given, adds them up again, and dresses the rows for the table. */
export function finishChunk(task: FinishTask): FinishResult {
  const { settings } = task;
  const chunk = unpackChunk(task.chunk);
  const bottom = agreeBottom(chunk, task);
  const agreed = chunk.nodes.map(
    (node): NodeForecast => ({ ...node, ...moveBounds(node, sumOf(bottom, node.members, settings.horizon)) }),
  );
  const rows: string[] = [];
  const nodes = [...task.above, ...agreed];
  for (let i = 0; i < nodes.length; i += ROWS) {
    rows.push(JSON.stringify(nodes.slice(i, i + ROWS).map((node) => rowOf(node, task))));
  }
  return { stage: "finish", rows, count: nodes.length };
}

function sumOf(bottom: readonly Float64Array[], members: readonly number[], horizon: number): Float64Array {
  const sum = new Float64Array(horizon);
  for (const m of members) for (let h = 0; h < horizon; h += 1) sum[h]! += bottom[m]![h]!;
  return sum;
}

/** One small system per style: its places are held, SKUs and colourways give way by how sure they are. */
function agreeBottom(chunk: Chunk, { targets, settings }: FinishTask): Float64Array[] {
  const out = chunk.series.map((_, i) => chunk.nodes[i]!.mean);
  const target = new Map(chunk.styles.map((s, i) => [`${s.styleId} ${s.locationId}`, targets[i]!]));
  const within = groupBy(chunk.series, (s) => s.styleId);
  const byStyle = new Map<string, NodeForecast[]>();
  for (const node of chunk.nodes.slice(chunk.series.length)) {
    const { styleId } = chunk.series[node.members[0]!]!;
    byStyle.set(styleId, [...(byStyle.get(styleId) ?? []), node]);
  }
  for (const [styleId, members] of within) {
    const place = new Map(members.map((m, j) => [m, j]));
    const aggregates = (byStyle.get(styleId) ?? []).filter(
      (n) => n.members.length > 1 && (n.level === "sku" || n.level === "colourway" || n.locationId !== null),
    );
    const base = members.map((m) => chunk.nodes[m]!);
    const held = (n: NodeForecast) => (n.level === "style" ? target.get(`${styleId} ${n.locationId}`)! : n.mean);
    const spread = Math.max(1e-9, ...base.map(varianceOf));
    const { bottom } = reconcile(
      { bottomCount: members.length, groups: aggregates.map((n) => n.members.map((m) => place.get(m)!)) },
      [...aggregates.map(held), ...base.map((n) => n.mean)],
      {
        kind: "wls_var",
        variances: [
          ...aggregates.map((n) => (n.level === "style" ? 1e-6 * spread : varianceOf(n))),
          ...base.map(varianceOf),
        ],
      },
    );
    members.forEach((m, j) => {
      out[m] = bottom[j]!;
    });
  }
  fitToTargets(chunk, target, out, settings.horizon);
  return out;
}

/** What was cut off at zero is taken from the others of the same style and place, so that sums are exact. */
function fitToTargets(chunk: Chunk, target: Map<string, Float64Array>, out: Float64Array[], horizon: number): void {
  for (const [key, members] of groupBy(chunk.series, (s) => `${s.styleId} ${s.locationId}`)) {
    const wanted = target.get(key);
    if (!wanted) continue;
    for (let h = 0; h < horizon; h += 1) {
      const sum = members.reduce((total, m) => total + out[m]![h]!, 0);
      for (const m of members) out[m]![h] = sum > 0 ? (out[m]![h]! / sum) * wanted[h]! : wanted[h]! / members.length;
    }
  }
}

const short = (value: number) => Number(value.toPrecision(5));
const shorts = (values: ArrayLike<number>) => Array.from(values, short);

function rowOf(node: NodeForecast, { together, settings }: FinishTask) {
  const share = node.level === "sku" ? together.sku : together.above;
  const [at80, at95] = [totalInterval(node, share, 1), totalInterval(node, share, 2)];
  const [lower50, upper50, lower80, upper80, lower95, upper95] = node.bounds.map(shorts);
  const b = node.backtest;
  const from = b ? addDays("1970-01-01", settings.cutOffDay - b.actual.length + 1) : null;
  return {
    ...{ level: node.level, nodeId: node.nodeId, locationId: node.locationId, method: node.method },
    ...{ mean: Array.from(node.mean), lower50, upper50, lower80, upper80, lower95, upper95 },
    ...{ units: at80.units, low80: at80.low, high80: at80.high, low95: at95.low, high95: at95.high },
    lostUnits: short(node.lostUnits),
    backtest: b
      ? {
          ...{ from, wape: b.wape, naiveWape: b.naiveWape, mase: b.mase, naiveMase: b.naiveMase },
          ...{ rmsse: b.rmsse, naiveRmsse: b.naiveRmsse, margin: b.margin },
          ...{ actual: shorts(b.actual), predicted: shorts(b.predicted), naive: shorts(b.naive) },
        }
      : {},
    drivers: node.drivers.map((d) => ({ name: d.name, effect: short(d.effect), deviation: short(d.deviation) })),
  };
}
