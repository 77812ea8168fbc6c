import { catalogApi, inventoryApi, type OutputOf } from "@selvedge/contract";
import { Button, Card, GarmentPicture, Menu, Page, Quantity, Select, SizeGrid, Tabs } from "@selvedge/ui";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ChevronDown, Pencil } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { currentLanguage, useT } from "../i18n/i18n.ts";
import { StylePrices } from "../pricing/style-prices.tsx";
import { useCan } from "../session/session-store.ts";
import { countryName } from "../shell/places.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";
import { ColourwayList } from "./colourway-list.tsx";
import { EditStyle } from "./edit-style.tsx";
import { gridStyleOf } from "./style-grid.ts";
import { taxClassOptions } from "./tax-classes.ts";

type Style = OutputOf<typeof catalogApi.getStyle>;

export function StylePage() {
  const { styleId } = useParams({ strict: false }) as { styleId: string };
  const style = useApi(catalogApi.getStyle, { id: styleId }, { keepPrevious: false });
  return <Loaded query={style}>{(loaded) => <StyleBody key={loaded.id} style={loaded} />}</Loaded>;
}

function StyleBody({ style }: { style: Style }) {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "stock";
  const [editing, setEditing] = useState(false);
  const mayChange = can("catalog.style.change");
  const change = useCommand(catalogApi.changeStyle, { refresh: ["catalog."], done: t("Saved") });
  const skuCount = style.colourways.reduce((sum, colourway) => sum + colourway.skus.length, 0);
  const tabs = [
    ...(can("inventory.stock.read")
      ? [{ value: "stock", label: t("Stock"), content: <StyleStock style={style} /> }]
      : []),
    ...(can("pricing.price.read")
      ? [{ value: "prices", label: t("Prices"), content: <StylePrices style={style} /> }]
      : []),
    {
      value: "colours",
      label: t("Colours and SKUs"),
      count: style.colourways.length,
      content: <ColourwayList style={style} />,
    },
  ];
  return (
    <Page
      title={style.name}
      badge={<StatusBadge status={style.status} />}
      back={
        <Link to="/styles" className="text-ink-2 hover:underline">
          {t("Styles")}
        </Link>
      }
      detail={
        <>
          {style.code} · {t("{{count}} colours", { count: style.colourways.length })} ·{" "}
          {t("{{count}} SKUs", { count: skuCount })}
        </>
      }
      actions={
        mayChange && (
          <>
            <Menu
              trigger={
                <Button busy={change.isPending}>
                  {t("State")}
                  <ChevronDown aria-hidden />
                </Button>
              }
              items={catalogApi.styleStatuses
                .filter((status) => status !== style.status)
                .map((status) => ({
                  key: status,
                  label: statusWords(t, status),
                  danger: status === "archived",
                  onSelect: () => change.mutate({ id: style.id, status, version: style.version }),
                }))}
            />
            <Button tone="primary" icon={<Pencil aria-hidden />} onClick={() => setEditing(true)}>
              {t("Edit")}
            </Button>
          </>
        )
      }
    >
      <StyleHead style={style} />
      <Tabs
        label={t("Parts of the style")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={tabs}
      />
      {editing && <EditStyle style={style} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function StyleHead({ style }: { style: Style }) {
  const t = useT();
  const facts: [string, string | null | undefined][] = [
    [t("Category"), style.category?.name],
    [t("Season"), style.season?.name],
    [t("Brand"), style.brand],
    [t("Fabric"), style.fabric],
    [t("HSN code"), style.hsnCode],
    [t("Tax class"), taxClassOptions(t).find(({ value }) => value === style.taxClass)?.label ?? style.taxClass],
    [t("Made in"), style.originCountry && countryName(style.originCountry, currentLanguage())],
    [t("Size scale"), style.sizeScale.name],
  ];
  return (
    <Card>
      <div className="flex flex-col gap-4 sm:flex-row">
        <ul className="scroll-thin flex shrink-0 gap-2 overflow-x-auto sm:max-w-[50%]">
          {style.colourways
            .filter(({ status }) => status === "active")
            .map((colourway) => (
              <li key={colourway.id} className="w-20 shrink-0">
                <GarmentPicture
                  src={colourway.pictureUrl}
                  name={`${style.name}, ${colourway.name}`}
                  category={style.category?.name ?? style.name}
                  hex={colourway.hex}
                  size="md"
                />
                <span className="mt-1 line-clamp-2 block text-center text-xs text-ink-2">{colourway.name}</span>
              </li>
            ))}
        </ul>
        <dl className="grid flex-1 grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] content-start gap-x-6 gap-y-2 text-sm">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name} className="min-w-0">
                <dt className="text-xs text-ink-3">{name}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
        </dl>
      </div>
      {style.description && <p className="mt-3 max-w-prose text-sm text-pretty text-ink-2">{style.description}</p>}
    </Card>
  );
}

/** Levels of the whole matrix at one place or all; they change by the feed. */
function StyleStock({ style }: { style: Style }) {
  const t = useT();
  const [locationId, setLocationId] = useState("");
  const [figure, setFigure] = useState<"availableQty" | "onHandQty" | "reservedQty">("availableQty");
  const locations = useApi(inventoryApi.listLocations, {});
  const levels = useApi(inventoryApi.getAvailability, { styleId: style.id, ...(locationId ? { locationId } : {}) });
  const sums = useMemo(() => {
    const bySku: Record<string, number> = {};
    for (const level of levels.data?.items ?? []) bySku[level.skuId] = (bySku[level.skuId] ?? 0) + level[figure];
    return bySku;
  }, [levels.data, figure]);
  const grid = useMemo(() => [gridStyleOf(style)], [style]);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        <Select
          aria-label={t("Location")}
          className="w-56"
          value={locationId}
          placeholder={t("All locations")}
          options={(locations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setLocationId(event.target.value)}
        />
        <Select
          aria-label={t("Figure")}
          className="w-40"
          value={figure}
          options={[
            { value: "availableQty", label: t("Available") },
            { value: "onHandQty", label: t("On hand") },
            { value: "reservedQty", label: t("Reserved") },
          ]}
          onChange={(event) => setFigure(event.target.value as typeof figure)}
        />
      </div>
      <Loaded query={levels}>
        {() => (
          <SizeGrid label={t("Stock of {{name}}", { name: style.name })} styles={grid} initial={sums} readOnly bare />
        )}
      </Loaded>
      <LocationTable levels={levels.data?.items ?? []} names={locations.data?.items ?? []} />
    </div>
  );
}

type Level = OutputOf<typeof inventoryApi.getAvailability>["items"][number];

function LocationTable({
  levels,
  names,
}: {
  levels: readonly Level[];
  names: readonly { id: string; name: string }[];
}) {
  const t = useT();
  const places = names
    .map(({ id, name }) => {
      const here = levels.filter((level) => level.locationId === id);
      const sum = (pick: (level: Level) => number) => here.reduce((all, level) => all + pick(level), 0);
      return {
        id,
        name,
        onHand: sum((level) => level.onHandQty),
        reserved: sum((level) => level.reservedQty),
        available: sum((level) => level.availableQty),
      };
    })
    .filter((place) => place.onHand !== 0 || place.reserved !== 0);
  if (places.length === 0) return null;
  return (
    <Card title={t("By location")} flush>
      <table className="w-full text-sm">
        <thead className="text-xs text-ink-2">
          <tr>
            <th scope="col" className="px-4 py-2 text-start font-medium">
              {t("Location")}
            </th>
            {[t("On hand"), t("Reserved"), t("Available")].map((name) => (
              <th key={name} scope="col" className="px-4 py-2 text-end font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place.id} className="border-t border-line">
              <td className="px-4 py-2">{place.name}</td>
              {[place.onHand, place.reserved, place.available].map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three fixed columns
                <td key={index} className="px-4 py-2 text-end">
                  <Quantity value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
