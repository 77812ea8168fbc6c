import { Button, EmptyState, Notice, saveFile, toast } from "@selvedge/ui";
import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { db, deliverSoon, pairAgain } from "../app/till.ts";
import { setState, useTill } from "../app/till-state.ts";
import { saveEvents } from "../device/save-events.ts";
import { useT } from "../i18n/i18n.ts";

/** Everything that waits, as a file for the office. @returns once the browser has it */
export async function saveWaiting(): Promise<void> {
  const saved = await saveEvents(db);
  saveFile(`till-${saved.series}-${saved.savedAt.slice(0, 10)}.json`, JSON.stringify(saved), "application/json");
}

/** Instead of the counter, on a device that was disconnected: what still waits, the shift to close, the way back in. */
export function DisconnectedScreen() {
  const t = useT();
  const waiting = useTill((s) => s.sync.waiting);
  const shift = useTill((s) => s.shift);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-4">
      <div className="mx-auto max-w-lg space-y-4 pt-6">
        <EmptyState icon={<ShieldAlert />} title={t("This till was disconnected")}>
          {t("The manager disconnected it in the admin. What it sold is delivered; to sell again it is paired anew.")}
        </EmptyState>
        {shift && (
          <Notice
            tone="warn"
            action={<Button onClick={() => setState({ screen: "shift" })}>{t("Close the shift")}</Button>}
          >
            {t("Its shift is still open: count the drawer first.")}
          </Notice>
        )}
        {waiting > 0 && (
          <Notice tone="warn" action={<Button onClick={deliverSoon}>{t("Try now")}</Button>}>
            {t("{{count}} waiting", { count: waiting })}
          </Notice>
        )}
        <PairAgain />
      </div>
    </main>
  );
}

/** Forgets this pairing. What waits goes first, or into a file: nothing is lost by it. */
export function PairAgain() {
  const t = useT();
  const waiting = useTill((s) => s.sync.waiting);
  const shift = useTill((s) => s.shift);
  const [saved, setSaved] = useState(false);
  const save = () =>
    void saveWaiting().then(
      () => setSaved(true),
      (error: Error) => toast({ tone: "bad", title: t(error.message) }),
    );
  const again = () =>
    void pairAgain({ lose: saved }).catch((error: Error) => toast({ tone: "bad", title: t(error.message) }));
  return (
    <div className="flex flex-wrap gap-2">
      <Button tone="primary" size="lg" disabled={shift !== null || (waiting > 0 && !saved)} onClick={again}>
        {t("Pair again")}
      </Button>
      {waiting > 0 && (
        <Button size="lg" onClick={save}>
          {t("Save to a file")}
        </Button>
      )}
      {saved && (
        <p className="w-full text-sm text-ink-2">
          {t("Give the file to the manager: it is taken in under Tills in the admin.")}
        </p>
      )}
    </div>
  );
}
