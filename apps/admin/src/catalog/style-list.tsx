import { catalogApi, type OutputOf } from "@selvedge/contract";
import {
  buttonLook,
  type DataColumn,
  DataTable,
  EmptyState,
  GarmentPicture,
  Money,
  majorUnits,
  Page,
  Quantity,
  SwatchRow,
} from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus, Shirt } from "lucide-react";
import { useMemo } from "react";
import { useApi, usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState } from "../shell/list-search.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";
import { useStyleBulk } from "./bulk-styles.tsx";

type Row = OutputOf<typeof catalogApi.listStyles>["items"][number];
type Status = Row["status"];

export function StyleList() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const input = useMemo(
    () => ({
      ...(state["q"] ? { q: state["q"] } : {}),
      ...(state["status"] ? { status: state["status"] as Status } : {}),
      ...(state["categoryId"] ? { categoryId: state["categoryId"] } : {}),
      ...(state["seasonId"] ? { seasonId: state["seasonId"] } : {}),
      ...(state["sort"] ? { sort: state["sort"] as "name" | "code" | "newest" } : {}),
    }),
    [state],
  );
  const { table } = usePages(catalogApi.listStyles, input);
  const categories = useApi(catalogApi.listCategories, {});
  const seasons = useApi(catalogApi.listSeasons, {});
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "name",
        header: t("Style"),
        sort: ["name"],
        csv: (row) => row.name,
        cell: (row) => (
          <Link to="/styles/$styleId" params={{ styleId: row.id }} className="group/link flex items-center gap-3">
            <GarmentPicture
              src={row.colours.find((colour) => colour.pictureUrl)?.pictureUrl}
              name={row.name}
              category={row.categoryName}
              hex={row.colours[0]?.hex}
            />
            <span className="min-w-0">
              <span className="line-clamp-1 font-medium break-all group-hover/link:underline">{row.name}</span>
              <span className="block truncate text-xs text-ink-3">{row.code}</span>
            </span>
          </Link>
        ),
      },
      { key: "code", header: t("Code"), sort: ["code"], hidden: true, csv: (row) => row.code, cell: (row) => row.code },
      {
        key: "colours",
        header: t("Colours"),
        room: "wide",
        csv: (row) => row.colours.map((colour) => colour.name).join(" / "),
        cell: (row) => <SwatchRow swatches={row.colours} />,
      },
      {
        key: "category",
        header: t("Category"),
        room: "widest",
        csv: (row) => row.categoryName,
        cell: (row) => row.categoryName ?? "–",
      },
      {
        key: "season",
        header: t("Season"),
        room: "widest",
        csv: (row) => row.seasonName,
        cell: (row) => row.seasonName ?? "–",
      },
      {
        key: "brand",
        header: t("Brand"),
        hidden: true,
        csv: (row) => row.brand,
        cell: (row) => row.brand ?? "–",
      },
      {
        key: "status",
        header: t("State"),
        room: "wide",
        csv: (row) => row.status,
        cell: (row) => <StatusBadge status={row.status} />,
      },
      {
        key: "onHand",
        header: t("On hand"),
        definition: t(
          "Pieces that are physically there, at every place that sells; quarantine and transit are left out.",
        ),
        align: "end",
        room: "widest",
        csv: (row) => row.onHandQty,
        cell: (row) => <Quantity value={row.onHandQty} />,
      },
      {
        key: "available",
        header: t("Available"),
        definition: t("On hand less what is reserved for orders: what may still be promised."),
        align: "end",
        csv: (row) => row.availableQty,
        cell: (row) => (
          <Quantity
            value={row.availableQty}
            className={row.availableQty <= 0 ? "font-medium text-bad" : "font-medium"}
          />
        ),
      },
      {
        key: "price",
        header: t("Price"),
        definition: t("The style's price on the base list today, for one piece."),
        align: "end",
        room: "wide",
        csv: (row) => majorUnits(row.priceMinor, row.currency),
        cell: (row) => <Money amountMinor={row.priceMinor} currency={row.currency} />,
      },
    ],
    [t],
  );
  const bulk = useStyleBulk(categories.data?.items ?? [], seasons.data?.items ?? []);
  const newStyle = can("catalog.style.change") && (
    <Link to="/styles/new" className={buttonLook({ tone: "primary" })}>
      <Plus aria-hidden />
      {t("New style")}
    </Link>
  );
  return (
    <Page fill title={t("Styles")} actions={newStyle}>
      <DataTable
        id="styles"
        label={t("Styles")}
        columns={columns}
        {...table}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.code} ${row.name}`}
        state={state}
        onState={setState}
        searchPlaceholder={t("Name, style code, SKU or GTIN")}
        filters={[
          {
            key: "status",
            label: t("State"),
            options: catalogApi.styleStatuses.map((value) => ({ value, label: statusWords(t, value) })),
          },
          {
            key: "categoryId",
            label: t("Category"),
            options: (categories.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            key: "seasonId",
            label: t("Season"),
            options: (seasons.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            key: "sort",
            label: t("Order"),
            options: [
              { value: "name", label: t("By name") },
              { value: "code", label: t("By code") },
              { value: "newest", label: t("Newest first") },
            ],
          },
        ]}
        onOpen={(row) => void navigate({ to: "/styles/$styleId", params: { styleId: row.id } })}
        empty={
          <EmptyState
            icon={<Shirt aria-hidden />}
            title={Object.keys(input).length > 0 ? t("No style matches") : t("No styles yet")}
            action={newStyle}
          >
            {t("A style is a design sold in colours and sizes. One form makes its whole matrix.")}
          </EmptyState>
        }
        bulkActions={bulk}
      />
    </Page>
  );
}
