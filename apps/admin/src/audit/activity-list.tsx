import { auditApi, eventReaders } from "@selvedge/contract";
import {
  Button,
  changeState,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  type ListState,
  Page,
  saveFile,
  Tabs,
  toast,
} from "@selvedge/ui";
import { Download, History, X } from "lucide-react";
import { useMemo, useState } from "react";
import { errorText, fetchFile } from "../api/client.ts";
import { useApi, usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";
import { ChainPanel } from "./chain-panel.tsx";
import { type AuditEvent, EventPanel } from "./event-panel.tsx";
import { actorWords, eventWords, recordWords } from "./event-words.ts";

const asked = ["q", "entityId", "entityType", "type", "actorId", "requestId", "from", "to"] as const;

/** What the list asks for, of all that the address holds. */
function inputOf(state: ListState): Record<string, string> {
  return Object.fromEntries(asked.flatMap((key) => (state[key] ? [[key, state[key]]] : [])));
}

/** Who did what and when, with what it was before and after; and the proof that nobody touched it. */
export function ActivityList() {
  const t = useT();
  const [state, setState] = useListState();
  const tab = state["tab"] ?? "trail";
  return (
    <Page fill title={t("Activity")} actions={tab === "trail" && <ExportButton state={state} />}>
      <Tabs
        label={t("Activity")}
        value={tab}
        onChange={(next) => setState(next === "trail" ? {} : { tab: next })}
        tabs={[
          { value: "trail", label: t("What happened") },
          { value: "proof", label: t("Proof") },
        ]}
      />
      {tab === "proof" ? <ChainPanel /> : <Trail state={state} setState={setState} />}
    </Page>
  );
}

function Trail({ state, setState }: { state: ListState; setState: (next: ListState) => void }) {
  const t = useT();
  const [shown, setShown] = useState<AuditEvent | null>(null);
  const filters = useApi(auditApi.getEventFilters, {});
  const input = useMemo(() => inputOf(state), [state]);
  const { table } = usePages(auditApi.listEvents, input);
  const columns = useColumns(setShown);
  return (
    <>
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
        searchPlaceholder={t("Kind of change")}
        toolbarExtra={<Only state={state} setState={setState} />}
        filters={[
          {
            key: "actorId",
            label: t("Who"),
            options: (filters.data?.actors ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            key: "type",
            label: t("What"),
            options: (filters.data?.types ?? []).map((value) => ({ value, label: eventWords(t, value) })),
          },
          {
            key: "entityType",
            label: t("Record"),
            options: Object.keys(eventReaders).map((value) => ({ value, label: recordWords(t, value) })),
          },
          { key: "at", label: t("When"), dates: ["from", "to"] },
        ]}
        empty={
          <EmptyState icon={<History aria-hidden />} title={t("Nothing happened yet")}>
            {t("Every change is written here with who made it, and never removed.")}
          </EmptyState>
        }
      />
      {shown && (
        <EventPanel
          event={shown}
          onClose={() => setShown(null)}
          onFilter={(change) => setState(changeState({}, change))}
        />
      )}
    </>
  );
}

/** The record or action that the list is narrowed to. */
function Only({ state, setState }: { state: ListState; setState: (next: ListState) => void }) {
  const t = useT();
  const only = state["entityId"] ? (state["name"] ?? t("one record")) : state["requestId"] ? t("one action") : null;
  if (!only) return null;
  return (
    <Button
      icon={<X aria-hidden />}
      onClick={() => setState(changeState(state, { entityId: undefined, requestId: undefined, name: undefined }))}
    >
      {t("Only {{name}}", { name: only })}
    </Button>
  );
}

function useColumns(open: (event: AuditEvent) => void): DataColumn<AuditEvent>[] {
  const t = useT();
  return useMemo(
    () => [
      { key: "at", header: t("When"), cell: (row) => <DateTime value={row.at} show="dateTime" /> },
      {
        key: "type",
        header: t("What"),
        cell: (row) => (
          <button type="button" className="text-start font-medium hover:underline" onClick={() => open(row)}>
            {eventWords(t, row.type)}
          </button>
        ),
      },
      {
        key: "entity",
        header: t("Record"),
        room: "wide",
        cell: (row) => (
          <span className="block min-w-0">
            {row.entityName && <span className="line-clamp-1 break-all">{row.entityName}</span>}
            <span className={row.entityName ? "block text-xs text-ink-3" : "block text-ink-2"}>
              {recordWords(t, row.entityType)}
            </span>
          </span>
        ),
      },
      { key: "who", header: t("Who"), cell: (row) => actorWords(t, row) },
    ],
    [t, open],
  );
}

/** The whole search as CSV, written by the server while it reads. */
function ExportButton({ state }: { state: ListState }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      saveFile("activity.csv", await fetchFile(`/v1/events.csv?${new URLSearchParams(inputOf(state))}`));
    } catch (error) {
      toast({ tone: "bad", title: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<Download aria-hidden />} busy={busy} onClick={() => void save()}>
      {t("Export CSV")}
    </Button>
  );
}
