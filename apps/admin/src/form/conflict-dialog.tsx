import { Button, cx, Dialog, useFormatSettings } from "@selvedge/ui";
import { useState } from "react";
import { useT } from "../i18n/i18n.ts";
import type { Clash } from "./compare-versions.ts";
import { fieldName, fieldValue } from "./describe-field.ts";

type ConflictDialogProps = {
  form: HTMLFormElement;
  clashes: readonly Clash[];
  /** What is to be saved, by name, of the fields that both changed. */
  onChoose: (values: ReadonlyMap<string, unknown>) => void;
  onClose: () => void;
};

/** Two people changed the same fields: both versions side by side, one of them taken for each. */
export function ConflictDialog({ form, clashes, onChoose, onClose }: ConflictDialogProps) {
  const t = useT();
  const settings = useFormatSettings();
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (name: string, take: boolean) => {
    const next = new Set(theirs);
    if (take) next.add(name);
    else next.delete(name);
    setTheirs(next);
  };
  const finish = () =>
    onChoose(new Map(clashes.map(({ name, mine, theirs: other }) => [name, theirs.has(name) ? other : mine])));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Somebody changed this too")}
      description={t("Choose for each field which version to keep. Nothing is saved yet.")}
      footer={
        <>
          <Button tone="quiet" className="me-auto" onClick={() => setTheirs(new Set(clashes.map(({ name }) => name)))}>
            {t("Take all of theirs")}
          </Button>
          <Button onClick={onClose}>{t("Go back")}</Button>
          <Button tone="primary" onClick={finish}>
            {t("Save what is chosen")}
          </Button>
        </>
      }
    >
      <ul className="space-y-4">
        {clashes.map(({ name, mine, theirs: other }) => (
          <li key={name}>
            <fieldset>
              <legend className="mb-1.5 text-sm font-medium">{fieldName(form, name)}</legend>
              <div className="grid gap-2 sm:grid-cols-2">
                <Version
                  group={name}
                  title={t("Yours")}
                  value={fieldValue(form, name, mine, t, settings)}
                  chosen={!theirs.has(name)}
                  onChoose={() => choose(name, false)}
                />
                <Version
                  group={name}
                  title={t("Theirs")}
                  value={fieldValue(form, name, other, t, settings)}
                  chosen={theirs.has(name)}
                  onChoose={() => choose(name, true)}
                />
              </div>
            </fieldset>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type VersionProps = { group: string; title: string; value: string; chosen: boolean; onChoose: () => void };

function Version({ group, title, value, chosen, onChoose }: VersionProps) {
  return (
    <label
      className={cx(
        "flex min-h-touch items-start gap-2 rounded-md border px-3 py-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent",
        chosen ? "border-accent bg-accent-soft" : "border-line",
      )}
    >
      <input
        type="radio"
        name={`clash-${group}`}
        checked={chosen}
        onChange={onChoose}
        className="mt-0.5 size-4 accent-accent"
      />
      <span className="min-w-0">
        <span className="block text-xs text-ink-2">{title}</span>
        <span className="block break-words whitespace-pre-line">{value}</span>
      </span>
    </label>
  );
}
