import type { OutputOf, salesApi } from "@selvedge/contract";
import type { GridStyle } from "@selvedge/ui";

type Line = OutputOf<typeof salesApi.getOrder>["lines"][number];

/** An order's lines as the size grid draws them, sizes in their scale's order; several lines of one SKU are summed. */
export function orderGrid(lines: readonly Line[]): { styles: GridStyle[]; quantities: Record<string, number> } {
  const quantities: Record<string, number> = {};
  for (const line of lines) quantities[line.skuId] = (quantities[line.skuId] ?? 0) + line.qty;
  const styles = [...Map.groupBy(lines, (line) => line.styleId)].map(([key, ofStyle]): GridStyle => {
    const first = ofStyle[0]!;
    const positions = new Map(ofStyle.map((line) => [line.size, line.sizePosition]));
    const sizes = [...positions.keys()].sort((a, b) => (positions.get(a) ?? 0) - (positions.get(b) ?? 0));
    const rows = [...Map.groupBy(ofStyle, (line) => line.colourCode).values()].map((ofColour) => ({
      key: ofColour[0]!.colourCode,
      name: ofColour[0]!.colourName,
      hex: ofColour[0]!.hex,
      cells: sizes.map((size) => {
        const line = ofColour.find((one) => one.size === size);
        return line ? { skuId: line.skuId, priceMinor: line.unitPriceMinor } : null;
      }),
    }));
    return { key, code: first.styleCode, name: first.styleName, pictureUrl: first.pictureUrl, sizes, rows };
  });
  return { styles, quantities };
}
