import { handleJob } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import { checkHistory } from "./check-history.ts";
import {
  cancelImport,
  checkImport,
  getImport,
  listImportRejects,
  listImports,
  runImport,
  undoImport,
} from "./commands.ts";
import { getImportReconciliation } from "./reconcile.ts";
import { runHistory } from "./run-history.ts";
import { undoHistory } from "./undo-history.ts";

export type { BuiltSale, PastSale, PastSaleLine } from "./build-documents.ts";
export type { PastReturn } from "./build-returns.ts";
export { guessMapping } from "./guess-mapping.ts";
export { createImport, mountImportRoutes } from "./http-routes.ts";

export { type PastHappening, type PastStockMove, postPast } from "./post-sales.ts";
export { readColumns } from "./read-file.ts";

handleJob<{ importId: string }>("connect.check_import", (job, { importId }) => checkHistory(job, importId));
handleJob<{ importId: string }>("connect.run_import", (job, { importId }) => runHistory(job, importId));
handleJob<{ importId: string }>("connect.undo_import", (job, { importId }) => undoHistory(job, importId));

/** What the worker is asked to do for an import. */
export const importTasks = ["connect.check_import", "connect.run_import", "connect.undo_import"];

export const operations = [
  listImports,
  getImport,
  checkImport,
  runImport,
  cancelImport,
  undoImport,
  listImportRejects,
  getImportReconciliation,
] as unknown as Operation[];
