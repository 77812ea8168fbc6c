import { auditApi } from "@selvedge/contract";
import { Button, Card, EmptyState, Segmented, Timeline } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useMemo, useState } from "react";
import { usePages } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { type AuditEvent, EventPanel } from "../audit/event-panel.tsx";
import { actorWords, eventWords, recordWords } from "../audit/event-words.ts";
import { useT } from "../i18n/i18n.ts";

/** What a person did, and what was done to their account; each entry opens with its before and after. */
export function PersonActivity({ userId }: { userId: string }) {
  const t = useT();
  const [side, setSide] = useState<"by" | "about">("by");
  const [shown, setShown] = useState<AuditEvent | null>(null);
  const input = useMemo(() => (side === "by" ? { actorId: userId } : { entityId: userId }), [side, userId]);
  const { rows, query, table } = usePages(auditApi.listEvents, input);
  const search = side === "by" ? { actorId: userId } : { entityId: userId };
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Card
      title={
        <Segmented
          className="font-normal"
          label={t("Activity")}
          value={side}
          onChange={setSide}
          options={[
            { value: "by", label: t("What they did") },
            { value: "about", label: t("What was done to their account") },
          ]}
        />
      }
      actions={
        <Link to="/activity" search={search} className="text-sm text-accent hover:underline">
          {t("Search in it")}
        </Link>
      }
    >
      {rows.length === 0 && !query.isPending ? (
        <EmptyState icon={<History aria-hidden />} title={t("Nothing happened yet")} />
      ) : (
        <Timeline
          label={t("Activity")}
          entries={rows.map((row) => ({
            id: row.id,
            at: row.at,
            title: (
              <button type="button" className="text-start hover:underline" onClick={() => setShown(row)}>
                {eventWords(t, row.type)}
              </button>
            ),
            detail: row.entityName,
            by: side === "about" ? actorWords(t, row) : recordWords(t, row.entityType),
          }))}
        />
      )}
      {table.hasMore && (
        <Button className="mt-4" busy={table.loadingMore} onClick={table.onLoadMore}>
          {t("Show more")}
        </Button>
      )}
      {shown && <EventPanel event={shown} onClose={() => setShown(null)} onFilter={() => setShown(null)} />}
    </Card>
  );
}
