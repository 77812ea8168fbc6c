import { decideApi } from "@selvedge/contract";
import { EmptyState } from "@selvedge/ui";
import { CalendarRange } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { SuggestionCards } from "../suggestions/suggestion-inbox.tsx";
import { PlanForm } from "./plan-form.tsx";
import { PlanTable } from "./plan-table.tsx";
import { SeasonCard } from "./season-card.tsx";

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
