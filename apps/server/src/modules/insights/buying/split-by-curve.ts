import { fitSizeCurves, readSizeCurve, type SizeCurves } from "@selvedge/learn";
import { type BuyTask, type PlanSku, type PlanStyle, total } from "./buy-task.ts";

/** So many pieces of the curve's own speak as loud as what was sold of this style and colour. */
const CURVE_WEIGHT = 30;

/** The learnt curve of each size scale, or one made here where there is none yet. */
export function learnCurves(task: BuyTask): Map<string, SizeCurves> {
  const groups = Map.groupBy(task.styles, (style) => style.scaleCode);
  return new Map(
    [...groups].map(([scale, styles]) => {
      const sizes = [...new Set(styles.flatMap((style) => style.sizes))];
      return [
        scale,
        task.curves[scale] ??
          fitSizeCurves(
            styles.flatMap((style) => soldRows(style, sizes)),
            sizes,
          ),
      ];
    }),
  );
}

const soldRows = (style: PlanStyle, sizes: readonly string[]) =>
  [...new Set(style.skus.flatMap((sku) => sku.places.map((p) => p.locationId)))].map((locationId) => ({
    path: [style.category, locationId],
    sold: sizes.map((size) => total(soldOf(style, size, locationId))),
  }));

const soldOf = (style: PlanStyle, size: string, locationId: string) =>
  style.skus
    .filter((sku) => sku.size === size)
    .flatMap((sku) => sku.places.filter((p) => p.locationId === locationId).map((p) => p.soldQty));

/** A SKU's demand where the sizes of its colour are split by what sold and, as much as that is little, by the curve. */
export function splitByCurve(style: PlanStyle, sku: PlanSku, curves: Map<string, SizeCurves>) {
  const colour = style.skus.filter((other) => other.colourwayId === sku.colourwayId);
  const learnt = curves.get(style.scaleCode)!;
  const shares = readSizeCurve(learnt, [style.category]);
  const curveOf = (size: string) => shares[learnt.sizes.indexOf(size)] ?? 0;
  const here = total(colour.map((other) => curveOf(other.size))) || 1;
  const curveShare = curveOf(sku.size) / here;
  const [own, all] = [sku, null].map((one) =>
    total((one ? [one] : colour).flatMap((other) => other.places.map((p) => p.soldQty))),
  ) as [number, number];
  const share = (own + CURVE_WEIGHT * curveShare) / (all + CURVE_WEIGHT);
  const perDay = total(colour.flatMap((other) => other.places.map((p) => p.perDay))) * share;
  const ownPerDay = total(sku.places.map((p) => p.perDay));
  const variance = total(sku.places.map((p) => p.deviationPerDay ** 2));
  // Deviations grow with the root of the mean where the curve moved it.
  const deviationPerDay = Math.sqrt(Math.max(variance * (ownPerDay > 0 ? perDay / ownPerDay : 1), perDay));
  return { perDay, deviationPerDay, curveShare };
}
