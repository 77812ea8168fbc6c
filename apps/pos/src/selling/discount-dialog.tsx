import { discountNeedsApproval } from "@selvedge/domain";
import { Button, Dialog, FieldFrame, Input, Money, MoneyInput, Notice, Segmented } from "@selvedge/ui";
import { useState } from "react";
import { changeLine, changeTicket, tillNow } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import type { PricedTicketLine, TicketLine } from "../device/ticket.ts";
import { useT } from "../i18n/i18n.ts";
import { ApproveDialog } from "./approve-dialog.tsx";

interface Typed {
  kind: "percent" | "amount";
  percent: string;
  amountMinor: number | null;
}

/** What was typed, as the discount that it is; null while it is none that could be given. */
function discountOf(typed: Typed, priceMinor: number): { discount: TicketLine["discount"]; offMinor: number } | null {
  const { kind, percent, amountMinor } = typed;
  if (kind === "amount") {
    if (amountMinor === null || amountMinor > priceMinor) return null;
    return { discount: amountMinor === 0 ? null : { kind, amountMinor }, offMinor: amountMinor };
  }
  const basisPoints = Math.round(Number(percent.replace(",", ".")) * 100);
  if (!(basisPoints >= 0 && basisPoints <= 10_000)) return null;
  const offMinor = Math.round((priceMinor * basisPoints) / 10_000);
  return { discount: offMinor === 0 ? null : { kind, basisPoints }, offMinor };
}

/** Something off a line: a share or an amount; past the cashier's limit with a manager's PIN. */
export function DiscountDialog({ line, onClose }: { line: PricedTicketLine; onClose: () => void }) {
  const t = useT();
  const cashier = useTill((s) => s.cashier!);
  const before = useTill((s) => s.ticket.lines.find((l) => l.id === line.id)?.discount ?? null);
  const [typed, setTyped] = useState<Typed>({
    kind: before?.kind ?? "percent",
    percent: before?.kind === "percent" ? String(before.basisPoints / 100) : "",
    amountMinor: before?.kind === "amount" ? before.amountMinor : null,
  });
  const [approving, setApproving] = useState(false);
  const priceMinor = line.grossMinor - line.promotionMinor;
  const given = discountOf(typed, priceMinor);
  const offMinor = given?.offMinor ?? 0;
  const past = discountNeedsApproval(offMinor, priceMinor, cashier.discountLimitBasisPoints);
  const give = (discount: TicketLine["discount"]) => {
    changeLine(line.id, { discount });
    onClose();
  };
  if (approving && given) {
    return (
      <ApproveDialog
        title={t("A manager approves this discount")}
        onClose={() => setApproving(false)}
        onApproved={(approver) => {
          const approval = { userId: approver.id, act: "line_discount", at: tillNow().toISOString() };
          changeTicket((ticket) => ({ ...ticket, approval }));
          give(given.discount);
        }}
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Discount")}
      description={`${line.goods.style.name}, ${line.goods.colour.name}, ${line.goods.sku.size}`}
      footer={
        <>
          {before && (
            <Button size="lg" onClick={() => give(null)}>
              {t("Remove")}
            </Button>
          )}
          <Button
            tone="primary"
            size="lg"
            disabled={!given}
            onClick={() => given && (past ? setApproving(true) : give(given.discount))}
          >
            {past ? t("Ask a manager") : t("Give the discount")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <TypeDiscount typed={typed} onChange={(change) => setTyped((old) => ({ ...old, ...change }))} />
        <p className="flex justify-between text-base">
          <span>{t("The line then costs")}</span>
          <Money amountMinor={priceMinor - offMinor} className="font-semibold" />
        </p>
        {past && (
          <Notice tone="warn">
            {t("More than you may give alone ({{limit}} %).", { limit: cashier.discountLimitBasisPoints / 100 })}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

const usualPercents = [5, 10, 15, 20, 50];

function TypeDiscount({ typed, onChange }: { typed: Typed; onChange: (change: Partial<Typed>) => void }) {
  const t = useT();
  return (
    <>
      <Segmented
        label={t("Kind")}
        value={typed.kind}
        onChange={(kind) => onChange({ kind })}
        options={[
          { value: "percent", label: t("Percent") },
          { value: "amount", label: t("Amount") },
        ]}
      />
      {typed.kind === "percent" ? (
        <>
          <FieldFrame label={t("Percent off")}>
            {(control) => (
              <Input
                {...control}
                value={typed.percent}
                onChange={(e) => onChange({ percent: e.target.value })}
                inputMode="decimal"
                trail="%"
                autoFocus
                className="big-input"
              />
            )}
          </FieldFrame>
          <div className="flex flex-wrap gap-2">
            {usualPercents.map((n) => (
              <Button key={n} size="lg" onClick={() => onChange({ percent: String(n) })}>
                {n} %
              </Button>
            ))}
          </div>
        </>
      ) : (
        <FieldFrame label={t("Amount off the line")}>
          {(control) => (
            <MoneyInput
              {...control}
              value={typed.amountMinor}
              onChange={(amountMinor) => onChange({ amountMinor })}
              autoFocus
              className="big-input"
            />
          )}
        </FieldFrame>
      )}
    </>
  );
}
