import { accessApi, type OutputOf, type Permission, permissionWords } from "@selvedge/contract";
import { Badge, type DataColumn, DataTable, DateTime, EmptyState, Money } from "@selvedge/ui";
import { Hash } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";

type Approval = OutputOf<typeof accessApi.listApprovals>["items"][number];
const everything = {};

/** Acts that somebody approved by PIN at another person's screen: what, for whom, by whom, and whether it was used. */
export function ApprovalList() {
  const t = useT();
  const [state, setState] = useListState();
  const { table, query } = usePages(accessApi.listApprovals, everything);
  const columns = useMemo<DataColumn<Approval>[]>(
    () => [
      { key: "at", header: t("When"), cell: (row) => <DateTime value={row.approvedAt} show="dateTime" /> },
      {
        key: "what",
        header: t("What"),
        csv: (row) => row.subject,
        cell: (row) => (
          <span className="block min-w-0">
            <span className="line-clamp-1 font-medium">{row.subject}</span>
            <span className="block text-xs text-ink-3">
              {t(permissionWords[row.act as Permission] ?? "Another act")}
            </span>
          </span>
        ),
      },
      {
        key: "amount",
        header: t("Up to"),
        align: "end",
        room: "wide",
        cell: (row) => (row.amountMinor === null ? "–" : <Money amountMinor={row.amountMinor} />),
      },
      { key: "by", header: t("Approved by"), csv: (row) => row.approvedByName, cell: (row) => row.approvedByName },
      {
        key: "for",
        header: t("Asked by"),
        room: "wide",
        csv: (row) => row.requestedByName,
        cell: (row) => row.requestedByName ?? "–",
      },
      {
        key: "used",
        header: t("Used"),
        room: "wide",
        cell: (row) =>
          row.spentAt ? (
            <DateTime value={row.spentAt} show="dateTime" />
          ) : (
            <Badge>{new Date(row.expiresAt) > new Date() ? t("Not yet") : t("Never")}</Badge>
          ),
      },
    ],
    [t],
  );
  return (
    <DataTable
      id="approvals"
      label={t("Approved by PIN")}
      columns={columns}
      {...table}
      rowKey={(row) => row.id}
      rowName={(row) => row.subject}
      state={state}
      onState={setState}
      failure={query.error && !query.data ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null}
      empty={
        <EmptyState icon={<Hash aria-hidden />} title={t("Nothing was approved by PIN yet")}>
          {t("Managers set a PIN in their own account and type it where somebody needs more than their role allows.")}
        </EmptyState>
      }
    />
  );
}
