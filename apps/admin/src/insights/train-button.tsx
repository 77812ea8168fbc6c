import { learningApi } from "@selvedge/contract";
import { Button } from "@selvedge/ui";
import { Play } from "lucide-react";
import { useEffect, useRef } from "react";
import { refreshNow, useApi, useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";

/** Starts a training and shows that it is under way; what it makes is loaded again when it is done. */
export function TrainButton({
  kind,
  label,
  parameters = {},
}: {
  kind: string;
  label: string;
  parameters?: Record<string, unknown>;
}) {
  const t = useT();
  const can = useCan();
  const runs = useApi(
    learningApi.listLearningRuns,
    { kind, limit: 1 },
    { pollMs: 4000, enabled: can("insights.model.read") },
  );
  const newest = runs.data?.items[0];
  const busy = newest?.status === "running" || newest?.status === "queued";
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !busy) refreshNow(["insights."]);
    wasBusy.current = busy;
  }, [busy]);
  const start = useCommand(learningApi.startLearningRun, {
    refresh: ["insights.list_learning_runs"],
    done: t("It is worked out in the background"),
  });
  if (!can("insights.model.train")) return null;
  return (
    <Button
      icon={<Play aria-hidden />}
      busy={start.isPending || busy}
      onClick={() => start.mutate({ kind, parameters })}
    >
      {label}
    </Button>
  );
}
