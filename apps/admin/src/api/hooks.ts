import type { Endpoint, InputOf, OutputOf } from "@selvedge/contract";
import { toast } from "@selvedge/ui";
import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { createElement, useCallback, useMemo } from "react";
import { call, errorText, problemOf } from "./client.ts";
import { Failure } from "./query-states.tsx";

/** Seconds after which a limit lets the next request through; a person who is told so waits longer than this themselves. */
const longestWaitSeconds = 5;
const secondsAsked = (error: unknown) => Number(problemOf(error)?.details?.["retryAfterSeconds"] ?? 0);

/** Retries only what may pass by itself: the network, a busy server and a limit that is soon over, never a refusal. */
function retry(count: number, error: unknown): boolean {
  const status = problemOf(error)?.status;
  const passes = status === undefined || status >= 500 || status === 429;
  return count < 2 && passes && secondsAsked(error) <= longestWaitSeconds;
}

const retryDelay = (count: number, error: unknown) => Math.max(secondsAsked(error), 2 ** count) * 1000;

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry, retryDelay, staleTime: 15_000, refetchOnWindowFocus: true } },
});

export const keyOf = (endpoint: Endpoint, input: unknown): QueryKey => [endpoint.name, input];

type ApiOptions = {
  enabled?: boolean;
  /** Milliseconds between loads while something is under way; false stops. */
  pollMs?: number | false;
  /** Show the last answer while the next one loads (the default). */
  keepPrevious?: boolean;
  /** Milliseconds for which an answer is good, where it hardly ever changes. */
  staleMs?: number;
};

/** Reads one query of the contract. */
export function useApi<E extends Endpoint>(endpoint: E, input: InputOf<E>, options: ApiOptions = {}) {
  return useQuery<OutputOf<E>>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    enabled: options.enabled ?? true,
    refetchInterval: options.pollMs ?? false,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
    ...(options.keepPrevious === false ? {} : { placeholderData: keepPreviousData }),
  });
}

type RowOf<E> = OutputOf<E> extends { items: (infer Row)[] } ? Row : never;
type PageOf<Row> = { items: Row[]; nextCursor: string | null };

/** A file of more rows is no longer opened by a spreadsheet at ease; the person is told to narrow the list. */
const mostExported = 100_000;

/** Reads a list page by page; `fetchAll` walks every page for an export. */
export function usePages<E extends Endpoint>(endpoint: E, input: Omit<InputOf<E>, "cursor" | "limit">, enabled = true) {
  type Row = RowOf<E>;
  const read = useCallback(
    (cursor: string | undefined, limit: number, signal?: AbortSignal) =>
      call(endpoint, { ...input, limit, ...(cursor ? { cursor } : {}) } as InputOf<E>, {
        ...(signal ? { signal } : {}),
      }) as Promise<unknown> as Promise<PageOf<Row> & OutputOf<E>>,
    [endpoint, input],
  );
  const query = useInfiniteQuery({
    queryKey: [endpoint.name, "pages", input],
    queryFn: ({ pageParam, signal }) => read(pageParam, 50, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const fetchAll = async (onCount: (rows: number) => void, signal: AbortSignal) => {
    const all: Row[] = [];
    let cursor: string | undefined;
    do {
      const page = await read(cursor, 200, signal);
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      onCount(all.length);
    } while (cursor && all.length < mostExported);
    return { rows: all as readonly Row[], whole: !cursor };
  };
  return {
    rows,
    first: query.data?.pages[0],
    query,
    table: {
      rows,
      loading: query.isPending || query.isPlaceholderData,
      hasMore: query.hasNextPage,
      loadingMore: query.isFetchingNextPage,
      onLoadMore: () => void query.fetchNextPage(),
      fetchAll,
      /** Stands in place of the rows when not even the first page came. */
      failure:
        query.error && !query.data
          ? createElement(Failure, { error: query.error, onRetry: () => void query.refetch() })
          : null,
    },
  };
}

type CommandOptions<E extends Endpoint> = {
  /** Queries (by endpoint name, or a prefix ending in ".") that show something else afterwards. */
  refresh?: readonly string[];
  /** Told in a toast on success. */
  done?: string | ((output: OutputOf<E>) => string);
  onDone?: (output: OutputOf<E>) => void;
  /** The caller shows errors itself (a form beside its fields). */
  quietErrors?: boolean;
};

/** Runs one command of the contract; a repeat within one press is made harmless by its idempotency key. */
export function useCommand<E extends Endpoint>(endpoint: E, options: CommandOptions<E> = {}) {
  const client = useQueryClient();
  return useMutation<OutputOf<E>, Error, InputOf<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: (output) => {
      refreshQueries(client, options.refresh ?? []);
      if (options.done) {
        toast({ tone: "good", title: typeof options.done === "string" ? options.done : options.done(output) });
      }
      options.onDone?.(output);
    },
    onError: (error) => {
      if (options.quietErrors) return;
      toast({ tone: "bad", title: errorText(error) });
    },
  });
}

export function refreshQueries(client: QueryClient, names: readonly string[]): void {
  if (names.length === 0) return;
  void client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const name = String(queryKey[0]);
      return names.some((wanted) => (wanted.endsWith(".") ? name.startsWith(wanted) : name === wanted));
    },
  });
}

/** Has queries load again now, outside of a command: when work in the background has ended. */
export function refreshNow(names: readonly string[]): void {
  refreshQueries(queryClient, names);
}
