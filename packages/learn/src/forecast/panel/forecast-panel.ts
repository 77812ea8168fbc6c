import { fitTried, predictAuto, prepareAuto, tryPrepared } from "../auto.ts";
import type { AutoModel, AutoOptions, Forecast } from "../auto-model.ts";
import { planBacktest } from "../backtest.ts";
import { gatherEvidence } from "../group-evidence.ts";
import { tableCandidate } from "../outside.ts";
import type { Believed } from "../portfolio.ts";
import { alignRow, countOpenDays, type PreparedSeries, type Refusal } from "../prepare.ts";
import type { FeatureSeries } from "./features.ts";
import { fitGlobal, predictGlobal } from "./fit-global.ts";

/** One series of a panel. Series end at the same time. */
export type PanelItem = {
  readonly history: Float64Array;
  readonly available?: AutoOptions["available"];
  /** Drivers over history and horizon: the same names for every item. */
  readonly drivers?: AutoOptions["drivers"];
  /** Coded attributes (class, colour family, price band): as many for every item. */
  readonly attributes?: ArrayLike<number>;
};

/** Options of {@link forecastPanel}. */
export type PanelOptions = Omit<AutoOptions, "available" | "drivers" | "extra" | "cutOff"> & {
  /** Told the share of the series that is fitted, as it rises. */
  report?: (share: number) => void;
};

type Row = { prepared: PreparedSeries; series: FeatureSeries; horizon: number; origins: readonly number[] };

function toRow(item: PanelItem, prepared: PreparedSeries, options: PanelOptions): Row {
  const horizon = Math.max(1, countOpenDays(prepared, options.horizon));
  const { values, period } = prepared;
  const drivers = (item.drivers ?? []).map((driver) => alignRow(prepared, driver.values, options.horizon));
  const origins = planBacktest(values.length, { horizon, period })?.origins ?? [];
  return { prepared, series: { values, period, attributes: item.attributes ?? [], drivers }, horizon, origins };
}

/** The global model as a member of each series' combination, without looking ahead: judged by a model trained before every origin. */
function askGlobal(rows: readonly Row[], seed: number): (Believed | null)[] {
  const panel = rows.map((row) => row.series);
  if (panel.length < LEAST_SERIES) return rows.map(() => null);
  const horizon = Math.max(...rows.map((row) => row.horizon));
  const holdOut = Math.max(
    ...rows.map((row) => row.series.values.length - (row.origins[0] ?? row.series.values.length)),
  );
  const before = fitGlobal(panel, { horizon, seed, holdOut, rounds: GLOBAL_ROUNDS });
  const after = before && fitGlobal(panel, { horizon, seed, rounds: GLOBAL_ROUNDS });
  return rows.map((row) => {
    if (!before || !after) return null;
    const byLength = new Map<number, Float64Array>();
    const past = predictGlobal(before, row.series, row.origins, row.horizon);
    row.origins.forEach((origin, k) => {
      const points = past[k];
      if (points) byLength.set(origin, points);
    });
    const length = row.series.values.length;
    const coming = length > 0 ? predictGlobal(after, row.series, [length], row.horizon)[0] : null;
    if (coming) byLength.set(length, coming);
    return { candidate: tableCandidate("global boosting", byLength), prior: believeGlobal(row.series.values) };
  });
}

/** Fewer series have too little in common to learn from: on eight long trending ones the global model was the worst member. */
const LEAST_SERIES = 20;
const GLOBAL_ROUNDS = 80;

/** Fits all series of a panel: each by the automatic path, with one boosted model over the whole panel as a further member. */
export function fitPanel(
  items: readonly PanelItem[],
  options: PanelOptions,
): ({ ok: true; model: AutoModel } | Refusal)[] {
  const prepared = items.map((item) =>
    prepareAuto(item.history, { ...options, available: item.available, drivers: item.drivers }),
  );
  const rows = items.map((item, i) => {
    const ready = prepared[i]!;
    return "ok" in ready ? null : toRow(item, ready, options);
  });
  const good = rows.filter((row): row is Row => row !== null);
  const members = good.length > 0 ? askGlobal(good, options.seed ?? 0) : [];
  let at = 0;
  const tried = items.map((item, i) => {
    const ready = prepared[i]!;
    if ("ok" in ready) return ready;
    const member = members[at++];
    options.report?.(i / items.length);
    return tryPrepared(ready, { ...options, drivers: item.drivers, extra: member ? [member] : [] });
  });
  const group = gatherEvidence(tried.filter((one) => "task" in one));
  return prepared.map((ready, i) => {
    const one = tried[i]!;
    if ("ok" in ready) return ready;
    if ("ok" in one) return one;
    return { ok: true, model: fitTried(ready, one, group) };
  });
}

/** Fits and forecasts a panel; see {@link fitPanel}. One answer per item, in order; a refusal does not touch the others. */
export function forecastPanel(items: readonly PanelItem[], options: PanelOptions): (Forecast | Refusal)[] {
  return fitPanel(items, options).map((fitted, i) =>
    fitted.ok ? predictAuto(fitted.model, { ...options, drivers: items[i]!.drivers }) : fitted,
  );
}

/** A series with zeros tells little of itself, so what the panel knows counts for more. */
function believeGlobal(values: Float64Array): number {
  return values.every((y) => y > 0) ? 1 : 3.5;
}
