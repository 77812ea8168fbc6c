import { catalogApi, decideApi, type OutputOf } from "@selvedge/contract";
import { Button, Dialog, FieldFrame, Input, MoneyInput, SizeGrid, TextArea } from "@selvedge/ui";
import { useMemo, useState } from "react";
import { useApi, useCommand } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { gridStyleOf } from "../../catalog/style-grid.ts";
import { useT } from "../../i18n/i18n.ts";
import { doneWords, type Suggestion } from "./suggestion-words.tsx";

type Action = Suggestion["action"];

/** A person's own version of a suggestion, done at once. */
export function EditSuggestion({ suggestion: s, onClose }: { suggestion: Suggestion; onClose: () => void }) {
  const t = useT();
  const [action, setAction] = useState<Action>(s.action);
  const [reason, setReason] = useState("");
  const edit = useCommand(decideApi.editSuggestion, {
    refresh: ["insights.", "pricing.", "inventory."],
    done: doneWords(t, s.kind),
    onDone: onClose,
  });
  const isEmpty = "lines" in action && action.lines.length === 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={s.subjectName}
      description={t("Change what should be done, then do it.")}
      className="max-w-3xl"
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t("Go back")}
          </Button>
          <Button
            tone="primary"
            busy={edit.isPending}
            disabled={isEmpty}
            onClick={() => edit.mutate({ id: s.id, action, ...(reason.trim() ? { reason: reason.trim() } : {}) })}
          >
            {t("Do it so")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Fields action={action} suggestion={s} onChange={setAction} />
        <FieldFrame label={t("Reason")} hint={t("Kept beside what was suggested")}>
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(e) => setReason(e.target.value)}
            />
          )}
        </FieldFrame>
      </div>
    </Dialog>
  );
}

type FieldsProps = { action: Action; suggestion: Suggestion; onChange: (action: Action) => void };

function Fields({ action, suggestion, onChange }: FieldsProps) {
  const t = useT();
  switch (action.kind) {
    case "reorder":
      return (
        <>
          <Pieces
            styleId={suggestion.subjectId}
            lines={action.lines}
            onLines={(lines) => onChange({ ...action, lines })}
          />
          <DayField
            label={t("On the shelf by")}
            value={action.expectedOn}
            onChange={(expectedOn) => onChange({ ...action, expectedOn })}
          />
        </>
      );
    case "transfer":
      return (
        <Pieces
          styleId={suggestion.subjectId}
          lines={action.lines}
          onLines={(lines) => onChange({ ...action, lines })}
        />
      );
    case "price":
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          <FieldFrame label={t("New price")}>
            {(control) => (
              <MoneyInput
                {...control}
                value={action.priceMinor}
                currency={suggestion.currency}
                onChange={(priceMinor) => onChange({ ...action, priceMinor: priceMinor ?? 0 })}
              />
            )}
          </FieldFrame>
          <DayField
            label={t("From")}
            value={action.validFrom}
            onChange={(validFrom) => onChange({ ...action, validFrom })}
          />
        </div>
      );
    case "markdown":
      return <Steps action={action} currency={suggestion.currency} onChange={onChange} />;
    case "call_customer":
      return (
        <DayField label={t("Call by")} value={action.callBy} onChange={(callBy) => onChange({ ...action, callBy })} />
      );
    case "fix_fit":
      return (
        <DayField label={t("Tell by")} value={action.tellBy} onChange={(tellBy) => onChange({ ...action, tellBy })} />
      );
  }
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <FieldFrame label={label}>
      {(control) => <Input {...control} type="date" value={value} onChange={(e) => onChange(e.target.value)} />}
    </FieldFrame>
  );
}

function Steps({
  action,
  currency,
  onChange,
}: {
  action: Extract<Action, { kind: "markdown" }>;
  currency: string;
  onChange: (action: Action) => void;
}) {
  const t = useT();
  const change = (at: number, step: Partial<(typeof action.steps)[number]>) =>
    onChange({ ...action, steps: action.steps.map((s, i) => (i === at ? { ...s, ...step } : s)) });
  return (
    <ol className="space-y-3">
      {action.steps.map((step, i) => (
        <li key={step.validFrom} className="grid gap-3 sm:grid-cols-3">
          <DayField label={t("From")} value={step.validFrom} onChange={(validFrom) => change(i, { validFrom })} />
          <DayField label={t("To")} value={step.validTo} onChange={(validTo) => change(i, { validTo })} />
          <FieldFrame label={t("Price")}>
            {(control) => (
              <MoneyInput
                {...control}
                value={step.priceMinor}
                currency={currency}
                onChange={(priceMinor) => change(i, { priceMinor: priceMinor ?? 0 })}
              />
            )}
          </FieldFrame>
        </li>
      ))}
    </ol>
  );
}

type Line = { skuId: string; qty: number };

/** Pieces in the size grid, with the style's own colours and sizes. */
function Pieces({
  styleId,
  lines,
  onLines,
}: {
  styleId: string;
  lines: readonly Line[];
  onLines: (lines: Line[]) => void;
}) {
  const style = useApi(catalogApi.getStyle, { id: styleId });
  return <Loaded query={style}>{(loaded) => <PiecesGrid style={loaded} lines={lines} onLines={onLines} />}</Loaded>;
}

type LoadedStyle = OutputOf<typeof catalogApi.getStyle>;

function PiecesGrid({
  style,
  lines,
  onLines,
}: {
  style: LoadedStyle;
  lines: readonly Line[];
  onLines: (lines: Line[]) => void;
}) {
  const t = useT();
  const [initial] = useState(() => Object.fromEntries(lines.map((line) => [line.skuId, line.qty])));
  const styles = useMemo(() => [gridStyleOf(style)], [style]);
  return (
    <SizeGrid
      label={t("Pieces by colour and size")}
      bare
      styles={styles}
      initial={initial}
      onChange={(quantities) =>
        onLines(Object.entries(quantities).flatMap(([skuId, qty]) => (qty > 0 ? [{ skuId, qty }] : [])))
      }
    />
  );
}
