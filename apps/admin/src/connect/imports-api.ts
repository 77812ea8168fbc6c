import { insightsApi, type OutputOf } from "@selvedge/contract";
import { uploadFile } from "../api/upload-file.ts";

/** The contract keeps imports beside insights; here they have their own name. */
export const connectImports = insightsApi;

export type ImportJob = OutputOf<typeof insightsApi.getImport>;
export type ImportKind = ImportJob["kind"];
export type ImportField = (typeof insightsApi.salesHistoryFields)[number];
/** How the file's bytes are read; the sample follows it at once. */
export type ReadAs = Pick<insightsApi.ImportOptions, "encoding" | "delimiter">;
/** How its dates and prices are meant; the share is text while it is typed. */
export type Reading = Pick<insightsApi.ImportOptions, "taxTreatment" | "dateFormat"> & { costPercent: string };

/** How an import was read last, or what is usual. */
export function readingOf(job: ImportJob): Reading {
  const { taxTreatment, dateFormat, costPercentOfPrice } = job.options as unknown as insightsApi.ImportOptions;
  return { taxTreatment, dateFormat, costPercent: String(costPercentOfPrice) };
}

export function readAsOf(options: ImportJob["options"] | undefined): ReadAs {
  const { encoding = "auto", delimiter = "auto" } = (options ?? {}) as Partial<ReadAs>;
  return { encoding, delimiter };
}

export const isUnderWay = (status: ImportJob["status"]): boolean =>
  status === "checking" || status === "running" || status === "undoing";

/** Sends a file to import; tells how much of it is gone, 0 to 1. */
export const uploadImport = (file: File, onShare: (share: number) => void): Promise<{ id: string }> =>
  uploadFile("/v1/imports", file, onShare);
