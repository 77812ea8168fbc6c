import { catalogApi, type ParsedInputOf } from "@selvedge/contract";
import { compareSizes, sizePosition } from "@selvedge/domain";
import { AppError } from "../../platform/errors.ts";
import { command } from "../../platform/runner.ts";
import { emitColourwaysAdded, emitSizesAdded } from "./catalog-events.ts";
import { insertMatrix } from "./insert-matrix.ts";
import { lockStyle } from "./lock-style.ts";
import { type ColourwayPlan, planMatrix } from "./plan-matrix.ts";
import { readStyle, type Style } from "./read-style.ts";
import { searchTextOf } from "./search-text.ts";

type Input = ParsedInputOf<typeof catalogApi.addColourways>;

/** Adds colours to a style, or sizes to colours it has; what is there already keeps its codes and GTINs. */
export const addColourways = command(catalogApi.addColourways, async (ctx, input) => {
  await lockStyle(ctx, input.id);
  const before = await readStyle(ctx, input.id);
  const plan = planAddition(ctx.tenant.skuPattern, before, input);
  const fresh = plan.filter((colourway) => !ownerOf(before, colourway.code));
  const skus = plan.flatMap((colourway) => colourway.skus);
  await insertMatrix(ctx, input.id, fresh, skus, input.assignGtins);
  await ctx.sql`
    update style set version = version + 1, search_text = ${searchTextOf(before, [...before.colourways, ...fresh])}
    where tenant_id = ${ctx.tenantId} and id = ${input.id}`;
  const style = await readStyle(ctx, input.id);
  const known = new Set(before.colourways.map((colourway) => colourway.id));
  emitColourwaysAdded(
    ctx,
    input.id,
    style.colourways.filter((colourway) => !known.has(colourway.id)),
  );
  const grown = new Set(skus.map((sku) => sku.colourwayId));
  emitSizesAdded(
    ctx,
    before.colourways,
    style.colourways.filter((colourway) => known.has(colourway.id) && grown.has(colourway.id)),
  );
  ctx.emit({
    type: "catalog.style_changed",
    entityType: "style",
    entityId: input.id,
    before: { version: before.version },
    after: { version: style.version },
  });
  return style;
});

function ownerOf(style: Style, code: string) {
  return style.colourways.find((colourway) => colourway.code.toLowerCase() === code.toLowerCase());
}

/** The matrix to add: for a colour the style has, only the sizes it lacks, under the colourway that is there. */
function planAddition(pattern: string, style: Style, input: Input): ColourwayPlan[] {
  const scale = style.sizeScale.sizes;
  const present = style.colourways.flatMap((colourway) => colourway.skus.map((sku) => sku.size));
  const styleRun = [...new Set(present)].sort(compareSizes(scale));
  const wishes = input.colourways.map((wish) => ({ ...wish, code: ownerOf(style, wish.code)?.code ?? wish.code }));
  const plan = planMatrix(pattern, style.code, scale, wishes, styleRun);
  return plan.map((colourway, i) => {
    const owner = ownerOf(style, colourway.code);
    if (!owner) return { ...colourway, position: style.colourways.length + i };
    if (owner.status === "archived") {
      throw new AppError("wrong_state", `Colour ${owner.name} is archived; make it active before adding sizes.`);
    }
    const has = new Set(owner.skus.map((sku) => sizePosition(scale, sku.size)));
    const skus = colourway.skus.filter((sku) => !has.has(sku.sizePosition));
    if (skus.length === 0) {
      throw new AppError("duplicate", `Colour ${owner.name} (${owner.code}) has these sizes already.`, {
        fields: [{ path: `colourways.${i}`, message: "The style has this colour in these sizes" }],
      });
    }
    return { ...colourway, id: owner.id, skus: skus.map((sku) => ({ ...sku, colourwayId: owner.id })) };
  });
}
