import { learningApi } from "@selvedge/contract";
import { Badge, DateTime, SidePanel, useFormatSettings } from "@selvedge/ui";
import { useApi } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { kindWords, methodWords, parameterWords, scopeWords } from "./learning-words.ts";
import { inReadingOrder, metricFigure, metricWords } from "./metric-words.ts";

/** One training run: what it read, how it came out, which versions it made. */
export function RunPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { locale, currency } = useFormatSettings();
  const run = useApi(learningApi.getLearningRun, { id }, { pollMs: 3000 }).data;
  const models = useApi(
    learningApi.listLearningModels,
    { kind: run?.kind ?? "forecast", limit: 50 },
    { enabled: run !== undefined },
  );
  if (!run) return null;
  const made = (models.data?.items ?? []).filter((m) => m.runId === id);
  const facts: [string, React.ReactNode][] = [
    [t("History up to"), <DateTime key="c" value={run.cutOffOn} />],
    [t("Version of the data"), run.dataHash ? <code key="d">{run.dataHash.slice(0, 12)}</code> : "–"],
    [t("Version of the code"), run.codeVersion ? <code key="v">{run.codeVersion}</code> : "–"],
    [t("Seed"), String(run.seed)],
    ...Object.entries(run.parameters)
      .filter(([name]) => name !== "seasonId")
      .map(([name, value]) => parameterWords(t, name, value, locale)),
  ];
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={kindWords(t, run.kind)}
      description={<StatusBadge status={run.status} />}
    >
      {run.failure && <p className="mb-4 rounded-md bg-bad-soft p-3 text-sm text-bad">{run.failure}</p>}
      <FactList facts={facts} />
      {run.metrics && (
        <>
          <h3 className="mt-5 mb-2 text-sm font-semibold">{t("Figures")}</h3>
          <FactList
            facts={inReadingOrder(Object.keys(run.metrics)).map((name) => [
              metricWords(t, name),
              metricFigure(name, run.metrics?.[name] ?? null, locale, currency),
            ])}
          />
        </>
      )}
      {made.length > 0 && (
        <>
          <h3 className="mt-5 mb-2 text-sm font-semibold">{t("Versions it made")}</h3>
          <ul className="space-y-1 text-sm">
            {made.map((m) => (
              <li key={m.id} className="flex items-center gap-2">
                <span className="flex-1">
                  {scopeWords(t, m.scope, m.scopeName) ?? methodWords(t, m.name)} ·{" "}
                  {t("version {{version}}", { version: m.version })}
                </span>
                <Badge tone={m.status === "champion" ? "good" : "neutral"}>{modelStatusWords(t, m.status)}</Badge>
              </li>
            ))}
          </ul>
        </>
      )}
      {run.exportedTo && (
        <p className="mt-5 text-sm">
          <a href={run.exportedTo} target="_blank" rel="noreferrer" className="text-accent underline">
            {t("Open in MLflow")}
          </a>
        </p>
      )}
    </SidePanel>
  );
}

export function modelStatusWords(t: ReturnType<typeof useT>, status: string): string {
  if (status === "champion") return t("In use");
  return status === "challenger" ? t("Waits") : t("Retired");
}

export function FactList({ facts }: { facts: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="tabular text-end break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
