import type { forecastApi, OutputOf } from "@selvedge/contract";
import { Card, DateTime, formatNumber, Quantity, Share, useFormatSettings } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { type Translate, useT } from "../i18n/i18n.ts";
import { MarginOverNaive } from "./accuracy.tsx";

export type Run = NonNullable<OutputOf<typeof forecastApi.listForecasts>["run"]>;

/** The two errors behind the margin, and for how many series ours was the smaller. */
function backtestWords(t: Translate, { metrics }: Run, locale: string): string {
  const { rmsse, naiveRmsse, betterThanNaive, judged } = metrics;
  if (rmsse == null || naiveRmsse == null) return "";
  const count = (value: number | null | undefined) => formatNumber(value ?? 0, locale, { maximumFractionDigits: 0 });
  const error = (value: number) => formatNumber(value, locale, { maximumFractionDigits: 2 });
  return t("scaled error {{ours}} against {{naive}}; better for {{better}} of {{all}} series", {
    ...{ ours: error(rmsse), naive: error(naiveRmsse), better: count(betterThanNaive), all: count(judged) },
  });
}

/** How the run that serves did over all series, better or worse. */
export function RunCard({ run }: { run: Run }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const m = (name: string) => run.metrics[name] ?? null;
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
        <p>
          <span className="text-ink-3">{t("History up to")}</span> <DateTime value={run.cutOffOn} />
          <span className="text-ink-3"> · {t("{{days}} days ahead", { days: run.horizonDays })}</span>
        </p>
        <p>
          <span className="text-ink-3">{t("Error per style and day (WAPE)")}</span>{" "}
          <Share value={m("styleWape")} digits={0} className="font-medium" />{" "}
          <span className="text-ink-3">
            {t("naive")} <Share value={m("styleNaiveWape")} digits={0} />
          </span>
        </p>
        <p>
          <span className="text-ink-3">{t("Inside the 80% interval")}</span>{" "}
          <Share value={m("coverage80")} digits={0} className="font-medium" />
        </p>
        <p>
          <span className="text-ink-3">{t("Series")}</span> <Quantity value={m("series") ?? 0} />
        </p>
        <p className="flex flex-wrap items-center gap-x-2">
          <MarginOverNaive value={m("marginOverNaive")} />
          <span className="text-ink-3">{backtestWords(t, run, locale)}</span>
        </p>
        <Link to="/learning/models/$modelId" params={{ modelId: run.modelId }} className="text-ink-2 underline">
          {t("version {{version}}", { version: run.modelVersion })}
        </Link>
      </div>
    </Card>
  );
}
