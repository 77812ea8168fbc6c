import { tillApi } from "@selvedge/contract";
import { Button, buttonLook, Dialog, FieldFrame, Input, toast } from "@selvedge/ui";
import { Copy, MessageCircle, MessageSquare } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { db, deliverSoon } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import type { KeptReceipt } from "../device/till-db.ts";
import { writeEvent } from "../device/write-event.ts";
import { shell } from "../hardware/shell.ts";
import { useT } from "../i18n/i18n.ts";
import { QrCode } from "./qr-code.tsx";
import { chatNumber, receiptLink } from "./receipt-link.ts";

/** The receipt to the shopper's own phone: by mail, by a chat message, or by the code they scan off the screen. */
export function SendDialog({ receipt, onClose }: { receipt: KeptReceipt; onClose: () => void }) {
  const t = useT();
  const head = useTill((s) => s.catalog!.head);
  const customer = useCustomer(receipt.sale.customerId);
  const link = receiptLink(head, receipt.saleId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Send receipt {{number}}", { number: receipt.receiptNumber })}
    >
      {customer !== undefined && (
        <div className="grid gap-6 sm:grid-cols-[1fr_auto]">
          <div className="space-y-5">
            <ByMail receipt={receipt} known={customer?.email ?? ""} onSent={onClose} />
            {/* The desktop program opens no other: there the mail and the code do. */}
            {shell() === null && (
              <ByChat
                words={t("Your receipt from {{shop}}: {{link}}", { shop: head.business.name, link })}
                known={customer?.phone ?? ""}
                country={head.business.country}
              />
            )}
          </div>
          <figure className="mx-auto w-44 space-y-2 text-center text-sm text-ink-2">
            <QrCode text={link} label={t("Code that opens the receipt")} className="w-full rounded-lg" />
            <figcaption>{t("Or the shopper scans this.")}</figcaption>
            <Button
              onClick={() =>
                void navigator.clipboard?.writeText(link).then(() => toast({ tone: "good", title: t("Copied") }))
              }
            >
              <Copy aria-hidden /> {t("Copy the link")}
            </Button>
          </figure>
        </div>
      )}
    </Dialog>
  );
}

/** The customer of the receipt as this device knows them; null for none, undefined while it is looked up. */
function useCustomer(id: string | null): tillApi.TillCustomer | null | undefined {
  const [found, setFound] = useState<tillApi.TillCustomer | null | undefined>(id ? undefined : null);
  useEffect(() => {
    if (id) void db.customers.get(id).then((one) => setFound(one ?? null));
  }, [id]);
  return found;
}

function ByMail({ receipt, known, onSent }: { receipt: KeptReceipt; known: string; onSent: () => void }) {
  const t = useT();
  const cashier = useTill((s) => s.cashier!);
  const [to, setTo] = useState(known);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!tillApi.TillReceiptSent.shape.to.safeParse(to.trim()).success)
      return setProblem(t("This is no e-mail address"));
    const { saleId, receiptNumber } = receipt;
    await writeEvent(db, "receipt_sent", () => ({ saleId, receiptNumber, cashierId: cashier.id, to: to.trim() }));
    deliverSoon();
    toast({ tone: "good", title: t("Goes to {{address}} as soon as the office has it", { address: to.trim() }) });
    onSent();
  };
  return (
    <form className="space-y-2" onSubmit={(event) => void send(event)} noValidate>
      <FieldFrame label={t("E-mail")} error={problem ?? undefined}>
        {(control) => (
          <Input
            {...control}
            type="email"
            value={to}
            autoFocus
            maxLength={200}
            autoComplete="off"
            className="h-12"
            onChange={(e) => setTo(e.target.value)}
          />
        )}
      </FieldFrame>
      <Button type="submit" tone="primary" size="lg" className="w-full" disabled={to.trim() === ""}>
        {t("Send by mail")}
      </Button>
    </form>
  );
}

/** Opens the device's own program with the message written; who sends it is the cashier. */
function ByChat({ words, known, country }: { words: string; known: string; country: string }) {
  const t = useT();
  const [phone, setPhone] = useState(known);
  const number = chatNumber(phone, country);
  const text = encodeURIComponent(words);
  const look = `${buttonLook({ size: "lg" })} ${number ? "" : "pointer-events-none opacity-50"}`;
  const inert = number ? {} : { "aria-disabled": true, tabIndex: -1 };
  return (
    <div className="space-y-2">
      <FieldFrame label={t("Phone")}>
        {(control) => (
          <Input
            {...control}
            inputMode="tel"
            value={phone}
            maxLength={40}
            autoComplete="off"
            className="h-12"
            onChange={(e) => setPhone(e.target.value)}
          />
        )}
      </FieldFrame>
      <div className="grid grid-cols-2 gap-2">
        <a
          {...inert}
          href={`https://wa.me/${number ?? ""}?text=${text}`}
          target="_blank"
          rel="noreferrer"
          className={look}
        >
          <MessageCircle aria-hidden /> WhatsApp
        </a>
        <a {...inert} href={`sms:+${number ?? ""}?body=${text}`} className={look}>
          <MessageSquare aria-hidden /> SMS
        </a>
      </div>
    </div>
  );
}
