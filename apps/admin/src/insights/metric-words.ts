import { formatMoney } from "@selvedge/ui";
import type { Translate } from "../i18n/i18n.ts";
import { anomalyKinds, anomalyKindWords } from "./anomalies/anomaly-words.ts";

/** Names of the figures of runs and models, as a merchant would call them. */
export function metricWords(t: Translate, name: string): string {
  const [, part, own] = /^(person|company|price|discount|refund|void|stock|sales)_(\w+)$/.exec(name) ?? [];
  if (part && own) return `${partWords(t, part)}: ${metricWords(t, own)}`;
  const words: Record<string, string> = { ...forecastMetrics(t), ...otherMetrics(t) };
  return words[name] ?? name.replace(/([A-Z])/g, " $1").toLowerCase();
}

function partWords(t: Translate, part: string): string {
  if (part === "person") return t("Consumers");
  if (part === "company") return t("Wholesale");
  return anomalyKindWords(t, anomalyKinds.find((kind) => kind === part)!);
}

const forecastMetrics = (t: Translate) => ({
  series: t("Series"),
  judged: t("Series with a backtest"),
  notStocked: t("No longer offered"),
  wape: t("Error per day (WAPE)"),
  naiveWape: t("Naive: error per day (WAPE)"),
  mase: t("Scaled error (MASE)"),
  naiveMase: t("Naive: scaled error (MASE)"),
  rmsse: t("Scaled squared error (RMSSE)"),
  naiveRmsse: t("Naive: scaled squared error (RMSSE)"),
  marginOverNaive: t("Better than naive by"),
  bias: t("Bias"),
  coverage80: t("Inside the 80% interval"),
  betterThanNaive: t("Series better than naive"),
  lostUnits: t("Pieces lost to empty shelves"),
  styleWape: t("Error per style and day (WAPE)"),
  styleNaiveWape: t("Naive: error per style and day"),
  units: t("Pieces"),
  places: t("Curves"),
  scales: t("Size scales"),
  newStyles: t("New styles"),
  deviation: t("Error of log demand"),
});

const otherMetrics = (t: Translate) => ({
  skus: t("SKUs looked at"),
  skusToBuy: t("SKUs to buy"),
  pieces: t("Pieces to buy"),
  costMinor: t("Cost of the buy"),
  worthMinor: t("Worth of the buy"),
  buysOpened: t("New buy suggestions"),
  transfersOpened: t("New transfer suggestions"),
  prices: t("Price suggestions"),
  pricesOpened: t("New price suggestions"),
  styles: t("Styles"),
  stylesWithMoves: t("Styles whose price moved"),
  meanElasticity: t("Mean price elasticity"),
  meanError: t("Mean standard error"),
  planProfitMinor: t("Profit with the plan"),
  holdProfitMinor: t("Profit at the present prices"),
  sellThrough: t("Sold by the end with the plan"),
  holdSellThrough: t("Sold by the end at the present price"),
  customers: t("customers"),
  clusters: t("groups"),
  silhouette: t("how clearly the groups part (silhouette)"),
  churnAuc: t("leavers ranked above stayers (AUC)"),
  churnBrier: t("error of the probability to leave (Brier)"),
  churnNaiveBrier: t("naive: error of the probability to leave"),
  purchasesMae: t("purchases missed by, per customer"),
  purchasesNaiveMae: t("naive: purchases missed by"),
  testedCustomers: t("Customers it was tried on"),
  hitRate: t("Found what they bought next, of ten shown"),
  blendHitRate: t("Found it with the customer's own repeats"),
  repeatHitRate: t("Own repeats alone: found it"),
  popularHitRate: t("Popular styles alone: found it"),
  ndcg: t("Order of the ten shown (NDCG)"),
  blendNdcg: t("With own repeats: order (NDCG)"),
  repeatNdcg: t("Own repeats alone: order (NDCG)"),
  popularNdcg: t("Popular styles alone: order (NDCG)"),
  pairs: t("Pairs bought together"),
  recommendations: t("Recommendations kept"),
  cases: t("New cases"),
  events: t("events looked at"),
  flagged: t("raised"),
  threshold: t("raised from (0 to 1)"),
  fitScales: t("Size scales learnt"),
  fitRefused: t("Size scales with too little"),
  runSmall: t("Styles that run small"),
  runLarge: t("Styles that run large"),
  cardsOpened: t("New suggestions"),
  worn: t("Pieces kept or sent back for their size"),
  latePieces: t("Pieces it was tried on"),
  logLoss: t("Error of the chances (log loss)"),
  naiveLogLoss: t("Naive: error of the chances"),
  aucSmall: t("Too small set apart (AUC)"),
  aucLarge: t("Too large set apart (AUC)"),
  sold: t("Pieces sold to shoppers"),
  returned: t("Pieces sent back"),
});

const order = [
  ...["marginOverNaive", "rmsse", "naiveRmsse", "mase", "naiveMase", "styleWape", "styleNaiveWape", "wape"],
  ...["naiveWape", "bias", "coverage80", "series", "judged", "betterThanNaive", "lostUnits", "notStocked"],
  ...["skus", "skusToBuy", "pieces", "costMinor", "worthMinor", "cases", "testedCustomers", "hitRate", "blendHitRate"],
  ...["repeatHitRate", "popularHitRate", "ndcg", "blendNdcg", "repeatNdcg", "popularNdcg"],
  ...["customers", "clusters", "silhouette", "churnAuc", "churnBrier", "churnNaiveBrier", "purchasesMae"],
  ...["purchasesNaiveMae", "events", "flagged", "threshold"],
].flatMap((name) => [name, `person_${name}`, `company_${name}`]);

/** Figures in the order in which they are read: ours, then what it is compared with, then counts. */
export function inReadingOrder(names: readonly string[]): string[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => partOf(a).localeCompare(partOf(b)) || place(a) - place(b));
}

const partOf = (name: string) => /^(person|company|price|discount|refund|void|stock|sales)_/.exec(name)?.[1] ?? "";

const shares =
  /^(wape|naiveWape|marginOverNaive|bias|coverage80|styleWape|styleNaiveWape|sellThrough|holdSellThrough|\w*[hH]itRate)$/;

/** A figure as its kind is written: money in the business's currency, shares in percent, counts whole, errors with three digits. */
export function metricFigure(name: string, value: number | null, locale: string, currency: string): string {
  if (value === null) return "–";
  if (name.endsWith("Minor")) return formatMoney(value, currency, locale, "compact");
  if (shares.test(name))
    return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 3 }).format(value);
}

/** What versions of a kind are compared by, by its name in the registry. */
export function scoreWords(t: Translate, scoreName: string | null): string {
  const words: Record<string, string> = {
    RMSSE: t("scaled error (RMSSE)"),
    Brier: t("error of the probability (Brier)"),
    "mean standard error": t("mean standard error"),
    "1 - NDCG@10": t("missed in the first ten"),
    "1 - silhouette": t("how much the groups overlap"),
    "MAE of purchases": t("purchases missed by"),
    "Error of log demand": t("Error of log demand"),
  };
  return scoreName === null ? "" : (words[scoreName] ?? scoreName);
}
