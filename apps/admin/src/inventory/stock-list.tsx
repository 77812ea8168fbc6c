import { inventoryApi, type OutputOf } from "@selvedge/contract";
import {
  Button,
  buttonLook,
  type DataColumn,
  DataTable,
  EmptyState,
  GarmentPicture,
  Page,
  Quantity,
} from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, Boxes, History, PackagePlus, SlidersHorizontal } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, usePages } from "../api/hooks.ts";
import { Changing } from "../dashboard/changing.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState } from "../shell/list-search.ts";
import { AdjustStock } from "./adjust-stock.tsx";
import { TransferStock } from "./transfer-stock.tsx";

export type StockRow = OutputOf<typeof inventoryApi.listStock>["items"][number];

/** Levels by SKU and place; they change by the feed where they stand. */
export function StockList() {
  const t = useT();
  const can = useCan();
  const [state, setState] = useListState();
  const [adjusting, setAdjusting] = useState<StockRow | null>(null);
  const [moving, setMoving] = useState<StockRow | null>(null);
  const locations = useApi(inventoryApi.listLocations, {});
  const input = useMemo(
    () => ({
      ...(state["q"] ? { q: state["q"] } : {}),
      ...(state["locationId"] ? { locationId: state["locationId"] } : {}),
      ...(state["styleId"] ? { styleId: state["styleId"] } : {}),
      ...(state["state"] ? { state: state["state"] as "in_stock" | "out" | "low" } : {}),
      ...(state["sort"] ? { sort: state["sort"] as "available_low" } : {}),
    }),
    [state],
  );
  const { table } = usePages(inventoryApi.listStock, input);
  const mayAdjust = can("inventory.stock.adjust");
  const mayMove = can("inventory.stock.transfer");
  const columns = useMemo<DataColumn<StockRow>[]>(
    () => [
      {
        key: "sku",
        header: t("SKU"),
        csv: (row) => row.skuCode,
        cell: (row) => (
          <span className="flex items-center gap-3">
            <GarmentPicture src={row.pictureUrl} name={`${row.styleName}, ${row.colourName}`} hex={row.hex} size="xs" />
            <span className="min-w-0">
              <Link
                to="/styles/$styleId"
                params={{ styleId: row.styleId }}
                className="line-clamp-1 font-medium break-all hover:underline"
              >
                {row.styleName}
              </Link>
              <span className="block truncate text-xs text-ink-3">
                {row.colourName} · {row.size} <span className="hidden sm:inline">· {row.skuCode}</span>
              </span>
            </span>
          </span>
        ),
      },
      {
        key: "style",
        header: t("Style"),
        hidden: true,
        csv: (row) => row.styleName,
        cell: (row) => row.styleCode,
      },
      { key: "colour", header: t("Colour"), hidden: true, csv: (row) => row.colourName, cell: (row) => row.colourName },
      { key: "size", header: t("Size"), hidden: true, csv: (row) => row.size, cell: (row) => row.size },
      {
        key: "location",
        header: t("Location"),
        room: "wide",
        csv: (row) => row.locationName,
        cell: (row) => row.locationName,
      },
      {
        key: "onHand",
        header: t("On hand"),
        definition: t("Pieces that are physically there: the sum of all moves."),
        sort: ["on_hand_low", "on_hand_high"],
        align: "end",
        room: "wide",
        csv: (row) => row.onHandQty,
        cell: (row) => (
          <Changing value={row.onHandQty}>
            <Quantity value={row.onHandQty} />
          </Changing>
        ),
      },
      {
        key: "reserved",
        header: t("Reserved"),
        definition: t("Promised to order lines at this place and not yet shipped."),
        align: "end",
        room: "wide",
        csv: (row) => row.reservedQty,
        cell: (row) => (
          <Changing value={row.reservedQty}>
            <Quantity value={row.reservedQty} className={row.reservedQty === 0 ? "text-ink-3" : ""} />
          </Changing>
        ),
      },
      {
        key: "available",
        header: t("Available"),
        definition: t("On hand less reserved: what may still be promised here."),
        sort: ["available_low", "available_high"],
        align: "end",
        csv: (row) => row.availableQty,
        cell: (row) => (
          <Changing value={row.availableQty}>
            <Quantity
              value={row.availableQty}
              className={row.availableQty <= 0 ? "font-semibold text-bad" : "font-semibold"}
            />
          </Changing>
        ),
      },
      {
        key: "backordered",
        header: t("Backordered"),
        definition: t("Sold and still owed: pieces that orders wait for here."),
        align: "end",
        hidden: true,
        csv: (row) => row.backorderedQty,
        cell: (row) => <Quantity value={row.backorderedQty} />,
      },
      {
        key: "do",
        header: "",
        align: "end",
        cell: (row) => (
          <span className="inline-flex justify-end">
            {mayAdjust && (
              <Button
                tone="quiet"
                size="iconSm"
                aria-label={t("Adjust {{name}}", { name: row.skuCode })}
                title={t("Adjust")}
                onClick={() => setAdjusting(row)}
              >
                <SlidersHorizontal aria-hidden />
              </Button>
            )}
            {mayMove && (
              <Button
                tone="quiet"
                size="iconSm"
                className="hidden sm:inline-flex"
                aria-label={t("Transfer {{name}}", { name: row.skuCode })}
                title={t("Transfer")}
                onClick={() => setMoving(row)}
              >
                <ArrowLeftRight aria-hidden />
              </Button>
            )}
            <Link
              to="/stock/moves"
              search={{ skuId: row.skuId, name: row.skuCode }}
              aria-label={t("Moves of {{name}}", { name: row.skuCode })}
              title={t("Moves")}
              className={buttonLook({ tone: "quiet", size: "iconSm", className: "hidden sm:inline-flex" })}
            >
              <History aria-hidden />
            </Link>
          </span>
        ),
      },
    ],
    [t, mayAdjust, mayMove],
  );
  return (
    <Page
      fill
      title={t("Stock")}
      actions={
        <>
          <Link to="/stock/moves" className={buttonLook()}>
            <History aria-hidden />
            {t("Moves")}
          </Link>
          {can("inventory.stock.receive") && (
            <Link to="/stock/receive" className={buttonLook({ tone: "primary" })}>
              <PackagePlus aria-hidden />
              {t("Receive")}
            </Link>
          )}
        </>
      }
    >
      <DataTable
        id="stock"
        label={t("Stock")}
        columns={columns}
        {...table}
        rowKey={(row) => `${row.skuId}|${row.locationId}`}
        rowName={(row) => row.skuCode}
        state={state}
        onState={setState}
        searchPlaceholder={t("SKU, GTIN, style or colour")}
        filters={[
          {
            key: "locationId",
            label: t("Location"),
            options: (locations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            key: "state",
            label: t("Level"),
            options: [
              { value: "in_stock", label: t("In stock") },
              { value: "low", label: t("Low") },
              { value: "out", label: t("Out of stock") },
            ],
          },
        ]}
        empty={
          <EmptyState icon={<Boxes aria-hidden />} title={t("No stock yet")}>
            {t("Receive goods at a location and their levels show here, live.")}
          </EmptyState>
        }
      />
      {adjusting && <AdjustStock row={adjusting} onClose={() => setAdjusting(null)} />}
      {moving && <TransferStock row={moving} locations={locations.data?.items ?? []} onClose={() => setMoving(null)} />}
    </Page>
  );
}
