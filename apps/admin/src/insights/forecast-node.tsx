import { forecastApi, type OutputOf } from "@selvedge/contract";
import { buttonLook, Card, formatNumber, Page, Quantity, Share, Swatch, useFormatSettings } from "@selvedge/ui";
import { Link, useSearch } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { blendWords, MarginOverNaive, modelWords } from "./accuracy.tsx";
import { BacktestCard, DriverCard, FanCard } from "./forecast-cards.tsx";
import { type ForecastRow, type Level, nodeSearch, nodeTitle, partsOf } from "./forecast-levels.tsx";

type Forecast = OutputOf<typeof forecastApi.getForecast>;

/** One node of the hierarchy, from everything down to a SKU at a place. */
export function ForecastNode() {
  const search = useSearch({ strict: false }) as { level?: Level; nodeId?: string; locationId?: string };
  const { level = "all", nodeId, locationId } = search;
  const input = { level, ...(nodeId ? { nodeId } : {}), ...(locationId ? { locationId } : {}) };
  const forecast = useApi(forecastApi.getForecast, input, { keepPrevious: false });
  return <Loaded query={forecast}>{(loaded) => <NodeBody forecast={loaded} />}</Loaded>;
}

function NodeBody({ forecast }: { forecast: Forecast }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const { row, run } = forecast;
  const whole = (value: number) => formatNumber(Math.round(value), locale);
  const parts = partsOf(row);
  return (
    <Page
      title={
        <span className="flex items-center gap-2">
          {row.hex && <Swatch hex={row.hex} />}
          {nodeTitle(t, row)}
        </span>
      }
      badge={<MarginOverNaive value={row.marginOverNaive} />}
      back={<Crumbs row={row} />}
      detail={row.locationName ?? t("All places together")}
      actions={
        parts && (
          <Link className={buttonLook({})} to="/forecasts" search={parts as never}>
            {t("Show its parts")}
          </Link>
        )
      }
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure
          name={t("Expected in {{days}} days", { days: run.horizonDays })}
          value={<Quantity value={Math.round(row.units)} />}
          detail={t("likely {{low}} to {{high}}", { low: whole(row.low80), high: whole(row.high80) })}
        />
        <Figure
          name={t("Available")}
          value={<Quantity value={row.availableQty} />}
          detail={
            row.availableQty < row.high80
              ? t("could fall {{count}} short", { count: whole(row.high80 - row.availableQty) })
              : t("covers the upper end too")
          }
        />
        <Figure
          name={t("Error per day (WAPE)")}
          value={<Share value={row.wape} digits={0} />}
          detail={
            <>
              {t("naive")} <Share value={row.naiveWape} digits={0} />
            </>
          }
        />
        <Figure
          name={t("Lost to empty shelves")}
          value={<Quantity value={Math.round(row.lostUnits)} />}
          detail={t("pieces in the last 28 days")}
        />
      </div>
      <FanCard forecast={forecast} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <BacktestCard forecast={forecast} />
        <div className="grid gap-4">
          {forecast.places.length > 0 && <PlacesCard places={forecast.places} />}
          <DriverCard forecast={forecast} />
          <Card>
            <h2 className="mb-1 text-base font-semibold">{t("Model")}</h2>
            <p className="text-sm">{blendWords(t, modelWords(row.method))}</p>
            <p className="mt-1 text-xs text-ink-3">{blendWords(t, row.method)}</p>
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** The way up: everything, the category, the style, the colour. */
function Crumbs({ row }: { row: ForecastRow }) {
  const t = useT();
  const up: { label: string; search: Record<string, string> }[] = [];
  if (row.level !== "all") up.push({ label: t("Everything"), search: { level: "all" } });
  if (row.categoryId && row.categoryName && row.level !== "category")
    up.push({ label: row.categoryName, search: { level: "category", nodeId: row.categoryId } });
  if (row.styleId && (row.level === "colourway" || row.level === "sku"))
    up.push({ label: row.name, search: { level: "style", nodeId: row.styleId } });
  if (row.colourwayId && row.colourName && row.level === "sku")
    up.push({ label: row.colourName, search: { level: "colourway", nodeId: row.colourwayId } });
  return (
    <span className="flex flex-wrap gap-x-1.5 text-ink-2">
      <Link to="/forecasts" className="hover:underline">
        {t("Forecast")}
      </Link>
      {up.map(({ label, search }) => (
        <span key={label}>
          <span aria-hidden>/ </span>
          <Link to="/forecasts/node" search={search as never} className="hover:underline">
            {label}
          </Link>
        </span>
      ))}
    </span>
  );
}

export function Figure({ name, value, detail }: { name: string; value: React.ReactNode; detail: React.ReactNode }) {
  return (
    <Card>
      <p className="text-sm text-ink-2">{name}</p>
      <p className="tabular mt-1 truncate text-2xl font-semibold tracking-tight">{value}</p>
      <p className="mt-1 text-xs text-ink-3">{detail}</p>
    </Card>
  );
}

function PlacesCard({ places }: { places: readonly ForecastRow[] }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const most = Math.max(...places.map((p) => p.units), 1);
  return (
    <Card>
      <h2 className="mb-2 text-base font-semibold">{t("By place")}</h2>
      <ul className="space-y-2">
        {places.map((place) => (
          <li key={place.id}>
            <Link to="/forecasts/node" search={nodeSearch(place) as never} className="group/link block">
              <span className="flex items-baseline justify-between gap-3 text-sm">
                <span className="group-hover/link:underline">{place.locationName}</span>
                <span className="tabular">
                  {formatNumber(Math.round(place.units), locale)}{" "}
                  <span className="text-xs text-ink-3">{t("{{count}} available", { count: place.availableQty })}</span>
                </span>
              </span>
              <span aria-hidden className="mt-1 block h-1.5 rounded-full bg-surface-3">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(100 * place.units) / most}%` }}
                />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
