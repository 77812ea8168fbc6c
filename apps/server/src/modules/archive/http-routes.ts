import { pipeline } from "node:stream/promises";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Ctx, Runtime } from "../../platform/context.ts";
import { AppError, fieldError, notFound } from "../../platform/errors.ts";
import { dropFile, openFileWriter, readFileStream } from "../../platform/files.ts";
import { enterDoor } from "../../platform/http/enter-door.ts";
import type { Authenticate } from "../../platform/http/operations.ts";
import { isId } from "../../platform/ids.ts";
import { inTransaction } from "../../platform/runner.ts";
import { startRestore } from "./archives.ts";

const download = {
  name: "archive.download",
  kind: "query",
  path: "/v1/tenant/archives/:id/file",
  access: "tenancy.archive.export",
} as const;
const upload = {
  name: "archive.restore",
  kind: "command",
  path: "/v1/tenant/archives/restore",
  access: "tenancy.archive.restore",
} as const;

/** The archive's bytes out, and another business's in. */
export function mountArchiveRoutes(app: FastifyInstance, runtime: Runtime, authenticate: Authenticate): void {
  app.get<{ Params: { id: string } }>(
    download.path,
    {
      config: { rate: "report" },
      schema: { operationId: download.name, tags: ["archive"], summary: "The finished archive" },
    },
    async (request, reply) => {
      const { id } = request.params;
      const call = await enterDoor(runtime, authenticate, request, download, { id });
      if (!isId(id)) throw notFound("archive");
      const storageKey = await inTransaction(runtime, call, { name: download.name }, (ctx) => noteDownload(ctx, id));
      return reply
        .header("content-type", "application/gzip")
        .header("content-disposition", 'attachment; filename="business.selvedge.gz"')
        .send(await readFileStream({ storageKey }));
    },
  );
  app.post<{ Querystring: { slug?: string } }>(
    upload.path,
    {
      config: { rate: "upload" },
      schema: {
        operationId: upload.name,
        tags: ["archive"],
        summary: "Bring a business in from an archive (multipart field `file`; `?slug=` gives it another short name)",
        consumes: ["multipart/form-data"],
      },
    },
    async (request, reply) => {
      const call = await enterDoor(runtime, authenticate, request, upload);
      const slug = readSlug(request.query.slug);
      const storageKey = await keepUpload(request, call.tenantId);
      const view = await inTransaction(runtime, call, { name: upload.name }, (ctx) =>
        startRestore(ctx, storageKey, slug),
      );
      return reply.status(201).send(view);
    },
  );
}

/** Where a finished archive lies; that it was taken stands in the trail. @throws not_found */
async function noteDownload(ctx: Ctx, id: string): Promise<string> {
  const [row] = await ctx.sql<{ storage_key: string | null }[]>`
    select storage_key from tenant_archive
    where tenant_id = ${ctx.tenantId} and id = ${id} and direction = 'export' and status = 'done'`;
  if (!row?.storage_key) throw notFound("archive");
  ctx.emit({ type: "archive.downloaded", entityType: "archive", entityId: id });
  return row.storage_key;
}

/** Keeps the uploaded file until its job has read it. @returns where */
async function keepUpload(request: FastifyRequest, tenantId: string): Promise<string> {
  if (!request.isMultipart())
    throw new AppError("unsupported_media", "Send the archive as multipart/form-data, field `file`.");
  const part = await request.file();
  if (!part) throw fieldError("file", "Choose a file");
  const file = openFileWriter(tenantId, "archive");
  try {
    await pipeline(part.file, file.stream);
    await file.finished();
  } catch (error) {
    await dropFile(file.storageKey).catch(() => {});
    throw error;
  }
  if (!part.file.truncated) return file.storageKey;
  await dropFile(file.storageKey);
  throw new AppError(
    "payload_too_large",
    "The archive is larger than is accepted here; restore it by npm run tenant:restore.",
  );
}

function readSlug(slug: unknown): string | undefined {
  if (slug === undefined || slug === "") return undefined;
  if (typeof slug === "string" && /^[a-z0-9](-?[a-z0-9])*$/.test(slug) && slug.length <= 63) return slug;
  throw fieldError("slug", "Small letters, digits and single hyphens");
}
