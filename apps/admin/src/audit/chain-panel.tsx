import { auditApi, type OutputOf } from "@selvedge/contract";
import { Button, Card, DateTime, EmptyState, Notice, Progress, Quantity } from "@selvedge/ui";
import { ShieldCheck } from "lucide-react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";

type Check = OutputOf<typeof auditApi.getCheck>;
type Day = OutputOf<typeof auditApi.listSealedDays>["items"][number];

/** The hash chain over the trail, day by day, and a check of the whole of it. */
export function ChainPanel() {
  const t = useT();
  const start = useCommand(auditApi.startCheck, { refresh: ["audit."] });
  const days = useApi(auditApi.listSealedDays, { limit: 60 }, { pollMs: 10_000 });
  const id = start.data?.id ?? days.data?.newestCheck?.id;
  const check = useApi(auditApi.getCheck, { id: id ?? "" }, { enabled: id !== undefined, pollMs: 1500 });
  const newest = check.data ?? days.data?.newestCheck ?? null;
  const running = newest?.status === "running";
  return (
    <div className="max-w-4xl space-y-4 overflow-y-auto pt-4">
      <Card
        title={t("Nobody touched the trail")}
        actions={
          <Button
            tone="primary"
            icon={<ShieldCheck aria-hidden />}
            busy={start.isPending || running}
            onClick={() => start.mutate({})}
          >
            {t("Check now")}
          </Button>
        }
      >
        <p className="text-sm text-pretty text-ink-2">
          {t(
            "Every minute the new entries are sealed: a hash over each of them and over the seal before. A later edit, deletion, insertion or change of order no longer fits, and the check finds it. Keep a day's closing hash elsewhere to prove that the chain itself was not made anew.",
          )}
        </p>
        {newest && <CheckResult check={newest} />}
      </Card>
      <Loaded query={days}>{({ items, unsealedEvents }) => <DayList items={items} unsealed={unsealedEvents} />}</Loaded>
    </div>
  );
}

function CheckResult({ check }: { check: Check }) {
  const t = useT();
  if (check.status === "running") {
    return (
      <Progress className="mt-4" label={t("Checking")} value={check.sealsChecked} max={Math.max(1, check.sealCount)} />
    );
  }
  if (check.status === "failed") {
    return (
      <Notice tone="bad" className="mt-4" title={t("It stopped.")}>
        {check.failure}
      </Notice>
    );
  }
  if (check.findings.length === 0) {
    return (
      <Notice tone="good" className="mt-4" title={t("Everything is as it was sealed.")}>
        {t("{{count}} entries checked", { count: check.eventsChecked })} ·{" "}
        <DateTime value={check.finishedAt} show="dateTime" />
      </Notice>
    );
  }
  return (
    <div className="mt-4 space-y-2">
      <Notice tone="bad" title={t("The trail is not as it was sealed.")}>
        {t("Ask whoever can reach the database, and compare with a backup.")}
      </Notice>
      <ul className="divide-y divide-line text-sm">
        {check.findings.map((one) => (
          <li key={`${one.kind} ${one.seal} ${one.message}`} className="flex flex-wrap gap-x-3 py-2">
            <DateTime value={one.day} className="text-ink-3" />
            <span className="min-w-0 flex-1">{one.message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function DayList({ items, unsealed }: { items: Day[]; unsealed: number }) {
  const t = useT();
  if (items.length === 0) {
    return (
      <EmptyState icon={<ShieldCheck aria-hidden />} title={t("Nothing is sealed yet")}>
        {t("The first seal is made within a minute of the first entry.")}
      </EmptyState>
    );
  }
  return (
    <Card
      flush
      title={t("Sealed days")}
      actions={
        <span className="text-xs text-ink-3">{t("{{count}} entries wait for their seal", { count: unsealed })}</span>
      }
    >
      <ul className="divide-y divide-line">
        {items.map((day) => (
          <li key={day.day} className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[8rem_7rem_1fr]">
            <DateTime value={day.day} className="font-medium" />
            <span className="text-ink-2">
              <Quantity value={day.events} /> {t("entries")}
            </span>
            <code className="font-mono text-2xs break-all text-ink-3 select-all">{day.hash}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
