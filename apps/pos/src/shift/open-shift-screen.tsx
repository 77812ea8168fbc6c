import { Button, FieldFrame, MoneyInput } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { db, deliverSoon } from "../app/till.ts";
import { setState, useTill } from "../app/till-state.ts";
import { TopBar } from "../app/top-bar.tsx";
import { lastFloat, openShift } from "../device/shift.ts";
import { getMeta } from "../device/till-db.ts";
import { useT } from "../i18n/i18n.ts";

/** The drawer's float, and the day begins. */
export function OpenShiftScreen() {
  const t = useT();
  const cashier = useTill((s) => s.cashier!);
  const [floatMinor, setFloat] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void lastFloat(db).then(setFloat), []);
  const open = async () => {
    if (floatMinor === null || floatMinor < 0) return;
    setBusy(true);
    await openShift(db, cashier.id, floatMinor);
    setState({ shift: (await getMeta(db, "openShift")) ?? null, screen: "sell" });
    deliverSoon();
  };
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <main className="grid flex-1 place-items-center p-4">
        <form
          className="w-full max-w-sm space-y-5 rounded-xl border border-line bg-surface p-6 shadow-pop"
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <div>
            <h1 className="text-2xl font-semibold">{t("Open the shift")}</h1>
            <p className="mt-1 text-ink-2">{t("Count the change in the drawer before the first sale.")}</p>
          </div>
          <FieldFrame label={t("Float in the drawer")}>
            {(control) => (
              <MoneyInput {...control} value={floatMinor} onChange={setFloat} autoFocus className="big-input" />
            )}
          </FieldFrame>
          <Button
            type="submit"
            tone="primary"
            size="lg"
            busy={busy}
            disabled={floatMinor === null}
            className="h-16 w-full text-xl"
          >
            {t("Open the shift")}
          </Button>
        </form>
      </main>
    </div>
  );
}
