import { type OutputOf, tillApi } from "@selvedge/contract";
import { Button, DateTime, Dialog, FieldFrame, Input, Notice, Progress } from "@selvedge/ui";
import { useState } from "react";
import { call, errorText } from "../api/client.ts";
import { refreshNow } from "../api/hooks.ts";
import { type Translate, useT } from "../i18n/i18n.ts";

type Item = OutputOf<typeof tillApi.takeInEvents>["items"][number];

const AT_ONCE = 50;

/** Reads a till's file. @throws Error in words for whoever chose it */
async function readSaved(file: File, t: Translate): Promise<tillApi.SavedEvents> {
  const read = await file
    .text()
    .then((text) => tillApi.SavedEvents.safeParse(JSON.parse(text)))
    .catch(() => null);
  if (!read?.success) throw new Error(t("This is no file that a till saved; choose the one named till-….json."));
  return read.data;
}

/** What a till saved because it could not deliver it: taken in as the till itself would have brought it. */
export function TakeInDialog({ tills, onClose }: { tills: readonly tillApi.Till[]; onClose: () => void }) {
  const t = useT();
  const [saved, setSaved] = useState<tillApi.SavedEvents | null>(null);
  const [items, setItems] = useState<Item[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const till = tills.find((one) => one.id === saved?.tillId) ?? null;
  const choose = (file: File | undefined) => {
    setItems([]);
    setProblem(null);
    if (file) void readSaved(file, t).then(setSaved, (error: Error) => setProblem(error.message));
  };
  const takeIn = async () => {
    if (!saved) return;
    setBusy(true);
    setProblem(null);
    const done: Item[] = [];
    try {
      for (let at = 0; at < saved.events.length; at += AT_ONCE) {
        const events = saved.events.slice(at, at + AT_ONCE);
        const taken = await call(tillApi.takeInEvents, { id: saved.tillId, deviceId: saved.deviceId, events });
        done.push(...taken.items);
        setItems([...done]);
      }
    } catch (error) {
      setProblem(errorText(error));
    }
    setBusy(false);
    refreshNow(["pos.", "sales.", "inventory."]);
  };
  const isDone = saved !== null && items.length === saved.events.length && items.length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Take in a till's file")}
      description={t("For a device that cannot deliver any more. What is here already is not booked twice.")}
      footer={
        isDone ? (
          <Button tone="primary" onClick={onClose}>
            {t("Done")}
          </Button>
        ) : (
          <Button tone="primary" busy={busy} disabled={!till} onClick={() => void takeIn()}>
            {t("Take it in")}
          </Button>
        )
      }
    >
      <div className="space-y-4">
        <FieldFrame label={t("File")} error={problem ?? undefined}>
          {(control) => (
            <Input
              {...control}
              type="file"
              accept="application/json,.json"
              disabled={busy}
              onChange={(e) => choose(e.target.files?.[0])}
            />
          )}
        </FieldFrame>
        {saved && till && (
          <p className="text-sm">
            {t("{{count}} events of {{till}} ({{series}}), saved", {
              count: saved.events.length,
              till: till.name,
              series: saved.series,
            })}{" "}
            <DateTime value={saved.savedAt} show="dateTime" />
          </p>
        )}
        {saved && !till && <Notice tone="bad">{t("No till of this business saved this file.")}</Notice>}
        {busy && saved && <Progress label={t("Taking in")} value={items.length} max={saved.events.length} />}
        {items.length > 0 && <Outcomes items={items} />}
      </div>
    </Dialog>
  );
}

function Outcomes({ items }: { items: readonly Item[] }) {
  const t = useT();
  const names: [Item["outcome"], string][] = [
    ["booked", t("booked")],
    ["known", t("here already")],
    ["waiting", t("wait for another receipt")],
    ["held", t("could not be booked, see To look at")],
    ["refused", t("are here with other contents; what came first stands")],
  ];
  return (
    <ul className="space-y-1 text-sm" aria-live="polite">
      {names.map(([outcome, words]) => {
        const some = items.filter((item) => item.outcome === outcome);
        if (some.length === 0) return null;
        const numbers = some.flatMap((item) => item.receiptNumber ?? []);
        return (
          <li key={outcome}>
            <strong className="tabular">{some.length}</strong> {words}
            {(outcome === "refused" || outcome === "held") &&
              numbers.length > 0 &&
              `: ${numbers.slice(0, 8).join(", ")}`}
          </li>
        );
      })}
    </ul>
  );
}
