import { useRef, useState } from "react";
import type { BulkAction } from "./data-column.ts";

export type Outcome = { key: string; name: string; error: string | null };

export type BulkRun = {
  label: string;
  total: number;
  outcomes: readonly Outcome[];
  /** All rows are through, or it was stopped. */
  finished: boolean;
  /** Tries the rows that failed once more. */
  again: () => void;
};

/** Runs a bulk action row after row. Stopping ends it after the row that is under way: what was done stays done. */
export function useBulkRun<Row>(rowKey: (row: Row) => string, rowName: (row: Row) => string) {
  const [run, setRun] = useState<BulkRun | null>(null);
  const stopped = useRef(false);

  const start = async (action: BulkAction<Row>, rows: readonly Row[], answer: string): Promise<void> => {
    stopped.current = false;
    const outcomes: Outcome[] = [];
    const failed: Row[] = [];
    const show = (finished: boolean) =>
      setRun({
        label: action.label,
        total: rows.length,
        outcomes: [...outcomes],
        finished,
        again: () => void start(action, failed, answer),
      });
    show(false);
    for (const row of rows) {
      if (stopped.current) break;
      const error = await failureOf(action, row, answer);
      if (error !== null) failed.push(row);
      outcomes.push({ key: rowKey(row), name: rowName(row), error });
      show(false);
    }
    show(true);
    action.done?.();
  };
  const stop = () => {
    stopped.current = true;
  };
  return { run, start, stop, close: () => setRun(null) };
}

async function failureOf<Row>(action: BulkAction<Row>, row: Row, answer: string): Promise<string | null> {
  try {
    await action.run(row, answer);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
