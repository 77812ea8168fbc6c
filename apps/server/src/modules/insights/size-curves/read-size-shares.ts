import { forecastApi } from "@selvedge/contract";
import { PATH_SEPARATOR, readSizeCurve, type SizeCurves } from "@selvedge/learn";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/errors.ts";
import { query } from "../../../platform/runner.ts";
import { findChampion, readModelContent } from "../registry/find-champion.ts";

export interface SizeShares {
  sizes: { size: string; share: number }[];
  units: number;
  modelVersion: number;
}

/**
 * Share of demand per size of a scale, for a category at a place: what was seen there, and above it where little was.
 * Null while no curve of that scale was trained.
 */
export async function readSizeShares(
  ctx: Ctx,
  want: { scaleCode: string; categoryId: string | null; locationId: string | null },
): Promise<SizeShares | null> {
  const champion = await findChampion(ctx, "size_curves", want.scaleCode);
  const content = champion && (await readModelContent<{ curves: SizeCurves }>(ctx, champion.id));
  if (!content) return null;
  const { curves } = content;
  const path = [want.categoryId ?? "none", ...(want.locationId ? [want.locationId] : [])];
  const shares = readSizeCurve(curves, path);
  return {
    sizes: curves.sizes.map((size, i) => ({ size, share: shares[i]! })),
    units: curves.nodes[path.join(PATH_SEPARATOR)]?.units ?? 0,
    modelVersion: champion.version,
  };
}

export const getSizeCurve = query(forecastApi.getSizeCurve, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  if (!input.styleId && !input.sizeScaleId) {
    throw new AppError("validation_failed", "Say which style or size scale.", {
      fields: [{ path: "styleId", message: "A style or a size scale is needed" }],
    });
  }
  const [found] = input.styleId
    ? await sql<{ code: string; categoryId: string | null }[]>`
        select z.code, y.category_id as "categoryId" from style y
        join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
        where y.tenant_id = ${tenantId} and y.id = ${input.styleId}`
    : await sql<{ code: string; categoryId: string | null }[]>`
        select code, null::uuid as "categoryId" from size_scale where tenant_id = ${tenantId} and id = ${input.sizeScaleId!}`;
  if (!found) throw notFound("size curve");
  const shares = await readSizeShares(ctx, {
    scaleCode: found.code,
    categoryId: found.categoryId,
    locationId: input.locationId ?? null,
  });
  if (!shares) throw new AppError("not_found", "No size curves have been trained yet. Start them under Training runs.");
  return shares;
});
