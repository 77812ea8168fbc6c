import type { FastifyInstance } from "fastify";
import type { Runtime } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { dropFile, openFileWriter, readFileStream } from "../../platform/files.ts";
import type { Authenticate } from "../../platform/http/operations.ts";
import { assertMayEnter, inTransaction } from "../../platform/runner.ts";
import { startRestore } from "./archives.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
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
      const who = await authenticate(request);
      if (!who) throw new AppError("not_signed_in");
      const { id } = request.params;
      const call = { ...who, requestId: request.id };
      await assertMayEnter(runtime, call, download, { id });
      if (!uuid.test(id)) throw notFound("archive");
      const key = await inTransaction(runtime, call, { name: download.name }, async (ctx) => {
        const [row] = await ctx.sql<{ storage_key: string | null }[]>`
          select storage_key from tenant_archive
          where tenant_id = ${ctx.tenantId} and id = ${id} and direction = 'export' and status = 'done'`;
        if (!row?.storage_key) throw notFound("archive");
        ctx.emit({ type: "archive.downloaded", entityType: "archive", entityId: id });
        return row.storage_key;
      });
      return reply
        .header("content-type", "application/gzip")
        .header("content-disposition", 'attachment; filename="business.selvedge.gz"')
        .send(await readFileStream({ storageKey: key }));
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
      const who = await authenticate(request);
      if (!who) throw new AppError("not_signed_in");
      const call = { ...who, requestId: request.id };
      await assertMayEnter(runtime, call, upload, {});
      const slug = readSlug(request.query.slug);
      if (!request.isMultipart())
        throw new AppError("unsupported_media", "Send the archive as multipart/form-data, field `file`.");
      const part = await request.file();
      if (!part)
        throw new AppError("validation_failed", "Choose a file.", {
          fields: [{ path: "file", message: "Choose a file" }],
        });
      const file = openFileWriter(who.tenantId, "archive");
      part.file.pipe(file.stream);
      await file.finished();
      if (part.file.truncated) {
        await dropFile(file.storageKey);
        throw new AppError(
          "payload_too_large",
          "The archive is larger than is accepted here; restore it by npm run tenant:restore.",
        );
      }
      const view = await inTransaction(runtime, call, { name: upload.name }, (ctx) =>
        startRestore(ctx, file.storageKey, slug),
      );
      return reply.status(201).send(view);
    },
  );
}

function readSlug(slug: unknown): string | undefined {
  if (slug === undefined || slug === "") return undefined;
  if (typeof slug === "string" && /^[a-z0-9](-?[a-z0-9])*$/.test(slug) && slug.length <= 63) return slug;
  const fields = [{ path: "slug", message: "Small letters, digits and single hyphens" }];
  throw new AppError("validation_failed", fields[0]!.message, { fields });
}
