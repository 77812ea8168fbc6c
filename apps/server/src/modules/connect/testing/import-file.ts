import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { insightsApi, type OutputOf } from "@selvedge/contract";
import { openFiles, putFile } from "../../../platform/files.ts";
import type { JobContext } from "../../../platform/jobs.ts";
import type { TestTenant } from "../../../testing/open-test-tenant.ts";
import { checkHistory } from "../check-history.ts";
import { guessMapping } from "../guess-mapping.ts";
import { createImport } from "../http-routes.ts";
import { readColumns } from "../read-file.ts";
import { runHistory } from "../run-history.ts";

export type ImportView = OutputOf<typeof insightsApi.getImport>;

/** A folder for uploaded files; returns how to remove it. */
export function openTestFiles(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "selvedge-files-"));
  openFiles(folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** The context that the job runner gives; `signal` stops it between batches. */
export function jobOf(tenant: TestTenant, signal = new AbortController().signal): JobContext {
  return { tenantId: tenant.tenantId, runtime: tenant.runtime, signal, transaction: tenant.step };
}

export const look = (tenant: TestTenant, id: string) => tenant.run(insightsApi.getImport, { id });

/** Uploads and checks a file with the mapping its header suggests. */
export async function checkFile(
  tenant: TestTenant,
  bytes: Uint8Array | string,
  options: Record<string, unknown> = {},
): Promise<ImportView> {
  const stored = await putFile(
    tenant.tenantId,
    "import",
    "history.csv",
    typeof bytes === "string" ? Buffer.from(bytes) : bytes,
  );
  const id = await tenant.step((ctx) => createImport(ctx, stored));
  const columns = await readColumns(stored).catch(() => [
    "InvoiceNo",
    "InvoiceDate",
    "StockCode",
    "Quantity",
    "UnitPrice",
  ]);
  await tenant.run(insightsApi.checkImport, { id, mapping: guessMapping(columns), options });
  await checkHistory(jobOf(tenant), id);
  return look(tenant, id);
}

/** Runs a checked import to its end. */
export async function runFile(tenant: TestTenant, id: string): Promise<ImportView> {
  await tenant.run(insightsApi.runImport, { id });
  await runHistory(jobOf(tenant), id);
  return look(tenant, id);
}
