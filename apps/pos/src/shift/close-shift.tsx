import { denominations, formatMoney, type ShiftReport } from "@selvedge/domain";
import { Button, FieldFrame, Input, Money, MoneyInput, Notice } from "@selvedge/ui";
import { useState } from "react";
import { db, deliverSoon } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import { closeShift } from "../device/shift.ts";
import { useT } from "../i18n/i18n.ts";

/** A blind count: the drawer is counted before anybody says what should be in it. */
export function CloseShift({
  onClosed,
  onCancel,
}: {
  onClosed: (closed: { report: ShiftReport; zNumber: number }) => void;
  onCancel: () => void;
}) {
  const t = useT();
  const cashier = useTill((s) => s.cashier!);
  const head = useTill((s) => s.catalog!.head);
  const [pieces, setPieces] = useState<Record<number, string>>({});
  const [sum, setSum] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const kinds = denominations(head.channel.currency);
  const counted = kinds.flatMap((minor): [number, number][] => {
    const n = Number.parseInt(pieces[minor] ?? "", 10);
    return Number.isFinite(n) && n > 0 ? [[minor, n]] : [];
  });
  const byPieces = counted.reduce((total, [minor, n]) => total + minor * n, 0);
  const countedMinor = sum ?? byPieces;
  const isCounted = sum !== null || Object.values(pieces).some((v) => v !== "");
  const close = async () => {
    setBusy(true);
    const count = { countedMinor, counted: sum === null ? counted : [], note: note.trim() || null };
    const closed = await closeShift(db, cashier.id, count, head.business.timeZone);
    deliverSoon();
    onClosed(closed);
  };
  return (
    <form
      className="space-y-4 rounded-xl border border-line bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (isCounted) void close();
      }}
    >
      <h2 className="text-lg font-semibold">{t("Count the drawer")}</h2>
      <Notice>{t("What should be in it is shown after the count.")}</Notice>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {kinds.map((minor) => (
          <div key={minor} className="flex items-center gap-2 rounded-lg border border-line px-3 py-1.5">
            <Money
              amountMinor={minor}
              show={minor % 100 === 0 ? "whole" : "full"}
              className="min-w-14 text-lg font-medium"
            />
            <span className="text-ink-3">×</span>
            <Input
              inputMode="numeric"
              aria-label={t("Pieces of {{money}}", {
                money: formatMoney(minor, head.channel.currency, head.business.locale),
              })}
              value={pieces[minor] ?? ""}
              onChange={(e) => {
                setSum(null);
                setPieces({ ...pieces, [minor]: e.target.value.replace(/\D/g, "").slice(0, 5) });
              }}
              className="text-end text-lg!"
            />
          </div>
        ))}
      </div>
      <FieldFrame label={t("Or the whole sum")}>
        {(control) => (
          <MoneyInput {...control} value={sum ?? (byPieces || null)} onChange={setSum} className="big-input" />
        )}
      </FieldFrame>
      <FieldFrame label={t("Note (if something was odd)")}>
        {(control) => <Input {...control} value={note} onChange={(e) => setNote(e.target.value)} maxLength={500} />}
      </FieldFrame>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-lg">
          {t("Counted")}: <Money amountMinor={countedMinor} className="font-semibold" />
        </p>
        <div className="flex gap-2">
          <Button size="lg" onClick={onCancel}>
            {t("Not yet")}
          </Button>
          <Button type="submit" tone="primary" size="lg" busy={busy} disabled={!isCounted}>
            {t("Close the shift")}
          </Button>
        </div>
      </div>
    </form>
  );
}
