import type { learningApi, OutputOf } from "@selvedge/contract";
import { formatMoney, formatNumber, formatShare, useFormatSettings } from "@selvedge/ui";
import { type Translate, useT } from "../i18n/i18n.ts";
import { metricFigure, metricWords } from "./metric-words.ts";

type Run = OutputOf<typeof learningApi.getLearningRun>;

interface Writers {
  count: (value: number) => string;
  share: (value: number) => string;
  money: (minor: number) => string;
}

/** What a run came to, in a sentence that a merchant can use. */
export function RunResult({ run }: { run: Run }) {
  const t = useT();
  const { locale, currency } = useFormatSettings();
  if (run.failure) return <span className="line-clamp-2 text-xs text-bad">{run.failure}</span>;
  const write: Writers = {
    count: (value) => formatNumber(value, locale, { maximumFractionDigits: 0 }),
    share: (value) => formatShare(value, locale, 0),
    money: (minor) => formatMoney(minor, currency, locale, "compact"),
  };
  const words = resultWords(t, run.kind, run.metrics ?? {}, write);
  if (words) return <span>{words}</span>;
  const [first] = Object.entries(run.metrics ?? {});
  if (!first) return "–";
  return (
    <span>
      <span className="text-ink-3">{metricWords(t, first[0])}</span>{" "}
      {metricFigure(first[0], first[1], locale, currency)}
    </span>
  );
}

/** @returns null where the kind is not known or its figures are missing. Pure. */
export function resultWords(
  t: Translate,
  kind: string,
  metrics: Record<string, number | null>,
  { count, share, money }: Writers,
): string | null {
  const m = (name: string) => metrics[name] ?? 0;
  if (Object.keys(metrics).length === 0) return null;
  switch (kind) {
    case "forecast":
      return forecastWords(t, metrics, share);
    case "buy_plan":
      if (m("pieces") === 0) return t("Nothing to buy: what is there and coming lasts");
      return t("Buy {{pieces}} pieces of {{skus}} SKUs for {{cost}}", {
        ...{ pieces: count(m("pieces")), skus: count(m("skusToBuy")), cost: money(m("costMinor")) },
      });
    case "size_curves":
      return t("Curves of {{count}} size scales", { count: m("scales") });
    case "new_styles":
      if (m("newStyles") === 0) return t("No new styles to tell of");
      return t("Told {{count}} new styles by styles alike", { count: m("newStyles") });
    case "recommendations":
      if (m("testedCustomers") === 0) return t("Too few customers to try it on");
      return t("{{ours}} of customers bought one of ten shown; popular styles alone {{popular}}", {
        ...{ ours: share(Math.max(m("hitRate"), m("blendHitRate"))), popular: share(m("popularHitRate")) },
      });
    case "elasticity":
      if (metrics["meanElasticity"] == null) return t("No price has moved yet");
      return t("10% off sells {{more}} more; {{count}} prices to look at", {
        ...{ more: share(0.9 ** m("meanElasticity") - 1), count: m("prices") },
      });
    case "markdown_plan":
      if (m("styles") === 0) return t("No collection that ends has stock");
      return t("{{plan}} sold by the end, {{hold}} at the present prices", {
        ...{ plan: share(m("sellThrough")), hold: share(m("holdSellThrough")) },
      });
    case "customers":
      return t("{{people}} consumers and {{companies}} wholesale customers sorted", {
        ...{ people: count(m("person_customers")), companies: count(m("company_customers")) },
      });
    case "fit":
      if (m("fitScales") === 0) return t("Too little was sent back for its size");
      return t("{{small}} styles run small, {{large}} large", {
        ...{ small: count(m("runSmall")), large: count(m("runLarge")) },
      });
    case "anomalies":
      return m("cases") === 0
        ? t("Nothing unusual")
        : t("{{count}} unusual events to look into", { count: m("cases") });
    default:
      return null;
  }
}

function forecastWords(t: Translate, metrics: Record<string, number | null>, share: Writers["share"]): string | null {
  const margin = metrics["marginOverNaive"];
  if (margin === undefined) return null;
  if (margin === null) return t("Too little history to judge it");
  const part = { percent: share(Math.abs(margin)) };
  return margin >= 0
    ? t("{{percent}} better than last week repeated", part)
    : t("{{percent}} worse than last week repeated", part);
}
