import { type Driver, type Forecast, forecastAuto, forecastPanel, type PanelItem } from "@selvedge/learn";
import {
  boundsOf,
  type ForecastSettings,
  LEVELS,
  type NodeBacktest,
  type NodeForecast,
  type NodeKey,
} from "./tasks.ts";

/** A node to forecast: its demand up to the cut-off, and what else is known of it. */
export interface NodeInput extends NodeKey {
  members: number[];
  demand: Float64Array;
  drivers: Driver[] | null;
  attributes: number[];
  lostUnits: number;
}

const WEEK = 7;
/** A panel of fewer has too little in common; each goes alone then. */
const LEAST_PANEL = 20;

/** Forecasts nodes by one automatic path; those with drivers and those without are a panel each. */
export function forecastNodes(
  nodes: readonly NodeInput[],
  settings: ForecastSettings,
  report: (share: number) => void = () => {},
): NodeForecast[] {
  let done = 0;
  const out = new Array<NodeForecast>(nodes.length);
  for (const driven of [true, false]) {
    const places = nodes.flatMap((node, i) => ((node.drivers !== null) === driven ? [i] : []));
    const items = places.map((i) => itemOf(nodes[i]!));
    const made = forecastMany(items, settings, (share) => report((done + share * items.length) / nodes.length));
    done += items.length;
    places.forEach((i, k) => {
      out[i] = nodeOf(nodes[i]!, made[k]!, settings.horizon);
    });
  }
  return out;
}

const itemOf = (node: NodeInput): PanelItem => ({
  history: node.demand,
  attributes: node.attributes,
  ...(node.drivers ? { drivers: node.drivers } : {}),
});

function forecastMany(
  items: readonly PanelItem[],
  settings: Pick<ForecastSettings, "horizon" | "seed" | "method">,
  report: (share: number) => void = () => {},
) {
  const { horizon, seed, method } = settings;
  const options = { horizon, period: WEEK, levels: LEVELS, seed };
  if (method === "panel" && items.length >= LEAST_PANEL) return forecastPanel(items, { ...options, report });
  return items.map((item, i) => {
    report(i / items.length);
    return forecastAuto(item.history, { ...options, drivers: item.drivers ?? [] });
  });
}

function nodeOf(node: NodeInput, made: Forecast | { ok: false }, horizon: number): NodeForecast {
  const { level, nodeId, locationId, members, lostUnits } = node;
  const key = { level, nodeId, locationId, members, lostUnits };
  if (!made.ok) {
    const none = () => new Float64Array(horizon);
    return {
      ...key,
      method: "none",
      mean: none(),
      bounds: LEVELS.flatMap(() => [none(), none()]),
      backtest: null,
      drivers: [],
    };
  }
  const drivers = made.drivers.filter((d) => Math.abs(d.effect) > 0.005).map((d) => ({ ...d }));
  return { ...key, method: made.model, mean: made.mean, bounds: boundsOf(made), backtest: backtestOf(made), drivers };
}

function backtestOf({ backtest }: Forecast): NodeBacktest | null {
  if (!backtest?.newest) return null;
  const { actual, mean, naive } = backtest.newest;
  const total = (points: readonly number[]) => points.reduce((sum, p, i) => sum + Math.abs(p - actual[i]!), 0);
  const units = actual.reduce((a, b) => a + b, 0);
  const [absoluteError, naiveAbsoluteError] = [total(mean), total(naive)];
  return {
    wape: units > 0 ? absoluteError / units : null,
    naiveWape: units > 0 ? naiveAbsoluteError / units : null,
    mase: backtest.mase,
    naiveMase: backtest.naive.mase,
    rmsse: backtest.rmsse,
    naiveRmsse: backtest.naive.rmsse,
    margin: backtest.margin,
    ...{ absoluteError, naiveAbsoluteError, actualUnits: units },
    ...{ actual: [...actual], predicted: [...mean], naive: [...naive] },
  };
}

/** How often the 80 % interval held the days of a horizon that was kept back, over every `judgeEvery`-th node. */
export function measureCoverage(nodes: readonly NodeInput[], settings: ForecastSettings) {
  const horizon = Math.min(settings.horizon, 28);
  const judged = nodes.filter((node, i) => i % settings.judgeEvery === 0 && node.demand.length >= horizon + 84);
  const cut = judged.map((node) => ({
    ...itemOf(node),
    history: node.demand.subarray(0, node.demand.length - horizon),
  }));
  const plain = cut.map(({ history, attributes }) => ({ history, ...(attributes ? { attributes } : {}) }));
  const sum = { days: 0, inside: 0 };
  forecastMany(plain, { ...settings, horizon }).forEach((made, i) => {
    if (!made.ok) return;
    const actual = judged[i]!.demand.subarray(judged[i]!.demand.length - horizon);
    const interval = made.intervals[1]!;
    for (let h = 0; h < horizon; h += 1) {
      sum.days += 1;
      if (actual[h]! >= interval.lower[h]! - 1e-9 && actual[h]! <= interval.upper[h]! + 1e-9) sum.inside += 1;
    }
  });
  return sum;
}
