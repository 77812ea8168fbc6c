import { type forecastApi, inventoryApi, type OutputOf } from "@selvedge/contract";
import { GarmentPicture } from "@selvedge/ui";
import { useApi } from "../api/hooks.ts";
import { type Translate, useT } from "../i18n/i18n.ts";

export type ForecastRow = OutputOf<typeof forecastApi.listForecasts>["items"][number];
export type Level = ForecastRow["level"];
export const levels = ["category", "style", "colourway", "sku"] as const;

export function levelWords(t: Translate, level: Level): string {
  return {
    all: t("Everything"),
    category: t("Categories"),
    style: t("Styles"),
    colourway: t("Colours"),
    sku: t("SKUs"),
  }[level];
}

/** A node's name in full, for titles. */
export function nodeTitle(t: Translate, row: ForecastRow): string {
  if (row.level === "all") return t("Everything that sells");
  return [row.name, row.colourName, row.size].filter(Boolean).join(" · ");
}

/** Where a node's page is. */
export function nodeSearch(row: Pick<ForecastRow, "level" | "nodeId" | "locationId">): Record<string, string> {
  return {
    level: row.level,
    ...(row.nodeId ? { nodeId: row.nodeId } : {}),
    ...(row.locationId ? { locationId: row.locationId } : {}),
  };
}

/** The level below and the filter that lists a node's parts there; null for a SKU. */
export function partsOf(row: ForecastRow): Record<string, string> | null {
  const place: Record<string, string> = row.locationId ? { locationId: row.locationId } : {};
  if (row.level === "all") return row.locationId ? { level: "style", ...place } : { level: "category" };
  if (!row.nodeId || row.level === "sku") return null;
  if (row.level === "category") return { level: "style", categoryId: row.nodeId, ...place };
  if (row.level === "style")
    return row.locationId
      ? { level: "sku", styleId: row.nodeId, ...place }
      : { level: "colourway", styleId: row.nodeId };
  return { level: "sku", colourwayId: row.nodeId, ...place };
}

export function NodeName({ row }: { row: ForecastRow }) {
  const t = useT();
  const below = [row.colourName, row.size, row.level === "category" ? null : row.code].filter(Boolean).join(" · ");
  return (
    <span className="flex items-center gap-3">
      {row.hex && <GarmentPicture name={`${row.name}, ${row.colourName}`} hex={row.hex} size="xs" />}
      <span className="min-w-0">
        <span className="line-clamp-1 font-medium break-all group-hover/link:underline">
          {row.name || t("Everything that sells")}
        </span>
        {below && <span className="block truncate text-xs text-ink-3">{below}</span>}
      </span>
    </span>
  );
}

/** Places that hold stock, for the filter. */
export function usePlaces(): { value: string; label: string }[] {
  const locations = useApi(inventoryApi.listLocations, { includeVirtual: false });
  return (locations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
}
