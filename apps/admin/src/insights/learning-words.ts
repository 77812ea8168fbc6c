import { formatNumber, formatShare } from "@selvedge/ui";
import type { Translate } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";
import { anomalyKinds, anomalyKindWords } from "./anomalies/anomaly-words.ts";

/** What is learnt, as people say it. */
export function kindWords(t: Translate, kind: string): string {
  const words: Record<string, string> = {
    forecast: t("Demand forecast"),
    size_curves: t("Size curves"),
    new_styles: t("New styles"),
    customers: t("Customers"),
    segments: t("Customer groups"),
    churn: t("Customers at risk"),
    lifetime_value: t("Margin of next year"),
    recommendations: t("Recommendations"),
    anomalies: t("Unusual events"),
    elasticity: t("Price response"),
    markdown_plan: t("Markdown plan"),
    buy_plan: t("Buy plan"),
    fit: t("Fit"),
    return_reasons: t("Reasons of returns"),
  };
  return words[kind] ?? statusWords(t, kind);
}

/** A parameter and its value as a person would say it. */
export function parameterWords(t: Translate, name: string, value: unknown, locale: string): [string, string] {
  const names: Record<string, string> = {
    method: t("Method"),
    horizonDays: t("Days ahead"),
    useDrivers: t("Promotions and festivals"),
    maxSeries: t("Most series"),
    days: t("Days of history"),
    weeks: t("Weeks ahead"),
    raiseDays: t("Days looked at"),
    endsOn: t("Sold off by"),
    salvageShare: t("Worth of what is left, of its cost"),
    maxStepShare: t("Largest step allowed"),
    targetSellThrough: t("Share to be sold"),
    changeCostMinor: t("Cost of relabelling"),
  };
  const values: Record<string, string> = {
    true: t("taken into account"),
    false: t("left out"),
    panel: t("all series together"),
    alone: t("each series alone"),
  };
  const share = /Share$|^targetSellThrough$/.test(name) && typeof value === "number";
  const figure =
    typeof value !== "number" ? String(value) : share ? formatShare(value, locale, 0) : formatNumber(value, locale);
  return [names[name] ?? statusWords(t, name), value === null ? "–" : (values[String(value)] ?? figure)];
}

/** A festival window or the price, as a person would call it. */
export function driverWords(t: Translate, name: string): string {
  if (name === "price") return t("Price and promotions");
  const known: Record<string, string> = {
    diwali: t("Diwali"),
    dussehra: t("Dussehra"),
    eid_al_fitr: t("Eid al-Fitr"),
    eid_al_adha: t("Eid al-Adha"),
    christmas: t("Christmas"),
    new_year: t("New Year"),
    black_friday: t("Black Friday"),
    easter: t("Easter"),
    boxing_day: t("Boxing Day"),
  };
  const windows: Record<string, string> = {
    "three weeks before": t("three weeks before"),
    "week before": t("week before"),
    day: t("the day"),
    "week after": t("week after"),
  };
  const [festival = "", ...rest] = name.split(" ");
  const when = windows[rest.join(" ")] ?? rest.join(" ");
  return `${known[festival] ?? statusWords(t, festival)}, ${when}`;
}

/** A finding of a quality check, `moved:0.31`, in words. */
export function findingWords(t: Translate, finding: string): string {
  const [code = "", value = ""] = finding.split(":");
  switch (code) {
    case "empty":
      return t("has no values");
    case "nulls":
      return t("{{percent}}% missing", { percent: Math.round(Number(value) * 100) });
    case "range":
      return t("{{count}} outside of its range", { count: Number(value) });
    case "stale":
      return t("newest value {{days}} days old", { days: Number(value) });
    case "moved":
      return t("has moved (PSI {{value}})", { value });
    case "moving":
      return t("is moving (PSI {{value}})", { value });
    default:
      return finding;
  }
}

/** What an alert is about. */
export function alertWords(t: Translate, code: string): string {
  const words: Record<string, string> = {
    accuracy_fell: t("The forecast errs more than its backtest promised"),
    worse_than_naive: t("Repeating last week would have been better"),
    features_bad: t("An input is not as it should be"),
    run_failed: t("A training run failed"),
    model_waits: t("A newly trained model waits for your decision"),
  };
  return words[code] ?? statusWords(t, code);
}

/** What a version is for, where its kind has several: consumers, a size scale, a season. */
export function scopeWords(t: Translate, scope: string, scopeName: string | null): string | null {
  if (scope === "all") return null;
  const words: Record<string, string> = {
    person: t("Consumers"),
    company: t("Wholesale"),
    ...Object.fromEntries(anomalyKinds.map((kind) => [kind, anomalyKindWords(t, kind)])),
  };
  return words[scope] ?? scopeName ?? statusWords(t, scope.toLowerCase());
}

/** How a version was made, by its name in the registry. */
export function methodWords(t: Translate, name: string): string {
  const words: Record<string, string> = {
    "Panel of all series": t("All series together"),
    "Each series alone": t("Each series alone"),
    "Shrunk curves": t("Curves that lean on the wider ones"),
    "Likened by traits": t("Likened by traits"),
    "Reorder point, order quantity, size curve": t("Reorder point, order quantity, size curve"),
    "Fixed effects, shrunk by category": t("Price moves, leaning on the category"),
    "Dynamic programme": t("Best price week by week"),
    "Hybrid, bought together": t("Several methods together"),
    "Rules, robust ranges, isolation forest": t("Rules, usual ranges and odd combinations"),
    "RFM and k-means": t("Recency, frequency and money"),
    "BG/NBD, gamma-gamma": t("Rhythm and worth of purchases"),
    "Latent sizes, shrunk by category": t("Sizes of people and styles, leaning on the category"),
    "Shares, shrunk by category": t("Shares that lean on the category"),
    logistic: t("Logistic regression"),
    forest: t("Random forest"),
    boosted_trees: t("Boosted trees"),
    mean: t("Several methods together"),
  };
  return words[name] ?? name;
}
