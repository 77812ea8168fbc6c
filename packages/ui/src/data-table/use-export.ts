import { useRef, useState } from "react";
import { toast } from "../toast.tsx";
import { useUiText } from "../ui-text.tsx";
import { saveFile, toCsv } from "./csv.ts";
import type { DataColumn } from "./data-column.ts";

/** Every matching row, page by page. `whole` is false where the list is longer than a file takes. */
export type FetchAll<Row> = (
  onCount: (rows: number) => void,
  signal: AbortSignal,
) => Promise<{ rows: readonly Row[]; whole: boolean }>;

export type Export = {
  /** Rows read so far while a file is being made; null when none is. */
  count: number | null;
  start: () => void;
  stop: () => void;
};

/** Makes a CSV of all matching rows with every column that has a value for it; tells how far it is and can be stopped. */
export function useExport<Row>(
  name: string,
  columns: readonly DataColumn<Row>[],
  fetchAll: FetchAll<Row>,
): Export | null {
  const text = useUiText();
  const [count, setCount] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  const exported = columns.filter((column) => column.csv);
  if (exported.length === 0) return null;
  const start = async () => {
    const stopper = new AbortController();
    running.current = stopper;
    setCount(0);
    try {
      const { rows, whole } = await fetchAll(setCount, stopper.signal);
      const header = exported.map((column) => column.header);
      const body = rows.map((row) => exported.map((column) => column.csv?.(row)));
      saveFile(`${name}.csv`, toCsv(header, body));
      if (!whole) toast({ tone: "warn", title: text.exportCut, detail: text.exportNarrow });
    } catch (error) {
      if (!stopper.signal.aborted) {
        toast({ tone: "bad", title: text.exportFailed, detail: error instanceof Error ? error.message : undefined });
      }
    } finally {
      setCount(null);
    }
  };
  return { count, start: () => void start(), stop: () => running.current?.abort() };
}
