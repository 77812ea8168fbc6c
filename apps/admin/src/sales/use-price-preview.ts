import { type InputOf, type OutputOf, salesApi } from "@selvedge/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { call } from "../api/client.ts";
import { keyOf } from "../api/hooks.ts";

export type Draft = InputOf<typeof salesApi.priceOrder>;
export type Priced = OutputOf<typeof salesApi.priceOrder>;

/** What the draft would cost by the server's own rules, asked again a moment after the last change. */
export function usePricePreview(draft: Draft | undefined) {
  const text = draft && draft.lines.length > 0 ? JSON.stringify(draft) : null;
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery<Priced>({
    queryKey: keyOf(salesApi.priceOrder, settled),
    queryFn: ({ signal }) => call(salesApi.priceOrder, JSON.parse(settled ?? "null") as Draft, { signal }),
    enabled: settled !== null && text !== null,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
  return {
    priced: text === null ? undefined : query.data,
    error: text === null ? null : query.error,
    /** The figures shown are of an earlier draft. */
    stale: text !== settled || query.isFetching,
  };
}
