import { decideApi, learningApi, type OutputOf } from "@selvedge/contract";
import { Button, Card, DateTime, EmptyState, FieldFrame, Input, Money, Quantity, Share } from "@selvedge/ui";
import { CalendarRange, Play } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";
import { SuggestionCards } from "../suggestions/suggestion-inbox.tsx";
import { gainOf, PlanTable } from "./plan-table.tsx";

type Season = OutputOf<typeof decideApi.listMarkdownPlans>["seasons"][number];

/** Collections that end, and how they should be sold off. */
export function MarkdownPlans() {
  const t = useT();
  const plans = useApi(decideApi.listMarkdownPlans, {});
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Loaded query={plans}>
      {({ seasons, currency }) => {
        const season = seasons.find((s) => s.seasonId === chosen) ?? seasons.find((s) => s.plan) ?? seasons[0];
        if (!season) {
          return (
            <EmptyState icon={<CalendarRange aria-hidden />} title={t("No collection with stock")}>
              {t("A markdown plan is made for the styles of a season. Give styles a season to plan their end.")}
            </EmptyState>
          );
        }
        return (
          <div className="space-y-4 pt-4">
            <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
              {seasons.map((s) => (
                <SeasonCard
                  key={s.seasonId}
                  season={s}
                  currency={currency}
                  chosen={s.seasonId === season.seasonId}
                  onChoose={() => setChosen(s.seasonId)}
                />
              ))}
            </div>
            <PlanForm key={season.seasonId} season={season} />
            {season.plan && <PlanTable runId={season.plan.runId} />}
            <SuggestionCards kind="markdown" />
          </div>
        );
      }}
    </Loaded>
  );
}

function SeasonCard({
  season,
  currency,
  chosen,
  onChoose,
}: {
  season: Season;
  currency: string;
  chosen: boolean;
  onChoose: () => void;
}) {
  const t = useT();
  const { plan } = season;
  return (
    <button type="button" onClick={onChoose} aria-pressed={chosen} className="flex text-start">
      <Card className={chosen ? "flex-1 border-accent" : "flex-1"}>
        <p className="flex items-center justify-between gap-2 font-medium">
          {season.seasonName}
          <Quantity value={season.stockQty} className="text-sm text-ink-2" />
        </p>
        <p className="text-xs text-ink-3">
          {t("ends")} <DateTime value={season.endsOn} />
        </p>
        {plan ? (
          <dl className="mt-2 grid grid-cols-2 gap-2 text-sm">
            <div>
              <dt className="text-xs text-ink-3">{t("Gain over holding the price")}</dt>
              <dd className="font-medium">
                <Money amountMinor={gainOf(plan)} currency={currency} show="compact" />
              </dd>
            </div>
            <div>
              <dt className="text-xs text-ink-3">{t("Sold by the end")}</dt>
              <dd className="font-medium">
                <Share value={plan.sellThrough} digits={0} />{" "}
                <span className="text-xs text-ink-3">
                  {t("without")} <Share value={plan.holdSellThrough} digits={0} />
                </span>
              </dd>
            </div>
          </dl>
        ) : (
          <p className="mt-2 text-sm text-ink-3">{t("No plan yet")}</p>
        )}
      </Card>
    </button>
  );
}

function PlanForm({ season }: { season: Season }) {
  const t = useT();
  const can = useCan();
  const was = season.plan?.parameters ?? {};
  const text = (key: string) => (typeof was[key] === "string" ? (was[key] as string) : "");
  const percent = (key: string, usual: string) =>
    typeof was[key] === "number" ? String(Math.round((was[key] as number) * 100)) : usual;
  const [endsOn, setEnd] = useState(text("endsOn"));
  const [target, setTarget] = useState(percent("targetSellThrough", ""));
  const [salvage, setSalvage] = useState(percent("salvageShare", "30"));
  const [step, setStep] = useState(percent("maxStepShare", "30"));
  const plan = useCommand(learningApi.startLearningRun, {
    refresh: ["insights."],
    done: t("The plan is worked out in the background; it appears here when it is done"),
  });
  if (!can("insights.model.train")) return null;
  const start = () =>
    plan.mutate({
      kind: "markdown_plan",
      parameters: {
        seasonId: season.seasonId,
        ...(endsOn ? { endsOn } : {}),
        targetSellThrough: target ? Number(target) / 100 : null,
        ...{ salvageShare: Number(salvage) / 100, maxStepShare: Number(step) / 100 },
      },
    });
  return (
    <Card title={t("Plan {{season}}", { season: season.seasonName })}>
      <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-5">
        <FieldFrame label={t("Sold off by")}>
          {(control) => <Input {...control} type="date" value={endsOn} onChange={(e) => setEnd(e.target.value)} />}
        </FieldFrame>
        <FieldFrame label={t("Target sold, percent")}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={10}
              max={100}
              placeholder={t("none")}
              value={target}
              onChange={(e) => setTarget(e.target.value)}
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("Left over brings, percent of cost")}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              max={95}
              value={salvage}
              onChange={(e) => setSalvage(e.target.value)}
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("Largest step, percent")}>
          {(control) => (
            <Input {...control} type="number" min={5} max={90} value={step} onChange={(e) => setStep(e.target.value)} />
          )}
        </FieldFrame>
        <Button tone="primary" icon={<Play aria-hidden />} busy={plan.isPending} onClick={start}>
          {t("Plan")}
        </Button>
      </div>
    </Card>
  );
}
