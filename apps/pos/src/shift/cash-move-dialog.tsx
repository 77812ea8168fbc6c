import { Button, Dialog, FieldFrame, Input, MoneyInput, Segmented, Select, toast } from "@selvedge/ui";
import { useState } from "react";
import { db, deliverSoon } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import { type CashMove, moveCash } from "../device/shift.ts";
import { openDrawer } from "../hardware/printer.ts";
import { useT } from "../i18n/i18n.ts";

/** Cash put into the drawer or taken out of it, and what for. */
export function CashMoveDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const cashier = useTill((s) => s.cashier!);
  const head = useTill((s) => s.catalog!.head);
  const [direction, setDirection] = useState<"in" | "out">("out");
  const [purpose, setPurpose] = useState<CashMove["purpose"]>("safe");
  const [amountMinor, setAmount] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const purposes = [
    { value: "safe", label: direction === "out" ? t("To the safe") : t("From the safe") },
    { value: "bank", label: direction === "out" ? t("To the bank") : t("From the bank") },
    direction === "out"
      ? { value: "expense", label: t("Small expense") }
      : { value: "other_income", label: t("Other income") },
  ];
  const words = note.trim() || (purposes.find((p) => p.value === purpose)?.label ?? "");
  const save = async () => {
    await moveCash(
      db,
      cashier.id,
      { direction, purpose, amountMinor: amountMinor ?? 0, note: words },
      head.business.timeZone,
    );
    deliverSoon();
    void openDrawer();
    toast({ tone: "good", title: t("Noted") });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Cash in or out")}
      footer={
        <Button tone="primary" size="lg" disabled={!amountMinor || amountMinor <= 0} onClick={() => void save()}>
          {direction === "out" ? t("Take out") : t("Put in")}
        </Button>
      }
    >
      <div className="space-y-4">
        <Segmented
          label={t("Direction")}
          value={direction}
          onChange={(to) => {
            setDirection(to);
            setPurpose("safe");
          }}
          options={[
            { value: "out", label: t("Out of the drawer") },
            { value: "in", label: t("Into the drawer") },
          ]}
        />
        <FieldFrame label={t("Amount")}>
          {(control) => (
            <MoneyInput {...control} value={amountMinor} onChange={setAmount} autoFocus className="big-input" />
          )}
        </FieldFrame>
        <FieldFrame label={t("What for")}>
          {(control) => (
            <Select
              {...control}
              options={purposes}
              value={purpose}
              onChange={(e) => setPurpose(e.target.value as CashMove["purpose"])}
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("In words")}>
          {(control) => <Input {...control} value={note} onChange={(e) => setNote(e.target.value)} maxLength={200} />}
        </FieldFrame>
      </div>
    </Dialog>
  );
}
