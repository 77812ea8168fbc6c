import { learningApi } from "@selvedge/contract";
import { Button, Card, FieldFrame, Input } from "@selvedge/ui";
import { Play } from "lucide-react";
import { useState } from "react";
import { useCommand } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";
import type { Season } from "./season-card.tsx";

/** By when and how far a collection is to be sold off; the plan is worked out from it. */
export function PlanForm({ season }: { season: Season }) {
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
