import { type OutputOf, privacyApi } from "@selvedge/contract";
import { Button, Card, DateTime, EmptyState, Notice } from "@selvedge/ui";
import { Eraser } from "lucide-react";
import { usePages } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { StatusBadge } from "../shell/status-badge.tsx";

type Erasure = OutputOf<typeof privacyApi.listErasures>["items"][number];
const everything = {};

/** Who was erased when, at whose word, and how much was replaced: the proof that a request was met. */
export function ErasureList() {
  const t = useT();
  const { rows, query, table } = usePages(privacyApi.listErasures, everything);
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (rows.length === 0 && !query.isPending) {
    return (
      <EmptyState icon={<Eraser aria-hidden />} title={t("Nobody was erased yet")}>
        {t("When somebody asks for it, find them under A person; what was done is then listed here as proof.")}
      </EmptyState>
    );
  }
  return (
    <Card flush>
      <ul className="divide-y divide-line">
        {rows.map((erasure) => (
          <ErasureRow key={erasure.id} erasure={erasure} />
        ))}
      </ul>
      {table.hasMore && (
        <div className="p-4">
          <Button busy={table.loadingMore} onClick={table.onLoadMore}>
            {t("Show more")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function ErasureRow({ erasure }: { erasure: Erasure }) {
  const t = useT();
  const records = Object.values(erasure.changedRows).reduce((sum, n) => sum + n, 0);
  return (
    <li className="space-y-2 px-4 py-3 text-sm">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <span className="min-w-48 flex-1">
          <span className="font-medium">
            {erasure.personKind === "user" ? t("Somebody who signed in") : t("A customer")}
          </span>
          <span className="block text-pretty text-ink-2">{erasure.reason}</span>
          <span className="block text-xs text-ink-3">
            <DateTime value={erasure.requestedAt} show="dateTime" /> · {erasure.requestedBy ?? t("Selvedge itself")}
          </span>
        </span>
        <span className="text-xs text-ink-2">
          {t("{{count}} records", { count: records })} ·{" "}
          {t("{{count}} entries of the trail", { count: erasure.redactedEvents })}
        </span>
        <StatusBadge status={erasure.status} />
      </div>
      {erasure.failure && <Notice tone="bad">{erasure.failure}</Notice>}
    </li>
  );
}
