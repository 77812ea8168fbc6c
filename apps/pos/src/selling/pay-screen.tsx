import { likelyCash } from "@selvedge/domain";
import { Button, FieldFrame, Input, Money, MoneyInput, Notice, toast } from "@selvedge/ui";
import { Banknote, ChevronLeft, CreditCard, QrCode, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { changeTicket, clearTicket, db, deliverSoon, makeRoom, tillNow } from "../app/till.ts";
import { getState, setState, useTill } from "../app/till-state.ts";
import { isFull } from "../device/room.ts";
import { cashDue, type Settled, sell, settleInCash, type Tender } from "../device/sell.ts";
import type { PricedTicket } from "../device/ticket.ts";
import { openDrawer } from "../hardware/printer.ts";
import { useT } from "../i18n/i18n.ts";
import { writeProblem } from "../pairing/room.tsx";
import { UpiCode } from "./upi-code.tsx";
import { upiReference } from "./upi-link.ts";
import { usePricedTicket } from "./use-priced-ticket.ts";

type Way = "cash" | "card" | "upi";

/** Takes the money, in one way or several, or gives it back. */
export function PayScreen() {
  const t = useT();
  const priced = usePricedTicket();
  const head = useTill((s) => s.catalog!.head);
  const tenders = useTill((s) => s.ticket.tenders);
  const setTenders = (all: Tender[]) => changeTicket((ticket) => ({ ...ticket, tenders: all }));
  const [way, setWay] = useState<Way>("cash");
  const [busy, setBusy] = useState(false);
  const writing = useRef(false);
  if (!priced) return null;
  const { currency } = head.channel;
  const dueMinor = priced.dueMinor;
  const leftMinor = dueMinor - tenders.reduce((sum, x) => sum + x.amountMinor, 0);
  const finish = async (settled: Settled) => {
    // However often it is touched, a ticket is sold once.
    if (writing.current) return;
    writing.current = true;
    setBusy(true);
    try {
      await writeSale(settled, priced).catch(async (error: unknown) => {
        if (!isFull(error)) throw error;
        await makeRoom();
        await writeSale(settled, priced);
      });
    } catch (error) {
      toast({ tone: "bad", title: t("The sale could not be written down"), detail: writeProblem(error, t) });
    }
    writing.current = false;
    setBusy(false);
  };
  const add = (tender: Tender) => {
    const all = [...tenders, tender];
    if (all.reduce((sum, x) => sum + x.amountMinor, 0) === dueMinor) {
      return void finish({ tenders: all, roundingMinor: 0, changeMinor: 0 });
    }
    setTenders(all);
  };
  const names: Record<Way, string> = { cash: t("Cash"), card: t("Card"), upi: "UPI" };
  const ways = [
    { id: "cash" as const, icon: <Banknote aria-hidden /> },
    { id: "card" as const, icon: <CreditCard aria-hidden /> },
    { id: "upi" as const, icon: <QrCode aria-hidden /> },
  ];
  return (
    <main className="min-h-0 flex-1 overflow-y-auto bg-bg">
      <div className="mx-auto grid w-full max-w-4xl gap-4 p-4 md:grid-cols-[1fr_1.3fr] md:pt-8">
        <Due dueMinor={dueMinor} leftMinor={leftMinor} tenders={tenders} onChange={setTenders} names={names} />
        <section className="space-y-4 rounded-xl border border-line bg-surface p-5">
          <div role="toolbar" aria-label={t("Way of paying")} className="grid grid-cols-3 gap-2">
            {ways.map(({ id, icon }) => (
              <button
                key={id}
                type="button"
                aria-pressed={way === id}
                onClick={() => setWay(id)}
                className={`flex h-16 flex-col items-center justify-center gap-1 rounded-lg border text-sm font-medium [&_svg]:size-5 ${way === id ? "border-accent bg-accent-soft text-accent" : "border-line bg-surface hover:bg-surface-3"}`}
              >
                {icon}
                {names[id]}
              </button>
            ))}
          </div>
          {way === "cash" && (
            <PayCash
              key={leftMinor}
              dueMinor={dueMinor}
              tenders={tenders}
              currency={currency}
              busy={busy}
              onSettled={finish}
              onPart={add}
            />
          )}
          {way !== "cash" && (
            <PayRecorded key={`${way}${leftMinor}`} way={way} leftMinor={leftMinor} busy={busy} onPaid={add} />
          )}
        </section>
      </div>
    </main>
  );
}

/** What is to pay, what was taken so far, and what is left. */
function Due({
  dueMinor,
  leftMinor,
  tenders,
  names,
  onChange,
}: {
  dueMinor: number;
  leftMinor: number;
  tenders: readonly Tender[];
  names: Record<Way, string>;
  onChange: (tenders: Tender[]) => void;
}) {
  const t = useT();
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <Button tone="quiet" className="-ms-2 mb-2" onClick={() => setState({ screen: "sell" })}>
        <ChevronLeft aria-hidden /> {t("Back to the ticket")}
      </Button>
      <h1 className="text-base text-ink-2">{dueMinor < 0 ? t("To give back") : t("To pay")}</h1>
      <Money amountMinor={Math.abs(dueMinor)} className="text-5xl font-semibold" />
      <ul className="mt-4 space-y-2">
        {tenders.map((tender, i) => (
          <li
            key={`${tender.method} ${tender.amountMinor} ${tender.reference ?? ""}`}
            className="flex items-center justify-between gap-2 rounded-lg bg-surface-2 ps-3 text-sm"
          >
            <span className="font-medium">{names[tender.method]}</span>
            <Money amountMinor={tender.amountMinor} className="ms-auto" />
            <Button
              tone="quiet"
              size="icon"
              aria-label={t("Take back")}
              onClick={() => onChange(tenders.filter((_, j) => j !== i))}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      {tenders.length > 0 && (
        <p className="mt-3 flex justify-between text-base">
          <span>{t("Left")}</span>
          <Money amountMinor={Math.abs(leftMinor)} className="font-semibold" />
        </p>
      )}
    </section>
  );
}

/** The sale is written down as it was priced on the screen; only then does the screen change. */
async function writeSale(settled: Settled, priced: PricedTicket): Promise<void> {
  const { ticket, cashier, shift, catalog } = getState();
  if (!cashier || !shift || !catalog) return;
  const { currency, priceMode } = catalog.head.channel;
  const receipt = await sell(db, { shift, cashier, currency, priceMode }, ticket, priced, settled);
  clearTicket();
  setState({ receipt, changeMinor: settled.changeMinor, screen: "receipt", levelsAt: getState().levelsAt + 1 });
  deliverSoon();
  if (settled.tenders.some((tender) => tender.method === "cash")) void openDrawer();
}

function PayCash({
  dueMinor,
  tenders,
  currency,
  busy,
  onSettled,
  onPart,
}: {
  dueMinor: number;
  tenders: Tender[];
  currency: string;
  busy: boolean;
  onSettled: (settled: Settled) => Promise<void>;
  onPart: (tender: Tender) => void;
}) {
  const t = useT();
  const { cashMinor, roundingMinor } = cashDue(dueMinor, tenders, currency);
  const [handed, setHanded] = useState<number | null>(Math.max(0, cashMinor));
  const settled = settleInCash(dueMinor, tenders, handed ?? 0, currency);
  const isShort = "shortMinor" in settled;
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isShort) void onSettled(settled);
        else if ((handed ?? 0) > 0) onPart({ method: "cash", amountMinor: handed ?? 0, handedMinor: handed ?? 0 });
      }}
    >
      {cashMinor >= 0 && (
        <>
          <FieldFrame label={t("Cash handed over")}>
            {(control) => (
              <MoneyInput {...control} value={handed} onChange={setHanded} autoFocus className="big-input" />
            )}
          </FieldFrame>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
            {likelyCash(cashMinor, currency).map((minor) => (
              <Button key={minor} size="lg" className="h-12" onClick={() => setHanded(minor)}>
                <Money amountMinor={minor} />
              </Button>
            ))}
          </div>
        </>
      )}
      {roundingMinor !== 0 && (
        <p className="flex justify-between text-sm text-ink-2">
          <span>{t("Rounded to whole coins")}</span>
          <Money amountMinor={roundingMinor} />
        </p>
      )}
      <p className="flex items-baseline justify-between" role="status">
        <span className="text-base">{cashMinor < 0 ? t("Give back") : isShort ? t("Still missing") : t("Change")}</span>
        <Money
          amountMinor={cashMinor < 0 ? -cashMinor : isShort ? settled.shortMinor : settled.changeMinor}
          className={`text-3xl font-semibold ${isShort ? "text-warn" : ""}`}
        />
      </p>
      <Button type="submit" tone="primary" size="lg" busy={busy} className="h-16 w-full text-xl">
        {cashMinor < 0 ? t("Cash given back") : isShort ? t("Take this part") : t("Cash taken")}
      </Button>
    </form>
  );
}

