import type { Driver } from "./drivers.ts";
import { type FestivalName, listFestivalDays } from "./festivals.ts";

/** Windows around a festival with an effect of their own, in days from it (negative before). */
const WINDOWS = [
  { label: "three weeks before", from: -21, to: -8 },
  { label: "week before", from: -7, to: -1 },
  { label: "day", from: 0, to: 0 },
  { label: "week after", from: 1, to: 7 },
] as const;

/** Where a series stands in time. */
export type CalendarSpan = {
  /** Day number (days since 1970-01-01) of the first point. */
  readonly startDay: number;
  /** Days that one point covers: 1 for days, 7 for weeks. */
  readonly stepDays: number;
  /** Points of the history and the horizon together. */
  readonly length: number;
};

/**
 * Rows for {@link forecastAuto}'s `drivers`: for each festival and window the share of a point's days that fall into it. Because the days are
 * those of each year, a festival that moves takes its demand along, which no seasonal index does.
 */
export function festivalDrivers(names: readonly FestivalName[], span: CalendarSpan): Driver[] {
  const { startDay, stepDays, length } = span;
  const firstYear = new Date((startDay - 30) * 86_400_000).getUTCFullYear();
  const lastYear = new Date((startDay + stepDays * length + 30) * 86_400_000).getUTCFullYear();
  const drivers: Driver[] = [];
  for (const name of names) {
    const days: number[] = [];
    for (let year = firstYear; year <= lastYear; year++) days.push(...listFestivalDays(name, year));
    for (const { label, from, to } of WINDOWS) {
      const values = new Float64Array(length);
      for (const day of days) {
        for (let offset = from; offset <= to; offset++) {
          const at = Math.floor((day + offset - startDay) / stepDays);
          if (at >= 0 && at < length) values[at] = Math.min(1, values[at]! + 1 / stepDays);
        }
      }
      if (values.some((v) => v > 0)) drivers.push({ name: `${name} ${label}`, values });
    }
  }
  return drivers;
}
