import { decideApi } from "@selvedge/contract";
import { Button, EmptyState, KpiCard, Money, Page, SearchInput, Segmented, Select, SkeletonRows } from "@selvedge/ui";
import { Lightbulb } from "lucide-react";
import { useMemo } from "react";
import { useApi, usePages } from "../../api/hooks.ts";
import { Failure } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { NeedsHistory } from "../needs-history.tsx";
import { SuggestionCard } from "./suggestion-card.tsx";
import { type SuggestionKind, suggestionKinds, suggestionKindWords } from "./suggestion-words.tsx";

type Status = "open" | "accepted" | "edited" | "dismissed" | "expired";

/** Everything the machine proposes, most valuable first, and what became of it. */
export function SuggestionInbox() {
  const t = useT();
  const [state, setState] = useListState();
  const status = (state["status"] ?? "open") as Status;
  const kind = state["kind"] as SuggestionKind | undefined;
  return (
    <Page title={t("Suggestions")}>
      <Summary />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          label={t("Search")}
          placeholder={t("Style or customer")}
          value={state["q"] ?? ""}
          onChange={(q) => setState({ ...state, q: q || undefined })}
          className="w-full sm:w-64"
        />
        <div className="w-full sm:w-48">
          <Select
            aria-label={t("Kind")}
            value={kind ?? ""}
            onChange={(e) => setState({ ...state, kind: e.target.value || undefined })}
            options={[
              { value: "", label: t("Every kind") },
              ...suggestionKinds.map((k) => ({ value: k, label: suggestionKindWords(t, k) })),
            ]}
          />
        </div>
        <Segmented
          label={t("State")}
          value={status}
          onChange={(next) => setState({ ...state, status: next === "open" ? undefined : next })}
          options={[
            { value: "open", label: t("Open") },
            { value: "accepted", label: t("Accepted") },
            { value: "edited", label: t("Edited") },
            { value: "dismissed", label: t("Dismissed") },
          ]}
        />
      </div>
      <SuggestionCards kind={kind} status={status} q={state["q"]} />
    </Page>
  );
}

function Summary() {
  const t = useT();
  const summary = useApi(decideApi.getSuggestionSummary, {});
  const kinds = summary.data?.kinds ?? [];
  const sum = (of: (k: (typeof kinds)[number]) => number) => kinds.reduce((total, k) => total + of(k), 0);
  const currency = summary.data?.currency;
  const [promised, measured] = [sum((k) => k.promisedMinor), sum((k) => k.measuredMinor)];
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <KpiCard
        label={t("Open")}
        definition={t("Suggestions that wait for a decision")}
        value={sum((k) => k.open)}
        loading={summary.isPending}
      />
      <KpiCard
        label={t("Worth")}
        definition={t("Expected gain of all that is open")}
        value={<Money amountMinor={sum((k) => k.openWorthMinor)} currency={currency} show="compact" />}
        loading={summary.isPending}
      />
      <KpiCard
        label={t("Done")}
        definition={t("Accepted as they were, or edited")}
        value={sum((k) => k.accepted + k.edited)}
        loading={summary.isPending}
      />
      <KpiCard
        label={t("Came of it")}
        definition={t("Measured gain of what was done, beside what had been promised")}
        value={<Money amountMinor={sum((k) => k.measured) > 0 ? measured : null} currency={currency} show="compact" />}
        change={promised > 0 ? measured / promised - 1 : undefined}
        changeAgainst={t("of the promised")}
        loading={summary.isPending}
      />
    </div>
  );
}

type SubjectProps = { kind: SuggestionKind; subjectId: string };

/** What is proposed for one style or customer, or what was last decided of it; nothing where there is neither. */
export function SubjectSuggestions({ kind, subjectId }: SubjectProps) {
  const of = (status: Status) => ({ kind, subjectId, status, limit: 1 });
  const open = useApi(decideApi.listSuggestions, of("open"));
  const accepted = useApi(decideApi.listSuggestions, of("accepted"));
  const edited = useApi(decideApi.listSuggestions, of("edited"));
  const decided = [...(accepted.data?.items ?? []), ...(edited.data?.items ?? [])].sort((a, b) =>
    (b.decidedAt ?? "").localeCompare(a.decidedAt ?? ""),
  );
  const shown = open.data?.items[0] ?? decided[0];
  if (!shown) return null;
  return (
    <div className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-3">
      <SuggestionCard suggestion={shown} />
    </div>
  );
}

type CardsProps = { kind?: SuggestionKind | undefined; status?: Status; q?: string | undefined };

/** Cards of one kind or of all; also what a studio shows of its own. */
export function SuggestionCards({ kind, status = "open", q }: CardsProps) {
  const t = useT();
  const input = useMemo(() => ({ status, ...(kind ? { kind } : {}), ...(q ? { q } : {}) }), [kind, status, q]);
  const { rows, query, table } = usePages(decideApi.listSuggestions, input);
  const summary = useApi(decideApi.getSuggestionSummary, {});
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <SkeletonRows />;
  if (rows.length === 0 && summary.data?.kinds.length === 0) {
    return (
      <NeedsHistory icon={<Lightbulb aria-hidden />} title={t("No suggestions yet")}>
        {t("They need styles with stock and cost, and sales of a few weeks.")}
      </NeedsHistory>
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={<Lightbulb aria-hidden />} title={t("Nothing here")}>
        {status === "open"
          ? t(
              "Suggestions are made every night from forecasts, prices and customers. What was decided stays under its state.",
            )
          : t("Nothing was decided so yet.")}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-3">
        {rows.map((suggestion) => (
          <SuggestionCard key={suggestion.id} suggestion={suggestion} />
        ))}
      </div>
      {table.hasMore && (
        <div className="flex justify-center">
          <Button busy={table.loadingMore} onClick={table.onLoadMore}>
            {t("Show more")}
          </Button>
        </div>
      )}
    </>
  );
}
