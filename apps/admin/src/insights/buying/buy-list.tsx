import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  Money,
  majorUnits,
  Quantity,
  Swatch,
  type Tone,
} from "@selvedge/ui";
import { ClipboardList } from "lucide-react";
import { useMemo } from "react";
import { call } from "../../api/client.ts";
import { refreshNow, usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";
import { useListState } from "../../shell/list-search.ts";

type Line = OutputOf<typeof decideApi.listBuyList>["items"][number];
const tones: Record<Line["status"], Tone> = { listed: "accent", ordered: "note", received: "good", removed: "neutral" };

/** Accepted buys: order them, mark them, take them out as a file. */
export function BuyList() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const input = useMemo(
    () => ({
      ...(state["q"] ? { q: state["q"] } : {}),
      ...(state["status"] ? { status: state["status"] as Line["status"] } : {}),
    }),
    [state],
  );
  const { table } = usePages(decideApi.listBuyList, input);
  const words = useMemo(
    () => ({ listed: t("To order"), ordered: t("Ordered"), received: t("Received"), removed: t("Removed") }),
    [t],
  );
  const columns = useMemo<DataColumn<Line>[]>(
    () => [
      {
        key: "sku",
        header: t("SKU"),
        csv: (line) => line.skuCode,
        cell: (line) => (
          <span className="flex min-w-0 items-center gap-2">
            <Swatch hex={line.hex} />
            <span className="min-w-0">
              <span className="line-clamp-1 font-medium">{line.styleName}</span>
              <span className="block truncate text-xs text-ink-3">
                {line.colourName} · {line.size} · {line.skuCode}
              </span>
            </span>
          </span>
        ),
      },
      { key: "style", header: t("Style"), hidden: true, csv: (line) => line.styleName, cell: (line) => line.styleName },
      {
        key: "colour",
        header: t("Colour"),
        hidden: true,
        csv: (line) => line.colourName,
        cell: (line) => line.colourName,
      },
      { key: "size", header: t("Size"), hidden: true, csv: (line) => line.size, cell: (line) => line.size },
      {
        key: "qty",
        header: t("Pieces"),
        align: "end",
        csv: (line) => line.qty,
        cell: (line) => <Quantity value={line.qty} className="font-semibold" />,
      },
      {
        key: "cost",
        header: t("Cost"),
        align: "end",
        room: "wide",
        csv: (line) => majorUnits(line.costMinor, line.currency),
        cell: (line) => <Money amountMinor={line.costMinor} currency={line.currency} />,
      },
      {
        key: "expected",
        header: t("On the shelf by"),
        room: "wide",
        csv: (line) => line.expectedOn,
        cell: (line) => <DateTime value={line.expectedOn} />,
      },
      {
        key: "status",
        header: t("State"),
        csv: (line) => line.status,
        cell: (line) => <Badge tone={tones[line.status]}>{words[line.status]}</Badge>,
      },
    ],
    [t, words],
  );
  const mark = (key: "ordered" | "received" | "removed", label: string) => ({
    ...{ key, label, danger: key === "removed" },
    run: (line: Line) => call(decideApi.changeBuyList, { ids: [line.id], status: key }),
    done: () => refreshNow(["insights.list_buy_list"]),
  });
  return (
    <div className="pt-4">
      <DataTable
        id="buy-list"
        label={t("Buy list")}
        columns={columns}
        {...table}
        rowKey={(line) => line.id}
        rowName={(line) => line.skuCode}
        state={state}
        onState={setState}
        searchPlaceholder={t("SKU or style")}
        filters={[
          {
            key: "status",
            label: t("State"),
            options: (["listed", "ordered", "received", "removed"] as const).map((value) => ({
              value,
              label: words[value],
            })),
          },
        ]}
        bulkActions={
          can("insights.buying.change")
            ? [
                mark("ordered", t("Mark as ordered")),
                mark("received", t("Mark as received")),
                mark("removed", t("Remove")),
              ]
            : []
        }
        empty={
          <EmptyState icon={<ClipboardList aria-hidden />} title={t("No buy has been accepted yet")}>
            {t("Accepted buys stand here until they are received; they can be taken out as a file for the supplier.")}
          </EmptyState>
        }
      />
    </div>
  );
}
