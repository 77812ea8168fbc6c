import { discountNeedsApproval } from "@selvedge/domain";
import { Button, Dialog, FieldFrame, Input, Money, MoneyInput, Notice, Segmented } from "@selvedge/ui";
import { useState } from "react";
import { changeLine, changeTicket, tillNow } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import type { PricedTicketLine, TicketLine } from "../device/ticket.ts";
import { useT } from "../i18n/i18n.ts";
import { ApproveDialog } from "./approve-dialog.tsx";

/** Something off a line: a share or an amount; past the cashier's limit with a manager's PIN. */
export function DiscountDialog({ line, onClose }: { line: PricedTicketLine; onClose: () => void }) {
  const t = useT();
  const cashier = useTill((s) => s.cashier!);
  const before = useTill((s) => s.ticket.lines.find((l) => l.id === line.id)?.discount ?? null);
  const [kind, setKind] = useState<"percent" | "amount">(before?.kind ?? "percent");
  const [percent, setPercent] = useState(before?.kind === "percent" ? String(before.basisPoints / 100) : "");
  const [amountMinor, setAmount] = useState<number | null>(before?.kind === "amount" ? before.amountMinor : null);
  const [approving, setApproving] = useState(false);
  const priceMinor = line.grossMinor - line.promotionMinor;
  const basisPoints = Math.round(Number(percent.replace(",", ".")) * 100);
  const isGood =
    kind === "percent" ? basisPoints >= 0 && basisPoints <= 10_000 : amountMinor !== null && amountMinor <= priceMinor;
  const offMinor = kind === "percent" ? Math.round((priceMinor * (basisPoints || 0)) / 10_000) : (amountMinor ?? 0);
  const past = discountNeedsApproval(offMinor, priceMinor, cashier.discountLimitBasisPoints);
  const give = () => {
    const discount: TicketLine["discount"] =
      offMinor === 0 ? null : kind === "percent" ? { kind, basisPoints } : { kind, amountMinor: amountMinor ?? 0 };
    changeLine(line.id, { discount });
    onClose();
  };
  if (approving) {
    return (
      <ApproveDialog
        title={t("A manager approves this discount")}
        onClose={() => setApproving(false)}
        onApproved={(approver) => {
          const approval = { userId: approver.id, act: "line_discount", at: tillNow().toISOString() };
          changeTicket((ticket) => ({ ...ticket, approval }));
          give();
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
            <Button
              size="lg"
              onClick={() => {
                changeLine(line.id, { discount: null });
                onClose();
              }}
            >
              {t("Remove")}
            </Button>
          )}
          <Button tone="primary" size="lg" disabled={!isGood} onClick={() => (past ? setApproving(true) : give())}>
            {past ? t("Ask a manager") : t("Give the discount")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Segmented
          label={t("Kind")}
          value={kind}
          onChange={setKind}
          options={[
            { value: "percent", label: t("Percent") },
            { value: "amount", label: t("Amount") },
          ]}
        />
        {kind === "percent" ? (
          <>
            <FieldFrame label={t("Percent off")}>
              {(control) => (
                <Input
                  {...control}
                  value={percent}
                  onChange={(e) => setPercent(e.target.value)}
                  inputMode="decimal"
                  trail="%"
                  autoFocus
                  className="big-input"
                />
              )}
            </FieldFrame>
            <div className="flex flex-wrap gap-2">
              {[5, 10, 15, 20, 50].map((n) => (
                <Button key={n} size="lg" onClick={() => setPercent(String(n))}>
                  {n} %
                </Button>
              ))}
            </div>
          </>
        ) : (
          <FieldFrame label={t("Amount off the line")}>
            {(control) => (
              <MoneyInput {...control} value={amountMinor} onChange={setAmount} autoFocus className="big-input" />
            )}
          </FieldFrame>
        )}
        <p className="flex justify-between text-base">
          <span>{t("The line then costs")}</span>
          <Money amountMinor={Math.max(0, priceMinor - offMinor)} className="font-semibold" />
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
