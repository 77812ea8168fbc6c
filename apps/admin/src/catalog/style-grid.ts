import type { catalogApi, OutputOf } from "@selvedge/contract";
import type { GridStyle } from "@selvedge/ui";

type Style = OutputOf<typeof catalogApi.getStyle>;

export type CellFacts = {
  availableQty?: (skuId: string) => number | undefined;
  priceMinor?: (skuId: string) => number | undefined;
  /** The learnt share of demand per size; a size it does not know takes part as the least of the others. */
  shares?: readonly { size: string; share: number }[] | undefined;
};

/** A style as the size grid shows it: its made sizes in the scale's order, archived colours and SKUs left out. */
export function gridStyleOf(style: Style, facts: CellFacts = {}): GridStyle {
  const active = style.colourways.filter((colourway) => colourway.status === "active");
  const used = new Set(active.flatMap(({ skus }) => skus.filter(isActive).map((sku) => sku.size)));
  const known = style.sizeScale.sizes.filter((size) => used.has(size));
  const sizes = [...known, ...[...used].filter((size) => !known.includes(size))];
  return {
    key: style.id,
    code: style.code,
    name: style.name,
    category: style.category?.name ?? null,
    pictureUrl: active.find((colourway) => colourway.pictureUrl)?.pictureUrl ?? null,
    sizes,
    curve: facts.shares && curveOf(sizes, facts.shares),
    rows: active.map((colourway) => ({
      key: colourway.id,
      name: colourway.name,
      hex: colourway.hex,
      imageUrl: null,
      cells: sizes.map((size) => {
        const sku = colourway.skus.find((one) => one.size === size && isActive(one));
        if (!sku) return null;
        return { skuId: sku.id, availableQty: facts.availableQty?.(sku.id), priceMinor: facts.priceMinor?.(sku.id) };
      }),
    })),
  };
}

function curveOf(sizes: readonly string[], shares: NonNullable<CellFacts["shares"]>): number[] {
  const known = new Map(shares.map(({ size, share }) => [size, share]));
  const least = Math.min(...shares.map(({ share }) => share));
  return sizes.map((size) => known.get(size) ?? least);
}

const isActive = (sku: { status: string }): boolean => sku.status === "active";
