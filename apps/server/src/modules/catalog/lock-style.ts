import type { Ctx } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/errors.ts";

/**
 * Takes the style's row, so that changes of one style and its matrix follow one another.
 * @throws not_found; stale_version when it is no longer the version that was edited
 */
export async function lockStyle(ctx: Ctx, id: string, version?: number): Promise<void> {
  const [row] = await ctx.sql<{ version: number }[]>`
    select version from style where tenant_id = ${ctx.tenantId} and id = ${id} for no key update`;
  if (!row) throw notFound("style");
  if (version !== undefined && version !== row.version) throw new AppError("stale_version");
}
