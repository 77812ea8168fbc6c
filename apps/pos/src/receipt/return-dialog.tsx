import type { ReturnReason } from "@selvedge/contract";
import { Button, Dialog, FieldFrame, Input, Select } from "@selvedge/ui";
import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import type { TicketReturn } from "../device/ticket.ts";
import type { KeptReceipt } from "../device/till-db.ts";
import { useT } from "../i18n/i18n.ts";
import { putReturns } from "./start-return.ts";

/** Which pieces of a receipt come back, in which state, and why. */
export function ReturnDialog({ receipt, onClose }: { receipt: KeptReceipt; onClose: () => void }) {
  const t = useT();
  const [qty, setQty] = useState<Record<string, number>>({});
  const [damaged, setDamaged] = useState<Record<string, boolean>>({});
  const [cause, setCause] = useState<ReturnReason>("too_small");
  const [own, setOwn] = useState("");
  const causes: { value: ReturnReason; label: string }[] = [
    { value: "too_small", label: t("Too small") },
    { value: "too_large", label: t("Too large") },
    { value: "not_as_shown", label: t("Colour or look") },
    { value: "damaged", label: t("Faulty") },
    { value: "changed_mind", label: t("Changed their mind") },
    { value: "other", label: t("Other") },
  ];
  const pieces = Object.values(qty).reduce((sum, n) => sum + n, 0);
  const put = () => {
    const returns = receipt.sale.lines.flatMap((sold): TicketReturn[] => {
      const count = qty[sold.id] ?? 0;
      if (count === 0) return [];
      return [
        {
          ...{ saleId: receipt.saleId, receiptNumber: receipt.receiptNumber, sold, qty: count },
          returnedBefore: receipt.returned[sold.id] ?? 0,
          description: receipt.descriptions[sold.skuId] ?? "",
          condition: damaged[sold.id] ? "damaged" : "sellable",
        },
      ];
    });
    putReturns(returns, { cause, words: cause === "other" ? own : causes.find((c) => c.value === cause)!.label });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Return goods of {{receipt}}", { receipt: receipt.receiptNumber })}
      description={t("The price and the tax are those of that day.")}
      footer={
        <Button tone="primary" size="lg" disabled={pieces === 0} onClick={put}>
          {t("Put {{count}} on the ticket", { count: pieces })}
        </Button>
      }
    >
      <ul className="space-y-3">
        {receipt.sale.lines.map((line) => {
          const left = line.qty - (receipt.returned[line.id] ?? 0);
          const count = qty[line.id] ?? 0;
          const name = receipt.descriptions[line.skuId] ?? "";
          return (
            <li key={line.id} className="rounded-lg border border-line p-3">
              <p className="font-medium">{name}</p>
              <div className="mt-2 flex flex-wrap items-center gap-2">
                <Button
                  size="icon"
                  aria-label={t("One less: {{name}}", { name })}
                  disabled={count === 0}
                  onClick={() => setQty({ ...qty, [line.id]: count - 1 })}
                >
                  <Minus aria-hidden />
                </Button>
                <span className="tabular w-20 text-center">
                  {count} / {left}
                </span>
                <Button
                  size="icon"
                  aria-label={t("One more: {{name}}", { name })}
                  disabled={count >= left}
                  onClick={() => setQty({ ...qty, [line.id]: count + 1 })}
                >
                  <Plus aria-hidden />
                </Button>
                <label className="ms-auto flex h-11 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    className="size-5"
                    checked={damaged[line.id] ?? false}
                    onChange={(e) => setDamaged({ ...damaged, [line.id]: e.target.checked })}
                  />
                  {t("Damaged")}
                </label>
              </div>
            </li>
          );
        })}
      </ul>
      <FieldFrame label={t("Why")} className="mt-4">
        {(control) => (
          <Select
            {...control}
            options={causes}
            value={cause}
            onChange={(e) => setCause(e.target.value as ReturnReason)}
          />
        )}
      </FieldFrame>
      {cause === "other" && (
        <FieldFrame label={t("In words")} className="mt-3">
          {(control) => <Input {...control} value={own} onChange={(e) => setOwn(e.target.value)} maxLength={200} />}
        </FieldFrame>
      )}
    </Dialog>
  );
}
