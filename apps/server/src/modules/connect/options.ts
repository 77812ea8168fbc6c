import { insightsApi } from "@selvedge/contract";
import type { z } from "zod";

export type ImportOptions = insightsApi.ImportOptions;
export type ImportMapping = z.output<typeof insightsApi.ImportMapping>;

/** Earlier screens wrote the order of dates in other words. */
const formerFormats: Record<string, ImportOptions["dateFormat"]> = {
  "yyyy-MM-dd": "ymd",
  "dd/MM/yyyy": "dmy",
  "dd-MM-yyyy": "dmy",
  "MM/dd/yyyy": "mdy",
};

/** An import's options as they were kept, with what is usual for those that were not given. */
export function readOptions(options: unknown): ImportOptions {
  const { dateFormat, ...rest } = (options ?? {}) as { dateFormat?: string };
  const format = dateFormat === undefined ? {} : { dateFormat: formerFormats[dateFormat] ?? dateFormat };
  return insightsApi.ImportOptions.parse({ ...rest, ...format });
}
