import { type OutputOf, tenancyApi } from "@selvedge/contract";
import { type DataColumn, DataTable, DateTime, EmptyState, Page, SidePanel } from "@selvedge/ui";
import { History } from "lucide-react";
import { useMemo, useState } from "react";
import { usePages } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";
import { statusWords } from "../shell/status-words.ts";

type Event = OutputOf<typeof tenancyApi.listEvents>["items"][number];

/** "sales.order_placed" is "Order placed". */
const eventWords = (type: string): string => type.split(".").at(-1) ?? type;

/** Who did what and when, with what it was before and after. */
export function ActivityList() {
  const t = useT();
  const [state, setState] = useListState();
  const [shown, setShown] = useState<Event | null>(null);
  const input = useMemo(() => {
    const { q, entityId, type } = state;
    return Object.fromEntries(Object.entries({ q, entityId, type }).filter(([, value]) => value));
  }, [state]);
  const { table, query } = usePages(tenancyApi.listEvents, input);
  const columns = useMemo<DataColumn<Event>[]>(
    () => [
      {
        key: "at",
        header: t("When"),
        csv: (row) => row.at,
        cell: (row) => <DateTime value={row.at} show="dateTime" />,
      },
      {
        key: "type",
        header: t("What"),
        csv: (row) => row.type,
        cell: (row) => (
          <button type="button" className="text-start font-medium hover:underline" onClick={() => setShown(row)}>
            {statusWords(t, eventWords(row.type))}
          </button>
        ),
      },
      {
        key: "entity",
        header: t("On"),
        room: "wide",
        csv: (row) => row.entityType,
        cell: (row) => <span className="text-ink-2">{statusWords(t, row.entityType)}</span>,
      },
      {
        key: "who",
        header: t("Who"),
        csv: (row) => row.actorName ?? row.actorType,
        cell: (row) => row.actorName ?? statusWords(t, row.actorType),
      },
    ],
    [t],
  );
  return (
    <Page fill title={t("Activity")}>
      <DataTable
        id="activity"
        label={t("Activity")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.type}
        state={state}
        onState={setState}
        onOpen={setShown}
        failure={
          query.error && !query.data ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null
        }
        empty={
          <EmptyState icon={<History aria-hidden />} title={t("Nothing happened yet")}>
            {t("Every change is written here with who made it, and never removed.")}
          </EmptyState>
        }
      />
      {shown && (
        <SidePanel
          open
          onOpenChange={(open) => !open && setShown(null)}
          title={statusWords(t, eventWords(shown.type))}
          description={
            <>
              <DateTime value={shown.at} show="dateTime" /> · {shown.actorName ?? shown.actorType}
            </>
          }
        >
          <BeforeAfter title={t("Before")} value={shown.before} />
          <BeforeAfter title={t("After")} value={shown.after} />
          <p className="mt-4 font-mono text-2xs text-ink-3">{shown.requestId}</p>
        </SidePanel>
      )}
    </Page>
  );
}

function BeforeAfter({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <section className="mb-4">
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      <pre className="scroll-thin overflow-x-auto rounded-md bg-surface-2 p-3 font-mono text-xs">
        {JSON.stringify(value, null, 2)}
      </pre>
    </section>
  );
}
