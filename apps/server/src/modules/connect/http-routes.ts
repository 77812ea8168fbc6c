import { stringify } from "csv-stringify";
import type { FastifyInstance } from "fastify";
import type { Ctx, Runtime } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { dropFile, putFile, recordFile } from "../../platform/files.ts";
import { enterDoor } from "../../platform/http/enter-door.ts";
import type { Authenticate } from "../../platform/http/operations.ts";
import { endWith, writeLine } from "../../platform/http/send-csv.ts";
import { isId, newId } from "../../platform/ids.ts";
import { inTransaction } from "../../platform/runner.ts";
import { getImportRow, viewOf } from "./import-job.ts";

type StoredUpload = Awaited<ReturnType<typeof putFile>>;

/** Records an uploaded file as an import that waits for its mapping. */
export async function createImport(ctx: Ctx, file: StoredUpload): Promise<string> {
  const importId = newId();
  await recordFile(ctx, file, "application/octet-stream");
  await ctx.sql`
    insert into import_job (tenant_id, id, kind, status, file_id, file_name, created_by)
    values (${ctx.tenantId}, ${importId}, 'sales_history', 'uploaded', ${file.id}, ${file.name}, ${ctx.actor.id})`;
  ctx.emit({
    type: "connect.import_uploaded",
    entityType: "import_job",
    entityId: importId,
    after: { status: "uploaded", fileName: file.name },
  });
  return importId;
}

const uploadDoor = {
  name: "connect.upload_import",
  kind: "command",
  path: "/v1/imports",
  access: "connect.import.run",
} as const;
const rejectsDoor = {
  name: "connect.download_rejects",
  kind: "query",
  path: "/v1/imports/:id/rejects.csv",
  access: "connect.import.read",
} as const;

/** Uploads and downloads of imports, which speak multipart and CSV. */
export function mountImportRoutes(app: FastifyInstance, runtime: Runtime, authenticate: Authenticate): void {
  app.post(
    "/v1/imports",
    {
      config: { rate: "upload" },
      schema: {
        operationId: "connect.upload_import",
        tags: ["connect"],
        summary: "Upload a CSV, CSV.gz or XLSX of sales history (multipart field `file`); map and check it next",
        consumes: ["multipart/form-data"],
      },
    },
    async (request, reply) => {
      const call = await enterDoor(runtime, authenticate, request, uploadDoor);
      if (!request.isMultipart())
        throw new AppError("unsupported_media", "Send the file as multipart/form-data, field `file`.");
      const part = await request.file();
      if (!part)
        throw new AppError("validation_failed", "Choose a file.", {
          fields: [{ path: "file", message: "Choose a file" }],
        });
      const file = await putFile(call.tenantId, "import", part.filename.slice(0, 200) || "file", part.file);
      if (part.file.truncated) {
        await dropFile(file.storageKey);
        throw new AppError(
          "payload_too_large",
          "The file is larger than is accepted here; compress it (.csv.gz) or split it.",
        );
      }
      const view = await inTransaction(runtime, call, { name: "connect.upload_import" }, async (ctx) =>
        viewOf(await getImportRow(ctx, await createImport(ctx, file))),
      );
      return reply.status(201).send(view);
    },
  );
  app.get<{ Params: { id: string } }>(
    "/v1/imports/:id/rejects.csv",
    {
      config: { rate: "report" },
      schema: {
        operationId: "connect.download_rejects",
        tags: ["connect"],
        summary: "Every bad line with its reason, as CSV",
      },
    },
    async (request, reply) => {
      const call = await enterDoor(runtime, authenticate, request, rejectsDoor);
      const { id } = request.params;
      if (!isId(id)) throw new AppError("not_found", "There is no such import.");
      const csv = stringify({ header: true, columns: ["line", "reason", "text"], escape_formulas: true });
      reply
        .header("content-type", "text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="rejects-${id}.csv"`);
      const written = inTransaction(runtime, call, { name: rejectsDoor.name, readOnly: true }, async (ctx) => {
        await getImportRow(ctx, id);
        const portions = ctx.sql<{ line_no: number; reason: string; raw: string }[]>`
          select line_no, reason, raw from import_reject where tenant_id = ${ctx.tenantId} and import_id = ${id} order by line_no`;
        for await (const rows of portions.cursor(500))
          for (const r of rows) await writeLine(csv, [r.line_no, r.reason, r.raw]);
      });
      endWith(csv, written);
      return reply.send(csv);
    },
  );
}
