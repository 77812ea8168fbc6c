import type { Outcome } from "../outcome.ts";
import { accept } from "../outcome.ts";
import { type ContentModel, fitContent } from "./content.ts";
import { type EaseModel, fitEase } from "./ease.ts";
import { fitItemKnn, type ItemKnnModel } from "./item-similarity.ts";
import { countSales } from "./popularity.ts";
import { type PurchaseHistory, tabulateCustomers } from "./purchase-history.ts";

/** What the hybrid knows about every item on its day, beside the item-to-item models; sales as multiples of the mean item's; plain JSON. */
export type ItemStanding = {
  sold7: number[];
  sold28: number[];
  sold90: number[];
  soldEver: number[];
  firstDay: number[];
  lastDay: number[];
  /** Share of buyers who bought the item again, shrunk to the mean of all items. */
  repeatShare: number[];
};

/** First stage of the hybrid: scores that find candidates. Everything in it is from before `today`. */
export type HybridBase = {
  today: number;
  itemCount: number;
  ease: EaseModel;
  knn: ItemKnnModel;
  standing: ItemStanding;
  content: ContentModel | null;
};

function judgeItems(history: PurchaseHistory, today: number): ItemStanding {
  const { itemCount } = history;
  const firstDay = new Float64Array(itemCount).fill(today);
  const lastDay = new Float64Array(itemCount).fill(-1e6);
  for (let i = 0; i < history.items.length; i++) {
    const item = history.items[i]!;
    firstDay[item] = Math.min(firstDay[item]!, history.days[i]!);
    lastDay[item] = Math.max(lastDay[item]!, history.days[i]!);
  }
  const buyers = new Float64Array(itemCount);
  const again = new Float64Array(itemCount);
  for (const { items, counts } of tabulateCustomers(history))
    for (let k = 0; k < items.length; k++) {
      buyers[items[k]!]!++;
      if (counts[k]! > 1) again[items[k]!]!++;
    }
  const sum = (values: Float64Array) => values.reduce((total, v) => total + v, 0);
  const mean = sum(again) / Math.max(1, sum(buyers));
  // Beside the mean item of the same days, so that what was learnt in summer still holds before Christmas.
  const sold = (days: number) => {
    const counts = countSales(history, today - days, today);
    const perItem = sum(counts) / itemCount;
    return Array.from(counts, (n) => (perItem > 0 ? n / perItem : 0));
  };
  return {
    ...{ sold7: sold(7), sold28: sold(28), sold90: sold(90), soldEver: sold(1e9) },
    ...{ firstDay: Array.from(firstDay), lastDay: Array.from(lastDay) },
    repeatShare: Array.from(buyers, (n, item) => (again[item]! + 10 * mean) / (n + 10)),
  };
}

/** Fits the first stage on purchases before `today`; the history must hold no later ones. */
export function fitHybridBase(
  history: PurchaseHistory,
  today: number,
  attributes: readonly (readonly string[])[] | undefined,
  mostItems: number,
): Outcome<HybridBase> {
  const ease = fitEase(history, { mostItems });
  if (!ease.ok) return ease;
  const knn = fitItemKnn(history);
  if (!knn.ok) return knn;
  const content = attributes ? fitContent(attributes) : null;
  if (content && !content.ok) return content;
  return accept({
    ...{ today, itemCount: history.itemCount, ease: ease.value, knn: knn.value },
    ...{ standing: judgeItems(history, today), content: content ? content.value : null },
  });
}
