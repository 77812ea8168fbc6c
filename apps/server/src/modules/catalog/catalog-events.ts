import type { Ctx } from "../../platform/context.ts";
import type { Style } from "./read-style.ts";

type Colourways = Style["colourways"];

/** One fact per colourway, carrying the SKUs it begins with; later changes of a SKU are facts of that SKU. */
export function emitColourwaysAdded(ctx: Ctx, styleId: string, colourways: Colourways): void {
  for (const colourway of colourways) {
    ctx.emit({
      type: "catalog.colourway_added",
      entityType: "colourway",
      entityId: colourway.id,
      after: { styleId, ...colourway },
    });
  }
}

/** One fact per colourway that got more sizes; `after.skus` are all it has now. */
export function emitSizesAdded(ctx: Ctx, before: Colourways, after: Colourways): void {
  for (const colourway of after) {
    ctx.emit({
      type: "catalog.sizes_added",
      entityType: "colourway",
      entityId: colourway.id,
      before: { skus: before.find((was) => was.id === colourway.id)?.skus ?? [] },
      after: { skus: colourway.skus },
    });
  }
}
