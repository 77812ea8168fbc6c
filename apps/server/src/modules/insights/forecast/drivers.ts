import { type Driver, festivalDrivers, festivalsOf } from "@selvedge/learn";
import type { ForecastSettings, PriceSpan } from "./tasks.ts";

/** A node moves with drivers where it sells on at least so many of its last days: below it there is nothing to see them by. */
const BUSY_SHARE = 0.3;

export function isBusy(demand: Float64Array): boolean {
  const last = demand.subarray(Math.max(0, demand.length - 182));
  let sold = 0;
  for (const units of last) if (units > 0) sold += 1;
  return last.length >= 56 && sold >= BUSY_SHARE * last.length;
}

const festivals = new Map<string, Driver[]>();

/** Festival windows over the longest history, once per thread and cut-off; shorter histories take its end. */
function festivalRows(settings: ForecastSettings, days: number): Driver[] {
  const key = `${settings.country} ${settings.cutOffDay} ${settings.horizon} ${days}`;
  let rows = festivals.get(key);
  if (!rows) {
    const startDay = settings.cutOffDay - days + 1;
    const span = { startDay, stepDays: 1, length: days + settings.horizon };
    rows = festivalDrivers(festivalsOf(settings.country), span);
    festivals.clear();
    festivals.set(key, rows);
  }
  return rows;
}

/** A node's drivers over its history and the horizon: the price of its styles (weighed by what they sell) and festivals. */
export function driversOf(
  settings: ForecastSettings,
  length: number,
  parts: readonly { spans: readonly PriceSpan[]; weight: number }[],
): Driver[] {
  const startDay = settings.cutOffDay - length + 1;
  const total = length + settings.horizon;
  const price = new Float64Array(total);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0) || 1;
  for (const part of parts) {
    for (const span of part.spans) {
      const from = Math.max(0, span.from - startDay);
      const to = Math.min(total - 1, span.to - startDay);
      for (let t = from; t <= to; t += 1) price[t]! += (span.log * part.weight) / weight;
    }
  }
  const longest = 1096;
  const offset = longest - length;
  const calendar = festivalRows(settings, longest).map((d) => ({
    name: d.name,
    values: Float64Array.from(d.values).subarray(offset),
  }));
  return [{ name: "price", values: price }, ...calendar];
}