function PayRecorded({
  way,
  leftMinor,
  busy,
  onPaid,
}: {
  way: "card" | "upi";
  leftMinor: number;
  busy: boolean;
  onPaid: (tender: Tender) => void;
}) {
  const t = useT();
  const head = useTill((s) => s.catalog!.head);
  const [amount, setAmount] = useState<number | null>(Math.abs(leftMinor));
  const [reference, setReference] = useState("");
  const amountMinor = Math.min(amount ?? 0, Math.abs(leftMinor)) * Math.sign(leftMinor);
  const [ownReference] = useState(() => upiReference(head.till.series, tillNow()));
  const { upiId } = head.till;
  const showsCode = way === "upi" && leftMinor > 0 && upiId !== null;
  // Ours stands in the shopper's payment, so it is what the bank's statement is compared by.
  const noted = reference.trim() || (showsCode ? ownReference : "");
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (amountMinor === 0 && leftMinor !== 0) return;
        onPaid({ method: way, amountMinor, ...(noted ? { reference: noted } : {}) });
      }}
    >
      <FieldFrame label={t("Amount")}>
        {(control) => <MoneyInput {...control} value={amount} onChange={setAmount} className="big-input" />}
      </FieldFrame>
      {showsCode && (
        <UpiCode
          payment={{
            ...{ upiId, name: head.business.name, amountMinor, reference: ownReference },
            currency: head.channel.currency,
          }}
        />
      )}
      {way === "upi" && upiId === null && (
        <Notice tone="warn">
          {t("No UPI address is set for this till; set one under Tills in the admin to show a code here.")}
        </Notice>
      )}
      <FieldFrame label={way === "card" ? t("Slip number (if there is one)") : t("UPI reference (if there is one)")}>
        {(control) => (
          <Input
            {...control}
            value={reference}
            onChange={(e) => setReference(e.target.value)}
            maxLength={80}
            className="h-12"
          />
        )}
      </FieldFrame>
      <Button type="submit" tone="primary" size="lg" busy={busy} className="h-16 w-full text-xl">
        {leftMinor < 0 ? t("Given back") : way === "card" ? t("Card payment went through") : t("UPI payment arrived")}
      </Button>
    </form>
  );
}
