import type { tillApi } from "@selvedge/contract";
import { receiptText } from "@selvedge/domain";
import { Button, Money, saveFile, toast } from "@selvedge/ui";
import { FileDown, Plus, Printer, Send, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { db } from "../app/till.ts";
import { setState, useTill } from "../app/till-state.ts";
import type { KeptReceipt } from "../device/till-db.ts";
import { printPaper } from "../hardware/printer.ts";
import { useT } from "../i18n/i18n.ts";
import { Delivery } from "../pairing/event-state.tsx";
import { receiptBytes } from "./receipt-bytes.ts";
import { receiptCode } from "./receipt-code.ts";
import { receiptLink } from "./receipt-link.ts";
import { ReceiptPaper } from "./receipt-paper.tsx";
import { receiptPdf } from "./receipt-pdf.ts";
import { SendDialog } from "./send-dialog.tsx";
import { startReturn } from "./start-return.ts";

/** The sale is done: change to hand over, the receipt in every form, and the next shopper. */
export function ReceiptScreen() {
  const t = useT();
  const receipt = useTill((s) => s.receipt);
  const head = useTill((s) => s.catalog!.head);
  const changeMinor = useTill((s) => s.changeMinor);
  const [sending, setSending] = useState(false);
  const code = useReceiptCode(head, receipt);
  if (!receipt) return null;
  const text = receiptText(receipt, head, t);
  const copyWords = t("copy");
  const link = code ?? receiptLink(head, receipt.saleId);
  const { receiptNumber } = receipt;
  const printed = async () => {
    await db.receipts.update(receipt.saleId, { prints: receipt.prints + 1 });
    setState({ receipt: { ...receipt, prints: receipt.prints + 1 } });
  };
  const print = async () => {
    try {
      await printPaper(receiptBytes(text, { receiptNumber, copyWords, link }));
      await printed();
    } catch {
      toast({
        tone: "bad",
        title: t("The printer does not answer"),
        detail: t("Look at its paper and cable; the browser's print works as well."),
      });
    }
  };
  const savePdf = async () => {
    saveFile(`${receiptNumber}.pdf`, await receiptPdf(text, copyWords, link));
    await printed();
  };
  const canReturn = receipt.sale.lines.some((l) => l.qty > (receipt.returned[l.id] ?? 0));
  return (
    <main className="min-h-0 flex-1 overflow-y-auto bg-bg p-4" data-receipt-code={link}>
      <div className="mx-auto grid w-full max-w-4xl gap-5 md:grid-cols-[1fr_20rem] md:pt-6">
        <section className="space-y-4 rounded-xl border border-line bg-surface p-6 md:self-start">
          <h1 className="text-xl font-semibold">{t("Receipt {{number}}", { number: receipt.receiptNumber })}</h1>
          {changeMinor > 0 && (
            <p className="rounded-lg bg-good-soft p-4" role="status">
              <span className="block text-sm text-good">{t("Change to hand over")}</span>
              <Money amountMinor={changeMinor} className="text-4xl font-semibold" />
            </p>
          )}
          <Button
            tone="primary"
            size="lg"
            className="h-16 w-full text-xl"
            autoFocus
            onClick={() => setState({ screen: "sell", receipt: null, changeMinor: 0 })}
          >
            <Plus aria-hidden /> {t("Next sale")}
          </Button>
          <div className="grid grid-cols-2 gap-2">
            <Button size="lg" onClick={() => void print()}>
              <Printer aria-hidden /> {receipt.prints > 0 ? t("Print a copy") : t("Print")}
            </Button>
            <Button size="lg" onClick={() => setSending(true)}>
              <Send aria-hidden /> {t("Send")}
            </Button>
            <Button size="lg" onClick={() => void savePdf()}>
              <FileDown aria-hidden /> PDF
            </Button>
            <Button size="lg" disabled={!canReturn} onClick={() => startReturn(receipt)}>
              <Undo2 aria-hidden /> {t("Return")}
            </Button>
          </div>
          <Delivery saleId={receipt.saleId} />
        </section>
        <ReceiptPaper text={text} copyWords={copyWords} code={{ link, label: t("Code that opens the receipt") }} />
      </div>
      {sending && <SendDialog receipt={receipt} onClose={() => setSending(false)} />}
    </main>
  );
}

/** The receipt's QR code, made in its own time; null until then, when its plain link does. */
function useReceiptCode(head: tillApi.TillHead, receipt: KeptReceipt | null): string | null {
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    if (receipt) void receiptCode(head, receipt).then(setCode);
  }, [head, receipt]);
  return code;
}
