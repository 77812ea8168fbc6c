import type { Translate } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";

/** What is learnt, as people say it. */
export function kindWords(t: Translate, kind: string): string {
  const words: Record<string, string> = {
    forecast: t("Demand forecast"),
    size_curves: t("Size curves"),
    new_styles: t("New styles"),
    segments: t("Customer groups"),
    churn: t("Customers at risk"),
    recommend: t("Recommendations"),
    anomaly: t("Unusual events"),
    elasticity: t("Price response"),
  };
  return words[kind] ?? statusWords(t, kind);
}

/** Names of the figures of runs and models; those without a name here are shown as they are called. */
export function metricWords(t: Translate, name: string): string {
  const words: Record<string, string> = {
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
  };
  return words[name] ?? name.replace(/([A-Z])/g, " $1").toLowerCase();
}

const order = [
  ...[
    "marginOverNaive",
    "rmsse",
    "naiveRmsse",
    "mase",
    "naiveMase",
    "styleWape",
    "styleNaiveWape",
    "wape",
    "naiveWape",
  ],
  ...["bias", "coverage80", "series", "judged", "betterThanNaive", "lostUnits", "notStocked"],
];

/** Figures in the order in which they are read: ours, then what it is compared with, then counts. */
export function inReadingOrder(names: readonly string[]): string[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => place(a) - place(b));
}

/** A parameter and its value as a person would say it. */
export function parameterWords(t: Translate, name: string, value: unknown): [string, string] {
  const names: Record<string, string> = {
    method: t("Method"),
    horizonDays: t("Days ahead"),
    useDrivers: t("Promotions and festivals"),
    maxSeries: t("Most series"),
    days: t("Days of history"),
    weeks: t("Weeks ahead"),
  };
  const values: Record<string, string> = {
    true: t("taken into account"),
    false: t("left out"),
    panel: t("all series together"),
    alone: t("each series alone"),
  };
  return [names[name] ?? statusWords(t, name), values[String(value)] ?? String(value)];
}

const shares = new Set(["wape", "naiveWape", "marginOverNaive", "bias", "coverage80", "styleWape", "styleNaiveWape"]);

/** A figure as its kind is written: shares in percent, counts whole, errors with three digits. */
export function metricFigure(name: string, value: number | null, locale: string): string {
  if (value === null) return "–";
  if (shares.has(name))
    return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 3 }).format(value);
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
