import { learningApi, type OutputOf } from "@selvedge/contract";
import { Badge, Button, Card, DateTime, Notice, Page, Timeline, useFormatSettings } from "@selvedge/ui";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { ReasonDialog } from "../sales/reason-dialog.tsx";
import { useCan } from "../session/session-store.ts";
import { kindWords, methodWords, parameterWords, scopeWords } from "./learning-words.ts";
import { inReadingOrder, metricFigure, metricWords } from "./metric-words.ts";
import { FactList, modelStatusWords } from "./run-panel.tsx";

type LoadedModel = OutputOf<typeof learningApi.getLearningModel>;

/** One version beside the one in use: figures compared, promoted or taken back, and who did so before. */
export function ModelPage() {
  const { modelId } = useParams({ strict: false }) as { modelId: string };
  const model = useApi(learningApi.getLearningModel, { id: modelId }, { keepPrevious: false });
  return <Loaded query={model}>{(loaded) => <ModelBody loaded={loaded} />}</Loaded>;
}

function ModelBody({ loaded }: { loaded: LoadedModel }) {
  const t = useT();
  const can = useCan();
  const { model, promotions } = loaded;
  const [asks, setAsks] = useState<"promote" | "roll_back" | null>(null);
  const after = { refresh: ["insights."], onDone: () => setAsks(null) };
  const promote = useCommand(learningApi.promoteLearningModel, { ...after, done: t("This version is in use now") });
  const rollBack = useCommand(learningApi.rollBackLearningModel, {
    ...after,
    done: t("The version before is in use again"),
  });
  const serves = model.status === "champion";
  const canGoBack =
    serves && promotions.some((p) => p.modelId === model.id && p.previousVersion !== null && p.action !== "roll_back");
  return (
    <Page
      title={`${[kindWords(t, model.kind), scopeWords(t, model.scope, model.scopeName)].filter(Boolean).join(" · ")}, ${t("version {{version}}", { version: model.version })}`}
      badge={
        <Badge tone={serves ? "good" : model.status === "challenger" ? "note" : "neutral"}>
          {modelStatusWords(t, model.status)}
        </Badge>
      }
      back={
        <Link to="/learning/models" className="text-ink-2 hover:underline">
          {t("Versions")}
        </Link>
      }
      detail={methodWords(t, model.name)}
      actions={
        can("insights.model.promote") && (
          <>
            {canGoBack && <Button onClick={() => setAsks("roll_back")}>{t("Take back")}</Button>}
            {!serves && (
              <Button tone="primary" onClick={() => setAsks("promote")}>
                {t("Use this version")}
              </Button>
            )}
          </>
        )
      }
    >
      <Verdict loaded={loaded} />
      <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <CompareCard loaded={loaded} />
        <div className="grid gap-4">
          <MadeCard model={model} />
          <HistoryCard promotions={promotions} />
        </div>
      </div>
      {asks === "promote" && (
        <ReasonDialog
          title={t("Use this version?")}
          explain={t(
            "Forecasts and suggestions come from it from now on. The one in use now is kept and can be taken back.",
          )}
          button={t("Use this version")}
          busy={promote.isPending}
          onClose={() => setAsks(null)}
          onGive={(reason) => promote.mutate({ id: model.id, reason })}
        />
      )}
      {asks === "roll_back" && (
        <ReasonDialog
          title={t("Take this version back?")}
          explain={t(
            "The one before it serves again, and nightly training leaves it so until somebody chooses another.",
          )}
          button={t("Take back")}
          danger
          busy={rollBack.isPending}
          onClose={() => setAsks(null)}
          onGive={(reason) => rollBack.mutate({ id: model.id, reason })}
        />
      )}
    </Page>
  );
}

/** What the backtests say of the two, in a sentence. */
function Verdict({ loaded: { model, champion } }: { loaded: LoadedModel }) {
  const t = useT();
  if (!champion || champion.id === model.id || model.score === null || champion.score === null || champion.score === 0)
    return null;
  const percent = Math.round((1 - model.score / champion.score) * 1000) / 10;
  if (percent === 0) return <Notice tone="note" title={t("In the backtest both err alike.")} />;
  return percent > 0 ? (
    <Notice tone="good" title={t("In the backtest it errs {{percent}}% less than the version in use.", { percent })} />
  ) : (
    <Notice
      tone="warn"
      title={t("In the backtest it errs {{percent}}% more than the version in use.", { percent: -percent })}
    />
  );
}

function CompareCard({ loaded: { model, champion } }: { loaded: LoadedModel }) {
  const t = useT();
  const { locale, currency } = useFormatSettings();
  const other = champion && champion.id !== model.id ? champion : null;
  const names = inReadingOrder([...new Set([...Object.keys(model.metrics), ...Object.keys(other?.metrics ?? {})])]);
  return (
    <Card>
      <h2 className="mb-2 text-base font-semibold">{t("Figures")}</h2>
      {names.length === 0 && <p className="text-sm text-ink-3">{t("This kind keeps no figures.")}</p>}
      <table className="w-full text-sm">
        <thead className="text-xs text-ink-3">
          <tr>
            <th scope="col" className="py-1 text-start font-medium">
              {t("Figure")}
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              {t("This version")}
            </th>
            {other && (
              <th scope="col" className="py-1 text-end font-medium">
                {t("In use ({{version}})", { version: other.version })}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} className="border-t border-line">
              <td className="py-1.5">{metricWords(t, name)}</td>
              <td className="tabular py-1.5 text-end font-medium">
                {metricFigure(name, model.metrics[name] ?? null, locale, currency)}
              </td>
              {other && (
                <td className="tabular py-1.5 text-end text-ink-2">
                  {metricFigure(name, other.metrics[name] ?? null, locale, currency)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function MadeCard({ model }: { model: LoadedModel["model"] }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const size =
    model.contentBytes === null
      ? "–"
      : `${(model.contentBytes / 1024).toLocaleString(locale, { maximumFractionDigits: 1 })} kB`;
  return (
    <Card>
      <h2 className="mb-2 text-base font-semibold">{t("How it was made")}</h2>
      <FactList
        facts={[
          [t("Learnt"), <DateTime key="at" value={model.createdAt} show="dateTime" />],
          [t("History up to"), <DateTime key="cut" value={model.cutOffOn} />],
          [t("Version of the data"), model.dataHash ? <code key="data">{model.dataHash.slice(0, 12)}</code> : "–"],
          [t("Size"), size],
          ...Object.entries(model.parameters)
            .filter(([name]) => name !== "seasonId")
            .map(([name, value]) => parameterWords(t, name, value, locale)),
        ]}
      />
    </Card>
  );
}

function HistoryCard({ promotions }: { promotions: LoadedModel["promotions"] }) {
  const t = useT();
  const words = {
    first: t("first in use"),
    refresh: t("took over: no worse on newer data"),
    promote: t("chosen"),
    roll_back: t("in use again: the later one was taken back"),
  };
  return (
    <Card>
      <h2 className="mb-3 text-base font-semibold">{t("Who served when")}</h2>
      <Timeline
        label={t("Who served when")}
        entries={promotions.map((p) => ({
          id: p.id,
          title: `${t("Version {{version}}", { version: p.version })} ${words[p.action]}`,
          at: p.at,
          by: p.byName ?? t("by itself"),
          detail: p.reason,
        }))}
      />
    </Card>
  );
}
