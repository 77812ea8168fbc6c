import { forecastApi } from "@selvedge/contract";
import { Button, DateTime, Notice } from "@selvedge/ui";
import { useApi, useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { alertWords, findingWords, kindWords } from "./learning-words.ts";

type Bad = { feature: string; findings: string[] };

/** What is wrong with learning now, each with what was seen and a way to close it. */
export function AlertCards() {
  const t = useT();
  const can = useCan();
  const alerts = useApi(forecastApi.listLearningAlerts, { open: "true", limit: 10 });
  const resolve = useCommand(forecastApi.resolveLearningAlert, { refresh: ["insights."] });
  return (
    <>
      {(alerts.data?.items ?? []).map((alert) => (
        <Notice
          key={alert.id}
          tone={alert.code === "run_failed" ? "bad" : "warn"}
          title={`${kindWords(t, alert.kind)}: ${alertWords(t, alert.code)}`}
        >
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <DateTime value={alert.openedAt} show="dateTime" />
            <AlertDetail detail={alert.detail} />
            {can("insights.model.train") && (
              <Button size="sm" busy={resolve.isPending} onClick={() => resolve.mutate({ id: alert.id })}>
                {t("Looked into")}
              </Button>
            )}
          </span>
        </Notice>
      ))}
    </>
  );
}

function AlertDetail({ detail }: { detail: Record<string, unknown> }) {
  const t = useT();
  if (typeof detail["failure"] === "string") return <span>{detail["failure"]}</span>;
  if (Array.isArray(detail["bad"])) {
    const bad = detail["bad"] as Bad[];
    return (
      <span>
        {bad
          .map((b) => `${b.feature.replace(/_/g, " ")} ${b.findings.map((f) => findingWords(t, f)).join(", ")}`)
          .join("; ")}
      </span>
    );
  }
  if (typeof detail["wape"] === "number") {
    const percent = (value: unknown) => Math.round(Number(value ?? 0) * 100);
    return (
      <span>
        {t("error {{now}}% by style and day, backtest {{before}}%, naive {{naive}}%", {
          now: percent(detail["wape"]),
          before: percent(detail["promised"]),
          naive: percent(detail["naiveWape"]),
        })}
      </span>
    );
  }
  return null;
}
