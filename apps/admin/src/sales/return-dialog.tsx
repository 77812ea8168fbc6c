import { billingApi, type OutputOf, type ReturnReason, returnReasons, type salesApi } from "@selvedge/contract";
import { Button, Dialog, FieldFrame, Input, Notice, Select, Swatch } from "@selvedge/ui";
import { useState } from "react";
import { errorText } from "../api/client.ts";
import { useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { causeWords } from "../shell/cause-words.ts";
import { afterOrder } from "./after-order.ts";

type Order = OutputOf<typeof salesApi.getOrder>;
type Back = { qty: number; condition: "sellable" | "damaged" };

/** Goods back after inspection: what is sellable goes to stock, what is damaged to quarantine; the credit note follows. */
export function ReturnDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT();
  const out = order.lines.filter((line) => line.shippedQty - line.returnedQty > 0);
  const [back, setBack] = useState<Record<string, Back>>({});
  const [cause, setCause] = useState<ReturnReason | "">("");
  const [words, setWords] = useState("");
  const causes = causeWords(t);
  const receive = useCommand(billingApi.receiveReturn, {
    refresh: afterOrder,
    done: (made) =>
      made.creditNoteNumber
        ? t("Credit note {{number}} is issued", { number: made.creditNoteNumber })
        : t("The return is received"),
    onDone: onClose,
    quietErrors: true,
  });
  const lines = Object.entries(back).flatMap(([orderLineId, { qty, condition }]) =>
    qty > 0 ? [{ orderLineId, qty, condition }] : [],
  );
  const change = (lineId: string, next: Partial<Back>) =>
    setBack({ ...back, [lineId]: { qty: 0, condition: "sellable", ...back[lineId], ...next } });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Receive a return")}
      description={order.number}
      footer={
        <Button
          tone="primary"
          busy={receive.isPending}
          disabled={lines.length === 0 || cause === ""}
          onClick={() => cause && receive.mutate({ id: order.id, cause, reason: words.trim() || causes[cause], lines })}
        >
          {t("Receive and credit")}
        </Button>
      }
    >
      {receive.error && (
        <Notice tone="bad" className="mb-3">
          {errorText(receive.error)}
        </Notice>
      )}
      <ul className="mb-4 divide-y divide-line">
        {out.map((line) => {
          const most = line.shippedQty - line.returnedQty;
          return (
            <li key={line.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <Swatch hex={line.hex} />
              <span className="min-w-0 flex-1 text-sm">
                <span className="block truncate font-medium">{line.styleName}</span>
                <span className="block truncate text-xs text-ink-3">
                  {line.colourName} · {line.size}
                </span>
              </span>
              <Input
                className="w-20"
                inputMode="numeric"
                aria-label={t("Pieces of {{name}} returned", { name: line.skuCode })}
                value={back[line.id]?.qty ?? 0}
                trail={<span>/ {most}</span>}
                onChange={(event) =>
                  change(line.id, { qty: Math.min(Number(event.target.value.replace(/\D/g, "")), most) })
                }
              />
              <Select
                className="w-32"
                aria-label={t("Condition of {{name}}", { name: line.skuCode })}
                value={back[line.id]?.condition ?? "sellable"}
                options={[
                  { value: "sellable", label: t("Sellable") },
                  { value: "damaged", label: t("Damaged") },
                ]}
                onChange={(event) => change(line.id, { condition: event.target.value as Back["condition"] })}
              />
            </li>
          );
        })}
      </ul>
      <div className="grid gap-3 sm:grid-cols-2">
        <FieldFrame label={t("Reason")} hint={t("Size advice is learnt from it")} required>
          {(control) => (
            <Select
              {...control}
              value={cause}
              options={[
                { value: "", label: t("Choose a reason") },
                ...returnReasons.map((value) => ({ value, label: causes[value] })),
              ]}
              onChange={(event) => setCause(event.target.value as ReturnReason | "")}
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("In words")} hint={t("Stands on the credit note")}>
          {(control) => (
            <Input {...control} value={words} maxLength={500} onChange={(event) => setWords(event.target.value)} />
          )}
        </FieldFrame>
      </div>
    </Dialog>
  );
}
