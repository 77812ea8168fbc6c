import type { FastifyInstance } from "fastify";
import { type Runtime, systemActor } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { getFile, readFileStream } from "../files.ts";
import { isId } from "../ids.ts";
import { pictureWidths, readPicture } from "../resize-picture.ts";
import { inTransaction } from "../runner.ts";

/**
 * Pictures of styles, open to everybody as a shop window is, at `/media/<tenant>/<file>`; nothing else of the store is.
 * `?w=480` gives them as WebP in one of the fixed widths, `&part=detail` close up.
 */
export function mountMedia(app: FastifyInstance, runtime: Runtime): void {
  app.get<{ Params: { tenantId: string; fileId: string }; Querystring: { w?: string; part?: string } }>(
    "/media/:tenantId/:fileId",
    { schema: { hide: true } as never },
    async (request, reply) => {
      const { tenantId, fileId } = request.params;
      if (!isId(tenantId) || !isId(fileId)) throw notFound("picture");
      const call = { tenantId, actor: systemActor, requestId: request.id };
      const file = await inTransaction(runtime, call, { name: "platform.get_media", readOnly: true }, (ctx) =>
        getFile(ctx, fileId),
      );
      if (!file.storageKey.includes("/media/") || !file.mediaType.startsWith("image/")) throw notFound("picture");
      reply.header("cache-control", "public, max-age=31536000, immutable");
      const width = pictureWidths.find((w) => String(w) === request.query.w);
      if (width) {
        const picture = await readPicture(file, width, request.query.part === "detail" ? "detail" : "whole");
        return reply.header("content-type", "image/webp").send(picture);
      }
      const stream = await readFileStream(file).catch(() => {
        throw new AppError("not_found", "The picture's file is missing.");
      });
      return reply
        .header("content-type", file.mediaType)
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("cross-origin-resource-policy", "cross-origin")
        .send(stream);
    },
  );
}
