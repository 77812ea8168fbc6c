import { inventoryApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  Money,
  majorUnits,
  Page,
  Quantity,
  useFormatSettings,
} from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { History, X } from "lucide-react";
import { useMemo } from "react";
import { useApi, usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useListState } from "../shell/list-search.ts";
import { statusWords } from "../shell/status-words.ts";

type Row = OutputOf<typeof inventoryApi.listMoves>["items"][number];
const reasons = ["receipt", "opening", "sale", "return", "transfer", "adjustment", "count", "scrap"] as const;

/** The stock ledger: every piece that moved, from where to where and why. */
export function MoveList() {
  const t = useT();
  const { currency } = useFormatSettings();
  const [state, setState] = useListState();
  const locations = useApi(inventoryApi.listLocations, { includeVirtual: false });
  const input = useMemo(() => {
    const { q, skuId, locationId, reason } = state;
    return Object.fromEntries(Object.entries({ q, skuId, locationId, reason }).filter(([, value]) => value));
  }, [state]);
  const { table } = usePages(inventoryApi.listMoves, input);
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "at",
        header: t("When"),
        csv: (row) => row.occurredAt,
        cell: (row) => <DateTime value={row.occurredAt} show="dateTime" />,
      },
      {
        key: "sku",
        header: t("SKU"),
        csv: (row) => row.skuCode,
        cell: (row) => (
          <span className="block min-w-0">
            <span className="line-clamp-1 break-all">{row.styleName}</span>
            <span className="block font-mono text-xs text-ink-3">{row.skuCode}</span>
          </span>
        ),
      },
      {
        key: "reason",
        header: t("Reason"),
        room: "wide",
        csv: (row) => row.reason,
        cell: (row) => <Badge>{statusWords(t, row.reason)}</Badge>,
      },
      { key: "from", header: t("From"), room: "wide", csv: (row) => row.fromName, cell: (row) => row.fromName },
      { key: "to", header: t("To"), room: "wide", csv: (row) => row.toName, cell: (row) => row.toName },
      {
        key: "qty",
        header: t("Pieces"),
        align: "end",
        csv: (row) => row.qty,
        cell: (row) => <Quantity value={row.qty} className="font-semibold" />,
      },
      {
        key: "value",
        header: t("Value"),
        align: "end",
        room: "widest",
        csv: (row) => majorUnits(row.valueMinor, currency),
        cell: (row) => (row.valueMinor === null ? "" : <Money amountMinor={row.valueMinor} />),
      },
      { key: "note", header: t("Note"), room: "widest", csv: (row) => row.note, cell: (row) => row.note ?? "" },
      {
        key: "document",
        header: t("Document"),
        hidden: true,
        csv: (row) => row.documentType,
        cell: (row) => statusWords(t, row.documentType),
      },
    ],
    [t, currency],
  );
  return (
    <Page
      fill
      title={t("Stock moves")}
      back={
        <Link to="/stock" className="text-ink-2 hover:underline">
          {t("Stock")}
        </Link>
      }
      detail={
        state["skuId"] && (
          <span className="inline-flex items-center gap-1">
            {t("Only {{name}}", { name: state["name"] ?? state["skuId"] })}
            <Link to="/stock/moves" aria-label={t("Show all moves")} className="rounded p-0.5 hover:bg-surface-3">
              <X className="size-3.5" aria-hidden />
            </Link>
          </span>
        )
      }
    >
      <DataTable
        id="stock-moves"
        label={t("Stock moves")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => row.skuCode}
        state={state}
        onState={setState}
        searchPlaceholder={t("SKU or style")}
        filters={[
          {
            key: "locationId",
            label: t("Location"),
            options: (locations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            key: "reason",
            label: t("Reason"),
            options: reasons.map((value) => ({ value, label: statusWords(t, value) })),
          },
        ]}
        empty={
          <EmptyState icon={<History aria-hidden />} title={t("No moves")}>
            {t("Every receipt, sale, transfer and correction is written here and never changed.")}
          </EmptyState>
        }
      />
    </Page>
  );
}
