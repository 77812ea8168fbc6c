import { ApiError } from "@selvedge/client";
import { Badge, Button, DateTime, EmptyState, Money, SearchInput } from "@selvedge/ui";
import { ReceiptText } from "lucide-react";
import { useEffect, useState } from "react";
import { db } from "../app/till.ts";
import { setState, useTill } from "../app/till-state.ts";
import type { KeptEvent, KeptReceipt } from "../device/till-db.ts";
import { type Translate, useT } from "../i18n/i18n.ts";
import { EventStateBadge } from "../pairing/event-state.tsx";
import { askForReceipt } from "./foreign-receipt.ts";
import { ReturnDialog } from "./return-dialog.tsx";

const noReceiptWords = (error: ApiError, number: string, t: Translate): string =>
  error.problem.code === "not_found"
    ? t("No receipt {{number}} has arrived here; look at the number again.", { number })
    : t(error.message);

/** Receipts of this till, and any other till's by its number; each can be seen, printed again and taken back. */
export function ReceiptList() {
  const t = useT();
  const shift = useTill((s) => s.shift);
  const [text, setText] = useState("");
  const [receipts, setReceipts] = useState<KeptReceipt[] | null>(null);
  const [returning, setReturning] = useState<KeptReceipt | null>(null);
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    const looked = text.trim().toUpperCase();
    const rows = db.receipts.orderBy("soldAt").reverse();
    void (
      looked
        ? rows.filter((r) => r.receiptNumber.includes(looked) || (r.customerName ?? "").toUpperCase().includes(looked))
        : rows
    )
      .limit(100)
      .toArray()
      .then(setReceipts);
  }, [text]);
  const waiting = useTill((s) => s.sync.waiting);
  const [ways, setWays] = useState<ReadonlyMap<string, KeptEvent>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: how far they have come is read again as the count changes
  useEffect(() => {
    void db.events
      .bulkGet((receipts ?? []).map((receipt) => receipt.saleId))
      .then((found) => setWays(new Map(found.flatMap((event) => (event ? [[event.id, event] as const] : [])))));
  }, [receipts, waiting]);
  const ask = async (number: string) => {
    setWords(t("Looking…"));
    try {
      const found = await askForReceipt(number.trim().toUpperCase());
      setWords(null);
      setReturning(found);
    } catch (error) {
      setWords(
        error instanceof ApiError
          ? noReceiptWords(error, number, t)
          : t("The server cannot be reached; receipts of other tills need it."),
      );
    }
  };
  const wanted = useTill((s) => s.wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is wanted is taken up once, when it comes
  useEffect(() => {
    if (wanted === null) return;
    setState({ wanted: null });
    if (typeof wanted !== "string") return setReturning(wanted);
    setText(wanted);
    void ask(wanted);
  }, [wanted]);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-4">
      <div className="mx-auto max-w-3xl space-y-3">
        <h1 className="text-xl font-semibold">{t("Receipts")}</h1>
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void ask(text);
          }}
        >
          <SearchInput
            value={text}
            onChange={setText}
            delay={100}
            label={t("Receipt number or customer")}
            placeholder={t("Receipt number or customer")}
            className="flex-1 [&_input]:h-12"
          />
          <Button type="submit" size="lg" className="h-12" disabled={text.trim().length < 4}>
            {t("Ask other tills")}
          </Button>
        </form>
        {words && (
          <p role="status" className="text-sm font-medium text-ink-2">
            {words}
          </p>
        )}
        {receipts?.length === 0 && (
          <EmptyState icon={<ReceiptText />} title={text ? t("No receipt here fits") : t("No receipts yet")}>
            {text
              ? t("If another till sold it, ask for it by its whole number.")
              : t("What this till sells appears here.")}
          </EmptyState>
        )}
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface empty:hidden">
          {receipts?.map((receipt) => (
            <ReceiptRow
              key={receipt.saleId}
              receipt={receipt}
              event={ways.get(receipt.saleId)}
              mayReturn={shift !== null}
              onReturn={setReturning}
            />
          ))}
        </ul>
      </div>
      {returning && <ReturnDialog receipt={returning} onClose={() => setReturning(null)} />}
    </main>
  );
}

/** A receipt: a touch shows it, a button takes goods of it back. */
function ReceiptRow({
  receipt,
  event,
  mayReturn,
  onReturn,
}: {
  receipt: KeptReceipt;
  event: KeptEvent | undefined;
  mayReturn: boolean;
  onReturn: (receipt: KeptReceipt) => void;
}) {
  const t = useT();
  return (
    <li className="flex items-center gap-2 pe-2">
      <button
        type="button"
        className="flex min-h-16 min-w-0 flex-1 items-center justify-between gap-3 px-4 py-2 text-start hover:bg-surface-2"
        onClick={() => setState({ receipt, changeMinor: 0, screen: "receipt" })}
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{receipt.receiptNumber}</span>
          <span className="block truncate text-sm text-ink-2">
            <DateTime value={receipt.soldAt} show="dateTime" /> · {receipt.customerName ?? receipt.cashierName}
          </span>
        </span>
        <span className="flex shrink-0 items-center gap-2">
          <span className="max-sm:hidden">{event && <EventStateBadge event={event} />}</span>
          {Object.values(receipt.returned).some((n) => n > 0) && <Badge tone="warn">{t("brought back")}</Badge>}
          <Money amountMinor={receipt.sale.totalMinor - receipt.sale.returnedMinor} className="font-semibold" />
        </span>
      </button>
      <Button
        disabled={!mayReturn || !receipt.sale.lines.some((l) => l.qty > (receipt.returned[l.id] ?? 0))}
        onClick={() => onReturn(receipt)}
        aria-label={t("Return goods of {{receipt}}", { receipt: receipt.receiptNumber })}
      >
        {t("Return")}
      </Button>
    </li>
  );
}
