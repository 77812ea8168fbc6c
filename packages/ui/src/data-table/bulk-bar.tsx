import { CheckCircle2, CircleX, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../button.tsx";
import { Dialog } from "../dialog.tsx";
import { Progress } from "../progress.tsx";
import { useUiText } from "../ui-text.tsx";
import type { BulkAction } from "./data-column.ts";

type Outcome = { key: string; name: string; error: string | null };

type BulkBarProps<Row> = {
  rows: readonly Row[];
  actions: readonly BulkAction<Row>[];
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  onClear: () => void;
};

/**
 * Over the table while rows are selected; every row gets its own outcome, and one that fails stops no other. The outcomes stay to be read when
 * their rows have left the list.
 */
export function BulkBar<Row>({ rows, actions, rowKey, rowName, onClear }: BulkBarProps<Row>) {
  const text = useUiText();
  const [running, setRunning] = useState<{ label: string; total: number; outcomes: Outcome[] } | null>(null);

  const run = async (action: BulkAction<Row>) => {
    const outcomes: Outcome[] = [];
    setRunning({ label: action.label, total: rows.length, outcomes });
    for (const row of rows) {
      let error: string | null = null;
      try {
        await action.run(row);
      } catch (thrown) {
        error = thrown instanceof Error ? thrown.message : String(thrown);
      }
      outcomes.push({ key: rowKey(row), name: rowName(row), error });
      setRunning({ label: action.label, total: rows.length, outcomes: [...outcomes] });
    }
    action.done?.();
  };
  const finished = running !== null && running.outcomes.length === running.total;
  const close = () => {
    setRunning(null);
    onClear();
  };

  return (
    <>
      {rows.length > 0 && (
        <div className="flex min-h-touch flex-wrap items-center gap-2 rounded-md bg-accent-soft px-3 py-1 text-sm">
          <span className="tabular font-medium text-accent">
            {rows.length} {text.selected}
          </span>
          {actions.map((action) => (
            <Button key={action.key} size="sm" icon={action.icon} onClick={() => void run(action)}>
              {action.label}
            </Button>
          ))}
          <Button tone="quiet" size="iconSm" aria-label={text.clear} className="ms-auto" onClick={onClear}>
            <X aria-hidden />
          </Button>
        </div>
      )}
      <Dialog
        open={running !== null}
        onOpenChange={(open) => {
          if (!open && finished) close();
        }}
        title={running?.label ?? ""}
        description={`${running?.outcomes.length ?? 0} / ${running?.total ?? 0}`}
        footer={
          <Button tone="primary" disabled={!finished} onClick={close}>
            {text.close}
          </Button>
        }
      >
        <Progress label={running?.label ?? ""} value={running?.outcomes.length ?? 0} max={running?.total ?? 1} />
        <ul className="mt-3 divide-y divide-line" aria-live="polite">
          {running?.outcomes.map((outcome) => (
            <li key={outcome.key} className="flex items-start gap-2 py-2 text-sm">
              {outcome.error === null ? (
                <CheckCircle2 className="mt-0.5 size-4 shrink-0 text-good" aria-label={text.outcomeDone} />
              ) : (
                <CircleX className="mt-0.5 size-4 shrink-0 text-bad" aria-label={text.outcomeFailed} />
              )}
              <span className="min-w-0">
                <span className="block truncate font-medium">{outcome.name}</span>
                {outcome.error && <span className="block break-words text-ink-2">{outcome.error}</span>}
              </span>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
