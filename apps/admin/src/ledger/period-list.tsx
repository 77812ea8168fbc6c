import { ledgerApi, type OutputOf } from "@selvedge/contract";
import { addMonths, lastDayOfMonth } from "@selvedge/domain";
import {
  Button,
  CardTable,
  DateTime,
  Dialog,
  EmptyState,
  FieldFrame,
  Input,
  todayIn,
  useFormatSettings,
} from "@selvedge/ui";
import { Lock } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { StatementPage } from "./report-tabs.tsx";

type Periods = OutputOf<typeof ledgerApi.listPeriods>;

/** What of the books is closed, and the closing of the next months. */
export function PeriodList() {
  const t = useT();
  const can = useCan();
  const [closing, setClosing] = useState(false);
  const periods = useApi(ledgerApi.listPeriods, {});
  const close = can("ledger.period.close") && (
    <Button tone="primary" icon={<Lock aria-hidden />} onClick={() => setClosing(true)}>
      {t("Close a period")}
    </Button>
  );
  return (
    <StatementPage current="periods" actions={periods.data?.items.length ? close : null}>
      <Loaded query={periods}>
        {(loaded) =>
          loaded.items.length === 0 ? (
            <EmptyState icon={<Lock aria-hidden />} title={t("No period is closed yet")} action={close}>
              {t(
                "Close a month when its figures are reported: from then on nothing posts into it, and they stay as they are.",
              )}
            </EmptyState>
          ) : (
            <PeriodTable periods={loaded} />
          )
        }
      </Loaded>
      {closing && <ClosePeriod openFrom={periods.data?.openFrom ?? null} onClose={() => setClosing(false)} />}
    </StatementPage>
  );
}

function PeriodTable({ periods }: { periods: Periods }) {
  const t = useT();
  return (
    <CardTable
      title={t("Closed periods")}
      rows={periods.items}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("From"),
          cell: ({ startsOn }) => (startsOn ? <DateTime value={startsOn} /> : t("The beginning")),
        },
        { title: t("To"), cell: ({ endsOn }) => <DateTime value={endsOn} /> },
        { title: t("Closed"), cell: ({ closedAt }) => <DateTime value={closedAt} /> },
      ]}
    />
  );
}

function ClosePeriod({ openFrom, onClose }: { openFrom: string | null; onClose: () => void }) {
  const t = useT();
  const { timeZone } = useFormatSettings();
  const [upTo, setUpTo] = useState(lastDayOfMonth(addMonths(todayIn(timeZone), -1)));
  const close = useCommand(ledgerApi.closePeriod, {
    refresh: ["ledger."],
    done: ({ closedPeriods }) => t("{{count}} periods are closed", { count: closedPeriods }),
    onDone: onClose,
  });
  const tooEarly = openFrom !== null && upTo < openFrom;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Close a period")}
      description={t(
        "Nothing posts on or before this day any more. A closed period is not opened again: mistakes are mended by an entry in an open one.",
      )}
      footer={
        <Button
          tone="danger"
          disabled={!upTo || tooEarly}
          busy={close.isPending}
          onClick={() => close.mutate({ upTo })}
        >
          {t("Close the books")}
        </Button>
      }
    >
      <FieldFrame label={t("Last day")} error={tooEarly ? t("This day is closed already") : undefined}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={upTo}
            max={todayIn(timeZone)}
            onChange={(event) => setUpTo(event.target.value)}
          />
        )}
      </FieldFrame>
    </Dialog>
  );
}
