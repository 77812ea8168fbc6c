import { z } from "zod";
import { id, instant, page, pageInput, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** Fields of a sales-history line that a file's columns are mapped to. */
export const salesHistoryFields = [
  "documentNumber",
  "occurredAt",
  "skuCode",
  "description",
  "qty",
  "unitPrice",
  "unitCost",
  "customerCode",
  "customerName",
  "country",
  "channelCode",
  "locationCode",
  "styleCode",
  "colour",
  "size",
  "discount",
] as const;
export const ImportMapping = z.partialRecord(z.enum(salesHistoryFields), z.string().max(200));
export const importDelimiters = ["auto", ",", ";", "\t", "|"] as const;
/** Names as the Encoding Standard has them. */
export const importEncodings = [
  "auto",
  "utf-8",
  "windows-1252",
  "utf-16le",
  "utf-16be",
  "iso-8859-2",
  "windows-1250",
  "windows-1251",
  "shift_jis",
  "gbk",
  "big5",
  "euc-kr",
] as const;
export const ImportOptions = z.object({
  channelCode: text(60).optional().describe("Channel of lines that name none"),
  locationCode: text(60).optional(),
  taxTreatment: z
    .enum(["none", "exclusive", "inclusive"])
    .default("none")
    .describe("What the file's prices say of tax"),
  settled: z.boolean().default(true).describe("Each document was settled on its day; false leaves its invoice open"),
  costPercentOfPrice: z.number().min(0).max(100).default(50).describe("Estimated unit cost where the file gives none"),
  creditPrefix: text(10).default("C").describe("Documents beginning so are credit notes"),
  serviceCodes: z
    .array(text(60))
    .max(500)
    .default(["POST", "D", "M", "m", "DOT", "CRUK", "C2", "S", "B", "PADS", "AMAZONFEE", "BANK CHARGES"]),
  encoding: z.enum(importEncodings).default("auto"),
  dateFormat: z
    .enum(["auto", "ymd", "dmy", "mdy"])
    .default("auto")
    .describe("Order of day and month in dates such as 05/04/2026; auto finds it out from the whole file"),
  delimiter: z.enum(importDelimiters).default("auto"),
});
export type ImportOptions = z.output<typeof ImportOptions>;
export const importStatuses = [
  "uploaded",
  "checking",
  "checked",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
] as const;
export const ImportJob = z.object({
  id,
  kind: z.enum(["sales_history", "styles", "customers"]),
  status: z.enum(importStatuses),
  fileName: z.string(),
  mapping: ImportMapping,
  options: z.record(z.string(), z.unknown()),
  phase: z.string().nullable(),
  totalLines: z.int().nullable(),
  doneLines: z.int(),
  goodLines: z.int(),
  rejectedLines: z.int(),
  summary: z.record(z.string(), z.unknown()).nullable(),
  failure: z.string().nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  columns: z.array(z.string()).describe("Of the file as it is read now; empty while it is worked on"),
  sample: z.array(z.array(z.string())),
  encoding: z.string().nullable().describe("What the file's text was read as"),
});
export const listImports = endpoint({
  name: "connect.list_imports",
  kind: "query",
  method: "GET",
  path: "/v1/imports",
  access: "connect.import.read",
  summary: "Imports, newest first",
  input: z.object(pageInput),
  output: page(ImportJob.omit({ columns: true, sample: true, encoding: true })),
});
export const getImport = endpoint({
  name: "connect.get_import",
  kind: "query",
  method: "GET",
  path: "/v1/imports/:id",
  access: "connect.import.read",
  summary:
    "An import with its columns, a sample of its lines and its true progress. Upload with POST /v1/imports (multipart)",
  input: z.object({
    id,
    encoding: z.enum(importEncodings).optional().describe("Read the sample so, to see whether it is right"),
    delimiter: z.enum(importDelimiters).optional(),
  }),
  output: ImportJob,
});
export const checkImport = endpoint({
  name: "connect.check_import",
  kind: "command",
  method: "POST",
  path: "/v1/imports/:id/check",
  access: "connect.import.run",
  summary:
    "Dry run: reads the whole file with this mapping and lists each bad row with its reason; changes nothing else",
  input: z.object({ id, mapping: ImportMapping, options: ImportOptions.partial().default({}) }),
  output: z.object({ id }),
});
export const runImport = endpoint({
  name: "connect.run_import",
  kind: "command",
  method: "POST",
  path: "/v1/imports/:id/run",
  access: "connect.import.run",
  summary: "Bring in every good line of a checked import; can be cancelled, and run again where it stopped",
  input: z.object({ id }),
  output: z.object({ id }),
});
export const cancelImport = endpoint({
  name: "connect.cancel_import",
  kind: "command",
  method: "POST",
  path: "/v1/imports/:id/cancel",
  access: "connect.import.run",
  summary: "Stop a check or an import; nothing of it stays in the books",
  input: z.object({ id }),
  output: z.object({ id }),
});
export const undoImport = endpoint({
  name: "connect.undo_import",
  kind: "command",
  method: "POST",
  path: "/v1/imports/:id/undo",
  access: "connect.import.run",
  summary: "Take a whole import out again, unless something later stands on it",
  input: z.object({ id }),
  output: z.object({ id }),
});
export const listImportRejects = endpoint({
  name: "connect.list_import_rejects",
  kind: "query",
  method: "GET",
  path: "/v1/imports/:id/rejects",
  access: "connect.import.read",
  summary: "Lines that stay out, each with its reason; as CSV at /v1/imports/{id}/rejects.csv",
  input: z.object({ id, ...pageInput }),
  output: page(z.object({ lineNo: z.int(), reason: z.string(), raw: z.string() })),
});
export const getImportReconciliation = endpoint({
  name: "connect.get_import_reconciliation",
  kind: "query",
  method: "GET",
  path: "/v1/imports/:id/reconciliation",
  access: "connect.import.read",
  summary:
    "Per month: lines, units, revenue and customers as they stand in Selvedge, beside the plain sums over the file",
  input: z.object({ id }),
  output: z.object({
    currency: z.string(),
    months: z.array(
      z.object({
        month: z.string(),
        fileLines: z.int(),
        rejectedLines: z.int(),
        fileUnits: z.int(),
        units: z.int(),
        fileRevenueMinor: z.int(),
        revenueMinor: z.int(),
        fileCustomers: z.int(),
        customers: z.int(),
      }),
    ),
    equal: z.boolean(),
  }),
});
