import { CheckCircle2, CircleX, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../button.tsx";
import { Select } from "../choice.tsx";
import { Dialog } from "../dialog.tsx";
import { FieldFrame } from "../field.tsx";
import { TextArea } from "../input.tsx";
import { Progress } from "../progress.tsx";
import { useUiText } from "../ui-text.tsx";
import type { BulkAction } from "./data-column.ts";
import { type BulkRun, useBulkRun } from "./use-bulk-run.ts";

type BulkBarProps<Row> = {
  rows: readonly Row[];
  actions: readonly BulkAction<Row>[];
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  onClear: () => void;
};

/**
 * Over the table while rows are selected; every row gets its own outcome, and one that fails stops no other. The outcomes stay to be read when
 * their rows have left the list, and the rows that failed can be tried again.
 */
export function BulkBar<Row>({ rows, actions, rowKey, rowName, onClear }: BulkBarProps<Row>) {
  const text = useUiText();
  const [asking, setAsking] = useState<BulkAction<Row> | null>(null);
  const { run, start, stop, close } = useBulkRun<Row>(rowKey, rowName);
  const begin = (action: BulkAction<Row>) => (action.ask ? setAsking(action) : void start(action, rows, ""));
  return (
    <>
      {rows.length > 0 && (
        <div className="flex min-h-touch flex-wrap items-center gap-2 rounded-md bg-accent-soft px-3 py-1 text-sm">
          <span className="tabular font-medium text-accent">
            {rows.length} {text.selected}
          </span>
          {actions.map((action) => (
            <Button key={action.key} size="sm" icon={action.icon} onClick={() => begin(action)}>
              {action.label}
            </Button>
          ))}
          <Button tone="quiet" size="iconSm" aria-label={text.clear} className="ms-auto" onClick={onClear}>
            <X aria-hidden />
          </Button>
        </div>
      )}
      {asking && (
        <AskFirst
          action={asking}
          count={rows.length}
          onClose={() => setAsking(null)}
          onGo={(answer) => {
            setAsking(null);
            void start(asking, rows, answer);
          }}
        />
      )}
      {run && (
        <Outcomes
          run={run}
          onStop={stop}
          onClose={() => {
            close();
            onClear();
          }}
        />
      )}
    </>
  );
}

type AskFirstProps<Row> = {
  action: BulkAction<Row>;
  count: number;
  onClose: () => void;
  onGo: (answer: string) => void;
};

/** What is about to happen to how many rows, before the first of them is touched. */
function AskFirst<Row>({ action, count, onClose, onGo }: AskFirstProps<Row>) {
  const text = useUiText();
  const [answer, setAnswer] = useState("");
  const asked = action.ask?.answer;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${action.label} · ${count}`}
      description={action.ask?.explain}
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button
            tone={action.danger ? "danger" : "primary"}
            disabled={asked !== undefined && !answer.trim()}
            onClick={() => onGo(answer.trim())}
          >
            {action.label}
          </Button>
        </>
      }
    >
      {asked && (
        <FieldFrame label={asked.label} required>
          {(control) =>
            asked.options ? (
              <Select
                {...control}
                value={answer}
                placeholder="–"
                options={asked.options}
                onChange={(event) => setAnswer(event.target.value)}
              />
            ) : (
              <TextArea
                {...control}
                autoFocus
                rows={2}
                maxLength={500}
                value={answer}
                onChange={(event) => setAnswer(event.target.value)}
              />
            )
          }
        </FieldFrame>
      )}
    </Dialog>
  );
}

type OutcomesProps = { run: BulkRun; onStop: () => void; onClose: () => void };

/** Row by row: done, or why not. Those that failed stand first once all are through. */
function Outcomes({ run, onStop, onClose }: OutcomesProps) {
  const text = useUiText();
  const failed = run.outcomes.filter((outcome) => outcome.error !== null);
  const shown = run.finished ? [...failed, ...run.outcomes.filter((outcome) => outcome.error === null)] : run.outcomes;
  const sums = [
    `${run.outcomes.length - failed.length} ${text.bulkDone}`,
    ...(failed.length > 0 ? [`${failed.length} ${text.bulkFailed}`] : []),
    ...(run.finished && run.outcomes.length < run.total
      ? [`${run.total - run.outcomes.length} ${text.bulkUntouched}`]
      : []),
  ];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && run.finished && onClose()}
      title={run.label}
      description={sums.join(" · ")}
      footer={
        run.finished ? (
          <>
            {failed.length > 0 && <Button onClick={run.again}>{text.bulkAgain}</Button>}
            <Button tone="primary" onClick={onClose}>
              {text.close}
            </Button>
          </>
        ) : (
          <Button onClick={onStop}>{text.stop}</Button>
        )
      }
    >
      <Progress label={run.label} value={run.outcomes.length} max={run.total} />
      <ul className="mt-3 divide-y divide-line" aria-live="polite">
        {shown.map((outcome) => (
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
  );
}
