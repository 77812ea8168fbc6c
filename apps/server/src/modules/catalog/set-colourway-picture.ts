import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";

/** Shows a stored file as a colourway's picture, in place of the one it had. @throws not_found */
export async function setColourwayPicture(ctx: Ctx, colourwayId: string, fileId: string): Promise<void> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<{ before: string | null; version: number }[]>`
    update colourway w set picture_file_id = ${fileId}, version = w.version + 1
    from (select picture_file_id as before from colourway
          where tenant_id = ${tenantId} and id = ${colourwayId} for no key update) b
    where w.tenant_id = ${tenantId} and w.id = ${colourwayId}
    returning b.before, w.version`;
  if (!row) throw notFound("colourway");
  ctx.emit({
    type: "catalog.colourway_changed",
    entityType: "colourway",
    entityId: colourwayId,
    before: { pictureFileId: row.before },
    after: { pictureFileId: fileId, version: row.version },
  });
}
