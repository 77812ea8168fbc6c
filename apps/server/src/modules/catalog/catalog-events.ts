import type { Ctx } from "../../platform/context.ts";
import type { Style } from "./read-style.ts";

/** One fact per colourway, carrying the SKUs it begins with; later changes of a SKU are facts of that SKU. */
export function emitColourwaysAdded(ctx: Ctx, styleId: string, colourways: Style["colourways"]): void {
  for (const colourway of colourways) {
    ctx.emit({
      type: "catalog.colourway_added",
      entityType: "colourway",
      entityId: colourway.id,
      after: { styleId, ...colourway },
    });
  }
}
