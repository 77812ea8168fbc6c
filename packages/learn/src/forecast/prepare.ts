/** Why a forecast was refused. */
export type Refusal = {
  readonly ok: false;
  readonly reason: "not_finite" | "bad_horizon" | "bad_period" | "bad_level";
};

/** Which weekdays trade. `slots` tells for each position of the week (0 is the first point of the history) whether it is open. */
export type OpenWeek = { readonly slots: readonly boolean[]; readonly openCount: number };

/** A history made ready: cut off, trimmed, without closed weekdays, divided by its size. */
export type PreparedSeries = {
  /** Scaled values of open days since the first sale. */
  readonly values: Float64Array;
  /** One unit of `values` in units of the history. */
  readonly scale: number;
  readonly week: OpenWeek | null;
  /** Number of points before the cut-off, closed days and leading zeros included. */
  readonly length: number;
  readonly period: number;
  /** Index in the history of the first of `values`. */
  readonly start: number;
};

/** Options that {@link prepareSeries} needs. */
export type PrepareOptions = { period: number; cutOff?: number; closedWeekdays?: boolean };

const WEEK = 7;

/**
 * Weekdays on which nothing is ever sold although the other days sell too often for that to be chance (below 1 %). Looks at the last 12 weeks,
 * so that a shop that began to open on Sundays is open.
 */
export function findClosedWeekdays(history: Float64Array): OpenWeek | null {
  const n = history.length;
  if (n < 4 * WEEK) return null;
  const from = Math.max(0, n - 12 * WEEK);
  const sold = new Float64Array(WEEK);
  const seen = new Float64Array(WEEK);
  for (let t = from; t < n; t++) {
    seen[t % WEEK]!++;
    if (history[t] !== 0) sold[t % WEEK]!++;
  }
  let soldOpen = 0;
  let seenOpen = 0;
  for (let j = 0; j < WEEK; j++) {
    if (sold[j]! === 0) continue;
    soldOpen += sold[j]!;
    seenOpen += seen[j]!;
  }
  if (seenOpen === 0) return null;
  const miss = 1 - soldOpen / seenOpen;
  const slots = Array.from({ length: WEEK }, (_, j) => sold[j]! > 0 || miss ** seen[j]! > 0.01);
  const openCount = slots.filter(Boolean).length;
  return openCount === WEEK || openCount === 0 ? null : { slots, openCount };
}

function trimLeadingZeros(values: Float64Array, keep: number): Float64Array {
  let first = 0;
  while (first < values.length && values[first] === 0) first++;
  return values.subarray(Math.min(first, Math.max(0, values.length - keep)));
}

/** Index in the history of the open day that has `skipped` open days before it. */
function positionOf(week: OpenWeek | null, skipped: number): number {
  if (!week) return skipped;
  let left = skipped;
  for (let t = 0; ; t++) if (week.slots[t % WEEK] && left-- === 0) return t;
}

/** Takes from a row over the history and the horizon what belongs to the prepared values and the open days after them. */
export function alignRow(prepared: PreparedSeries, row: ArrayLike<number>, horizon: number): Float64Array {
  const out: number[] = [];
  for (let t = prepared.start; t < prepared.length + horizon; t++) {
    if (!prepared.week || prepared.week.slots[t % WEEK]) out.push(row[t] ?? 0);
  }
  return Float64Array.from(out);
}

function measureScale(values: Float64Array): number {
  let largest = 0;
  for (const y of values) largest = Math.max(largest, Math.abs(y));
  if (largest === 0) return 0;
  let sum = 0;
  for (const y of values) sum += Math.abs(y / largest);
  return largest * (sum / values.length);
}

/** Multiples of 2^-30 of the mean: rounding away the last bits makes the fit of c times a history the fit of the history, exactly. */
const GRID = 2 ** 30;

/** Checks and prepares a history. Points at and after `cutOff` are never looked at. */
export function prepareSeries(history: Float64Array, options: PrepareOptions): PreparedSeries | Refusal {
  const length = Math.max(0, Math.min(history.length, options.cutOff ?? history.length));
  const known = history.subarray(0, length);
  for (const y of known) if (!Number.isFinite(y)) return { ok: false, reason: "not_finite" };
  const week = options.period === WEEK && options.closedWeekdays !== false ? findClosedWeekdays(known) : null;
  const open = week ? known.filter((_, t) => week.slots[t % WEEK]!) : known;
  const period = week ? week.openCount : options.period;
  const trimmed = trimLeadingZeros(open, Math.max(8, 2 * Math.min(period, 13)));
  const scale = measureScale(trimmed);
  const values = trimmed.map((y) => (scale > 0 ? Math.round((y / scale) * GRID) / GRID : 0));
  const start = positionOf(week, open.length - trimmed.length);
  return { values, scale, week, length, period, start };
}

/** Number of open days among the `horizon` days after the history. */
export function countOpenDays(prepared: { week: OpenWeek | null; length: number }, horizon: number): number {
  if (!prepared.week) return horizon;
  let open = 0;
  for (let h = 0; h < horizon; h++) if (prepared.week.slots[(prepared.length + h) % WEEK]) open++;
  return open;
}

/** Spreads values of open days over all days; closed days are zero. */
export function expandOpenDays(
  prepared: { week: OpenWeek | null; length: number },
  open: Float64Array,
  horizon: number,
): Float64Array {
  const { week, length } = prepared;
  if (!week) return open;
  const all = new Float64Array(horizon);
  let at = 0;
  for (let h = 0; h < horizon; h++) if (week.slots[(length + h) % WEEK]) all[h] = open[at++]!;
  return all;
}

/** The same for values of the last open days of the history: closed days between them are zero. */
export function expandLastDays(prepared: { week: OpenWeek | null; length: number }, open: Float64Array): Float64Array {
  const { week, length } = prepared;
  if (!week) return open;
  const all: number[] = [];
  for (let at = open.length - 1, t = length - 1; at >= 0 && t >= 0; t--) {
    all.unshift(week.slots[t % WEEK] ? open[at--]! : 0);
  }
  return Float64Array.from(all);
}
