import { learningApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  Card,
  DateTime,
  EmptyState,
  formatMoney,
  formatNumber,
  Sparkline,
  useFormatSettings,
} from "@selvedge/ui";
import { Database } from "lucide-react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { inputWords, ownerWords, unitWords } from "./input-words.ts";
import { LearningPage } from "./learning-page.tsx";
import { findingWords, kindWords } from "./learning-words.ts";

type Item = OutputOf<typeof learningApi.listFeatures>["items"][number];

/** What the models are made from: whose facts, what is right for them, and how they were in the newest run. */
export function InputList() {
  const features = useApi(learningApi.listFeatures, {});
  return (
    <LearningPage current="inputs">
      <Loaded query={features}>{({ items }) => <Kinds items={items} />}</Loaded>
    </LearningPage>
  );
}

function Kinds({ items }: { items: Item[] }) {
  const t = useT();
  const kinds = [...new Set(items.map((i) => i.kind))];
  if (kinds.length === 0)
    return (
      <EmptyState icon={<Database aria-hidden />} title={t("No inputs")}>
        {t("Nothing that can be trained is set up here.")}
      </EmptyState>
    );
  return (
    <>
      {kinds.map((kind) => (
        <section key={kind} className="grid gap-3">
          <h2 className="text-base font-semibold">{kindWords(t, kind)}</h2>
          <div className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
            {items
              .filter((i) => i.kind === kind)
              .map((item) => (
                <InputCard key={item.name} item={item} />
              ))}
          </div>
        </section>
      ))}
    </>
  );
}

const tones = { good: "good", watch: "warn", bad: "bad" } as const;

function InputCard({ item }: { item: Item }) {
  const t = useT();
  const { locale, currency } = useFormatSettings();
  const q = item.quality;
  const isMinor = item.unit === "minor units";
  const isMoney = isMinor || item.unit === "money";
  const words = { good: t("Good"), watch: t("Watch"), bad: t("Bad") };
  const sources = {
    stock_move: t("stock ledger"),
    journal: t("journal"),
    event: t("event log"),
    document: t("orders"),
    catalog: t("catalogue and prices"),
  };
  const figure = (value: number | null) =>
    value === null ? "–" : formatNumber(value, locale, { maximumFractionDigits: 2 });
  const amount = (value: number | null) =>
    isMoney && value !== null
      ? formatMoney(Math.round(isMinor ? value : value * 100), currency, locale, "compact")
      : figure(value);
  return (
    <Card>
      <div className="flex items-start gap-2">
        <h3 className="min-w-0 flex-1 text-sm font-medium">{inputWords(t, item.says)}</h3>
        {q && <Badge tone={tones[q.verdict]}>{words[q.verdict]}</Badge>}
      </div>
      <p className="mt-0.5 text-xs text-ink-3">
        {t("{{source}}, kept by {{owner}}", { source: sources[item.source], owner: ownerWords(t, item.owner) })} ·{" "}
        {unitWords(t, item.unit, currency)}
      </p>
      {q ? (
        <>
          <div className="mt-3 flex items-end gap-4">
            <dl className="grid flex-1 grid-cols-3 gap-2 text-xs">
              <Small name={t("Least")} value={amount(q.least)} />
              <Small name={t("Mean")} value={amount(q.mean)} />
              <Small name={t("Greatest")} value={amount(q.greatest)} />
              <Small name={t("Values")} value={figure(q.valueCount)} />
              <Small name={t("Missing")} value={figure(q.nullCount)} />
              <Small name={t("Moved (PSI)")} value={q.psi === null ? t("first run") : figure(q.psi)} />
            </dl>
            <Sparkline values={thin(q.quantiles)} className="h-12 w-20 shrink-0 text-accent" />
          </div>
          {q.findings.length > 0 && (
            <p className="mt-2 text-xs font-medium text-warn">{q.findings.map((f) => findingWords(t, f)).join(", ")}</p>
          )}
          <p className="mt-2 text-xs text-ink-3">
            {t("In the run up to")} <DateTime value={q.cutOffOn} />
            {q.newestOn && (
              <>
                {" · "}
                {t("newest value")} <DateTime value={q.newestOn} />
              </>
            )}
          </p>
        </>
      ) : (
        <p className="mt-3 text-xs text-ink-3">{t("Not measured yet: nothing was trained with it.")}</p>
      )}
    </Card>
  );
}

const thin = (values: readonly number[]) => values.filter((_, i) => i % 10 === 0);

function Small({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-ink-3">{name}</dt>
      <dd className="tabular font-medium">{value}</dd>
    </div>
  );
}
