import { forecastSeries, type SeriesForecast, type SeriesTask } from "./forecast-series.ts";

/** Runs in a thread of its own, so that the process that serves stays responsive while it learns. */
export default function forecastBatch(tasks: SeriesTask[]): SeriesForecast[] {
  return tasks.flatMap((task) => forecastSeries(task) ?? []);
}
