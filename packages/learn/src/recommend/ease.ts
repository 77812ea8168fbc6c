import { accept, type Outcome, refuse } from "../outcome.ts";
import { invertSymmetric } from "./invert-matrix.ts";
import { collectLinks, type ItemLinks } from "./neighbours.ts";
import { checkHistory, type PurchaseHistory, tabulateCustomers } from "./purchase-history.ts";

/** Linear item-to-item recommender; plain JSON. `links` of item i: what owning i adds to each other item's score. */
export type EaseModel = { kind: "ease"; version: 1; itemCount: number; links: ItemLinks };

/** Most items that are fitted together: memory is 16 bytes and time a third of a nanosecond per item cubed. */
const ITEM_LIMIT = 8000;

/**
 * EASE (Steck 2019, "Embarrassingly shallow autoencoders"): with G the items' co-purchase counts and P = (G + lambda I)^-1, the weight from i
 * to j is -P_ij / P_jj. Only the `mostItems` best sold items take part (the cost grows with their cube); the largest `linksPerItem` are kept.
 */
export function fitEase(
  history: PurchaseHistory,
  options: { lambda?: number; mostItems?: number; linksPerItem?: number } = {},
): Outcome<EaseModel> {
  const refusal = checkHistory(history);
  if (refusal) return refusal;
  const { lambda = 250, mostItems = 2000, linksPerItem = 200 } = options;
  if (!(lambda > 0 && lambda <= 1e9)) return refuse("out_of_range", "lambda must be above zero");
  if (mostItems > ITEM_LIMIT) return refuse("too_large", `more than ${ITEM_LIMIT} items`);
  const { itemCount } = history;
  const table = tabulateCustomers(history);
  const counts = new Int32Array(itemCount);
  for (const { items } of table) for (const item of items) counts[item]!++;
  const chosen = Array.from(counts.keys())
    .filter((item) => counts[item]! > 0)
    .sort((i, j) => counts[j]! - counts[i]! || i - j)
    .slice(0, mostItems);
  const size = chosen.length;
  const place = new Int32Array(itemCount).fill(-1);
  for (const [at, item] of chosen.entries()) place[item] = at;
  const gram = new Float64Array(size * size);
  for (const { items } of table) {
    const places = items.map((item) => place[item]!).filter((at) => at >= 0);
    for (const a of places) for (const b of places) gram[a * size + b]!++;
  }
  for (let i = 0; i < size; i++) gram[i * size + i]! += lambda;
  const inverse = invertSymmetric(gram, size);
  if (!inverse) return refuse("not_converged", "co-purchases could not be inverted");
  const links = collectLinks(itemCount, linksPerItem, (item, row) => {
    const i = place[item]!;
    if (i < 0) return;
    for (let j = 0; j < size; j++) if (j !== i) row[chosen[j]!] = -inverse[i * size + j]! / inverse[j * size + j]!;
  });
  return accept({ kind: "ease", version: 1, itemCount, links });
}
