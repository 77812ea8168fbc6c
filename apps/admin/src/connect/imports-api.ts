import { insightsApi, type OutputOf } from "@selvedge/contract";
import { uploadFile } from "../api/upload-file.ts";

/** The contract keeps imports beside insights; here they have their own name. */
export const connectImports = insightsApi;

export type ImportJob = OutputOf<typeof insightsApi.getImport>;
export type ImportKind = ImportJob["kind"];

export const isUnderWay = (status: ImportJob["status"]): boolean =>
  status === "checking" || status === "running" || status === "undoing";

/** Sends a file to import; tells how much of it is gone, 0 to 1. */
export const uploadImport = (file: File, onShare: (share: number) => void): Promise<{ id: string }> =>
  uploadFile("/v1/imports", file, onShare);
