import { z } from "zod";

/** What a forecast run may be asked for. */
export const ForecastParameters = z.object({
  horizonDays: z.int().min(7).max(182).default(56),
  /** SKUs at places, best sellers first. */
  maxSeries: z.int().min(1).max(100_000).default(20_000),
  /** `panel`: all series teach one model that joins each series' own; `alone`: each series by itself. */
  method: z.enum(["panel", "alone"]).default("panel"),
  useDrivers: z.boolean().default(true),
});
export type ForecastParameters = z.output<typeof ForecastParameters>;
