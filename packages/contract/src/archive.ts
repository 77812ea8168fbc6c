import { z } from "zod";
import { id, instant, nothing, page, pageInput } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const Archive = z.object({
  id,
  direction: z.enum(["export", "restore"]),
  status: z.enum(["running", "done", "failed"]),
  phase: z.string(),
  doneRows: z.int(),
  totalRows: z.int(),
  sizeBytes: z.int().nullable(),
  restoredSlug: z.string().nullable(),
  failure: z.string().nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export const startExport = endpoint({
  name: "archive.start_export",
  kind: "command",
  method: "POST",
  path: "/v1/tenant/archives",
  access: "tenancy.archive.export",
  summary: "Take the whole business out as one file, as a job; poll it, then download it at …/file",
  status: 201,
  input: nothing,
  output: Archive,
});
export const getArchive = endpoint({
  name: "archive.get_archive",
  kind: "query",
  method: "GET",
  path: "/v1/tenant/archives/:id",
  access: "tenancy.archive.export",
  summary: "How far an archive is",
  input: z.object({ id }),
  output: Archive,
});
export const listArchives = endpoint({
  name: "archive.list_archives",
  kind: "query",
  method: "GET",
  path: "/v1/tenant/archives",
  access: "tenancy.archive.export",
  summary: "Archives taken out and brought in, newest first",
  input: z.object({ cursor: pageInput.cursor, limit: pageInput.limit }),
  output: page(Archive),
});
