import { catalogApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { notFound } from "../../platform/errors.ts";
import { type PutPicture, putPicture, recordPicture } from "../../platform/pictures.ts";
import { command } from "../../platform/runner.ts";

/** Stores a picture that was sent and shows it; null goes back to the drawn garment. */
export const setPicture = command(
  catalogApi.setPicture,
  async (ctx, { id }, put: PutPicture | null) => {
    const picture = put ? await recordPicture(ctx, put) : null;
    await setColourwayPicture(ctx, id, picture?.id ?? null);
    return { pictureUrl: picture?.url ?? null };
  },
  {
    async prepare(_runtime, input, call) {
      const put = input.picture ? await putPicture(call.tenantId!, "picture", "picture", input.picture) : null;
      return { tenantId: call.tenantId!, prepared: put };
    },
  },
);

/** Shows a stored file, or none, as a colourway's picture, in place of the one it had. @throws not_found */
export async function setColourwayPicture(ctx: Ctx, colourwayId: string, fileId: string | null): Promise<void> {
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
