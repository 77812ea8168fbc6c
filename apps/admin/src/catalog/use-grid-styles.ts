import { catalogApi, forecastApi, inventoryApi, type OutputOf, pricingApi } from "@selvedge/contract";
import type { GridStyle } from "@selvedge/ui";
import { useQueries } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../api/client.ts";
import { keyOf } from "../api/hooks.ts";
import { useCan } from "../session/session-store.ts";
import { gridStyleOf } from "./style-grid.ts";

export type PriceRows = OutputOf<typeof pricingApi.listPrices>["items"];
export type PickPrice = (prices: PriceRows, skuId: string) => number | undefined;

type Options = {
  /** Show what is available here (undefined: everywhere; null: do not ask). */
  locationId?: string | null | undefined;
  /** Show unit prices; chooses a SKU's price among the style's. */
  pickPrice?: PickPrice | undefined;
};

type Made = { from: readonly unknown[]; style: GridStyle };

/** Styles as the grid draws them, with live availability, prices and the size curve that was learnt; a style whose facts did not change stays the same object. */
export function useGridStyles(styleIds: readonly string[], { locationId, pickPrice }: Options) {
  const styles = useQueries({
    queries: styleIds.map((id) => ({
      queryKey: keyOf(catalogApi.getStyle, { id }),
      queryFn: () => call(catalogApi.getStyle, { id }),
    })),
  });
  const levels = useQueries({
    queries: styleIds.map((styleId) => {
      const input = { styleId, ...(locationId ? { locationId } : {}) };
      return {
        queryKey: keyOf(inventoryApi.getAvailability, input),
        queryFn: () => call(inventoryApi.getAvailability, input),
        enabled: locationId !== null,
      };
    }),
  });
  const prices = useQueries({
    queries: styleIds.map((styleId) => ({
      queryKey: keyOf(pricingApi.listPrices, { styleId }),
      queryFn: () => call(pricingApi.listPrices, { styleId }),
      enabled: pickPrice !== undefined,
    })),
  });
  const mayForecast = useCan()("insights.forecast.read");
  const curves = useQueries({
    queries: styleIds.map((styleId) => ({
      queryKey: keyOf(forecastApi.getSizeCurve, { styleId }),
      queryFn: () => call(forecastApi.getSizeCurve, { styleId }),
      enabled: mayForecast,
      // Where none was learnt yet a total is spread evenly, and the grid says so.
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const made = useRef(new Map<string, Made>());
  const last = useRef<GridStyle[]>([]);

  const next = styles.flatMap((query, index) => {
    const style = query.data;
    if (!style) return [];
    const here = levels[index]?.data?.items;
    const rows = prices[index]?.data?.items;
    const shares = curves[index]?.data?.sizes;
    const from = [style, here, rows, pickPrice, shares];
    const old = made.current.get(style.id);
    if (old?.from.every((fact, place) => fact === from[place])) return [old.style];
    const available = new Map<string, number>();
    for (const level of here ?? []) {
      available.set(level.skuId, (available.get(level.skuId) ?? 0) + level.availableQty);
    }
    const drawn = gridStyleOf(style, {
      availableQty: (skuId) => (here ? (available.get(skuId) ?? 0) : undefined),
      shares,
      priceMinor: (skuId) => (rows && pickPrice ? pickPrice(rows, skuId) : undefined),
    });
    made.current.set(style.id, { from, style: drawn });
    return [drawn];
  });
  const same = next.length === last.current.length && next.every((style, index) => style === last.current[index]);
  if (!same) last.current = next;
  return {
    grid: last.current,
    loading: styles.some((query) => query.isPending),
    error: styles.find((query) => query.error)?.error,
  };
}
