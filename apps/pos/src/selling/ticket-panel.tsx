import { formatMoney } from "@selvedge/domain";
import { Badge, Button, EmptyState, Money, Swatch, toast } from "@selvedge/ui";
import {
  ChevronLeft,
  Minus,
  PauseCircle,
  Percent,
  Plus,
  ShoppingBag,
  Trash2,
  Undo2,
  UserPlus,
  UserRound,
} from "lucide-react";
import { useState } from "react";
import { changeLine, changeTicket, clearTicket, removeLine } from "../app/till.ts";
import { getState, setState, useTill } from "../app/till-state.ts";
import type { PricedTicket, PricedTicketLine } from "../device/ticket.ts";
import { type Translate, useT } from "../i18n/i18n.ts";
import { CustomerDialog } from "./customer-dialog.tsx";
import { DiscountDialog } from "./discount-dialog.tsx";
import { ParkDialog } from "./park-dialog.tsx";
import { usePricedTicket } from "./use-priced-ticket.ts";

/** What is being sold and brought back, what it comes to, and the way to pay. */
export function TicketPanel({ onBack }: { onBack: () => void }) {
  const t = useT();
  const priced = usePricedTicket();
  const ticket = useTill((s) => s.ticket);
  const parked = useTill((s) => s.parked);
  const [dialog, setDialog] = useState<"customer" | "park" | null>(null);
  const [discounting, setDiscounting] = useState<string | null>(null);
  const isEmpty = ticket.lines.length + ticket.returns.length === 0;
  const line = priced?.lines.find((l) => l.id === discounting) ?? null;
  return (
    <section aria-label={t("Ticket")} className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-1 border-b border-line p-2">
        <Button tone="quiet" size="icon" className="md:hidden" aria-label={t("Back to the styles")} onClick={onBack}>
          <ChevronLeft aria-hidden />
        </Button>
        <Button
          tone={ticket.customer ? "plain" : "quiet"}
          className="min-w-0 flex-1 justify-start"
          onClick={() => setDialog("customer")}
        >
          {ticket.customer ? <UserRound aria-hidden /> : <UserPlus aria-hidden />}
          <span className="truncate">{ticket.customer?.name ?? t("Add a customer")}</span>
        </Button>
        <Button tone="quiet" onClick={() => setDialog("park")} disabled={isEmpty && parked === 0}>
          <PauseCircle aria-hidden />
          {parked > 0 ? t("Parked ({{count}})", { count: parked }) : t("Park")}
        </Button>
        <Button
          tone="quiet"
          size="icon"
          aria-label={t("Clear the ticket")}
          disabled={isEmpty || ticket.tenders.length > 0}
          onClick={() => clear(t)}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto contain-strict">
        {isEmpty && (
          <EmptyState icon={<ShoppingBag />} title={t("The ticket is empty")}>
            {t("Scan a tag, or touch a picture.")}
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {priced?.returns.map((back, i) => {
            const from = ticket.returns[i]!;
            return (
              <li key={`${back.lineId}-back`} className="flex items-center gap-3 bg-warn-soft/50 px-3 py-2.5">
                <Undo2 className="size-4.5 shrink-0 text-warn" aria-hidden />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-base font-medium">{from.description}</span>
                  <span className="block text-sm text-ink-2">
                    {t("{{count}} back from {{receipt}}", { count: back.qty, receipt: from.receiptNumber })}
                  </span>
                </span>
                <Money amountMinor={-back.totalMinor} className="font-semibold" />
                <Button
                  tone="quiet"
                  size="icon"
                  aria-label={t("Take off {{what}}", { what: from.description })}
                  onClick={() => changeTicket((old) => ({ ...old, returns: old.returns.filter((_, j) => j !== i) }))}
                >
                  <Trash2 aria-hidden />
                </Button>
              </li>
            );
          })}
          {priced?.lines.map((l) => (
            <TicketRow key={l.id} line={l} onDiscount={() => setDiscounting(l.id)} />
          ))}
          {priced?.unpriced.map((l) => (
            <li key={l.id} className="flex items-center gap-3 bg-bad-soft px-3 py-3 text-sm">
              <span className="flex-1 font-medium text-bad">
                {t("No price is set for this; ask for one in the admin.")}
              </span>
              <Button tone="quiet" size="icon" aria-label={t("Remove")} onClick={() => removeLine(l.id)}>
                <Trash2 aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      </div>
      {priced && !isEmpty && <Totals priced={priced} />}
      {dialog === "customer" && <CustomerDialog onClose={() => setDialog(null)} />}
      {dialog === "park" && <ParkDialog onClose={() => setDialog(null)} />}
      {line && <DiscountDialog line={line} onClose={() => setDiscounting(null)} />}
    </section>
  );
}

/** One touch clears; the toast is the way back. */
function clear(t: Translate): void {
  const { ticket } = getState();
  clearTicket();
  const back = () => changeTicket((now) => (now.lines.length + now.returns.length === 0 ? ticket : now));
  toast({ tone: "note", title: t("The ticket was cleared"), action: { label: t("Take it back"), onSelect: back } });
}

function TicketRow({ line, onDiscount }: { line: PricedTicketLine; onDiscount: () => void }) {
  const t = useT();
  const active = useTill((s) => s.activeLine === line.id);
  const { style, colour, sku } = line.goods;
  const name = `${style.name}, ${colour.name}, ${sku.size}`;
  const { channel, business } = useTill((s) => s.catalog!.head);
  const inclusive = channel.priceMode === "inclusive";
  const given =
    line.manualDiscountMinor > 0 ? formatMoney(-line.manualDiscountMinor, channel.currency, business.locale) : null;
  return (
    <li data-line={sku.code} className={`px-3 py-2.5 ${active ? "bg-accent-soft/60" : ""}`}>
      <div className="flex items-start gap-2">
        <Swatch hex={colour.hex} size="md" className="mt-0.5" />
        <div className="min-w-0 flex-1">
          <p className="text-base leading-snug font-medium">{style.name}</p>
          <p className="text-sm text-ink-2">
            {colour.name}, {sku.size} · {sku.code}
          </p>
        </div>
        <Money amountMinor={inclusive ? line.totalMinor : line.taxableMinor} className="text-base font-semibold" />
      </div>
      <div className="mt-1.5 flex items-center gap-1.5">
        <Button
          size="icon"
          aria-label={t("One less: {{name}}", { name })}
          onClick={() => (line.qty > 1 ? changeLine(line.id, { qty: line.qty - 1 }) : removeLine(line.id))}
        >
          {line.qty > 1 ? <Minus aria-hidden /> : <Trash2 aria-hidden />}
        </Button>
        <span className="tabular w-10 text-center text-lg font-semibold" role="status" aria-label={t("Pieces")}>
          {line.qty}
        </span>
        <Button
          size="icon"
          aria-label={t("One more: {{name}}", { name })}
          onClick={() => changeLine(line.id, { qty: line.qty + 1 })}
        >
          <Plus aria-hidden />
        </Button>
        <span className="ms-auto flex flex-wrap items-center justify-end gap-1.5">
          {line.promotionMinor > 0 && (
            <Badge tone="good">
              −<Money amountMinor={line.promotionMinor} />
            </Badge>
          )}
          <Button
            tone={line.manualDiscountMinor > 0 ? "plain" : "quiet"}
            onClick={onDiscount}
            aria-label={`${t("Discount: {{name}}", { name })}${given ? `, ${given}` : ""}`}
          >
            <Percent aria-hidden />
            {given ?? t("Discount")}
          </Button>
        </span>
      </div>
    </li>
  );
}

function Totals({ priced }: { priced: PricedTicket }) {
  const t = useT();
  const row = "flex items-baseline justify-between gap-3 text-sm text-ink-2";
  const paidMinor = useTill((s) => s.ticket.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0));
  const leftMinor = priced.dueMinor - paidMinor;
  const isRefund = leftMinor < 0;
  return (
    <div className="space-y-1.5 border-t border-line bg-surface-2 p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {priced.discountMinor > 0 && (
        <p className={row}>
          <span>{t("Discounts")}</span>
          <Money amountMinor={-priced.discountMinor} />
        </p>
      )}
      {priced.components.map((c) => (
        <p key={`${c.component}${c.ratePpm}`} className={row}>
          <span>
            {c.component} {c.ratePpm / 10_000} %
          </span>
          <Money amountMinor={c.taxMinor} />
        </p>
      ))}
      {priced.returnedMinor > 0 && (
        <p className={row}>
          <span>{t("Brought back")}</span>
          <Money amountMinor={-priced.returnedMinor} />
        </p>
      )}
      {paidMinor !== 0 && (
        <p className={row}>
          <span>{t("Paid so far")}</span>
          <Money amountMinor={-paidMinor} />
        </p>
      )}
      <p className="flex items-baseline justify-between gap-3 pt-1">
        <span className="text-base font-medium">
          {isRefund ? t("To give back") : t("To pay")}
          {priced.pieces > 0 && (
            <span className="ms-1.5 text-sm text-ink-2">({t("{{count}} pieces", { count: priced.pieces })})</span>
          )}
        </span>
        <Money amountMinor={Math.abs(leftMinor)} className="text-3xl font-semibold" />
      </p>
      <Button
        tone="primary"
        size="lg"
        className="h-16 w-full text-xl"
        disabled={priced.unpriced.length > 0}
        onClick={() => setState({ screen: "pay" })}
      >
        {isRefund ? t("Give back") : t("Pay")}
      </Button>
    </div>
  );
}
