import { Button, Card, Checkbox, cx, FieldFrame, type GridStyle, Input, Notice, Select, TextArea } from "@selvedge/ui";
import { useState } from "react";
import { errorText } from "../api/client.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { OrderTotals } from "./order-totals.tsx";
import type { usePricePreview } from "./use-price-preview.ts";

type Method = "cash" | "card" | "upi" | "bank";
/** How the order is finished: sold over the counter (paid and gone at once), or placed to ship later. */
export type PlaceOptions = { note?: string; externalRef?: string } & (
  | { handOver: true; method: Method; totalMinor: number }
  | { handOver: false; confirm: boolean; payment?: { method: Method } }
);

type OrderSideProps = {
  preview: ReturnType<typeof usePricePreview>;
  lineCount: number;
  busy: boolean;
  failure: string | null;
  names: readonly GridStyle[];
  onPlace: (options: PlaceOptions) => void;
};

/** Beside the grid: what it costs, how it is paid, and the button that places it. */
export function OrderSide({ preview, lineCount, busy, failure, names, onPlace }: OrderSideProps) {
  const t = useT();
  const can = useCan();
  const [method, setMethod] = useState<Method | "">("");
  const [handOver, setHandOver] = useState(false);
  const [note, setNote] = useState("");
  const [externalRef, setExternalRef] = useState("");
  const { priced, error, stale } = preview;
  const short = (priced?.lines ?? []).filter((line) => line.qty > line.availableQty);
  const options = (confirm: boolean): PlaceOptions => ({
    ...(handOver
      ? { handOver, method: method || "cash", totalMinor: priced?.totalMinor ?? 0 }
      : { handOver, confirm, ...(method ? { payment: { method } } : {}) }),
    ...(note.trim() ? { note: note.trim() } : {}),
    ...(externalRef.trim() ? { externalRef: externalRef.trim() } : {}),
  });
  return (
    <aside className="space-y-4 xl:sticky xl:top-4">
      <Card title={t("What it costs")}>
        {error && <Notice tone="bad">{errorText(error)}</Notice>}
        {!error && !priced && (
          <p className="text-sm text-ink-3">{t("Type pieces and the price shows here, with tax.")}</p>
        )}
        {!error && priced && (
          <div className={cx("transition-opacity", stale && "opacity-60")} aria-busy={stale}>
            <OrderTotals {...priced} />
          </div>
        )}
        {short.length > 0 && (
          <Notice tone="warn" className="mt-3" title={t("More than is available:")}>
            {short
              .slice(0, 4)
              .map((line) => `${cellWords(names, line.skuId)} (${line.availableQty})`)
              .join(", ")}
            {short.length > 4 && " …"}
          </Notice>
        )}
      </Card>
      <Card title={t("Finish")}>
        <div className="space-y-4">
          {can("payments.payment.take") && (
            <FieldFrame label={t("Payment now")}>
              {(control) => (
                <Select
                  {...control}
                  value={handOver ? method || "cash" : method}
                  {...(handOver ? {} : { placeholder: t("None, on account") })}
                  options={[
                    { value: "cash", label: t("Cash") },
                    { value: "card", label: t("Card") },
                    { value: "upi", label: "UPI" },
                    { value: "bank", label: t("Bank transfer") },
                  ]}
                  onChange={(event) => setMethod(event.target.value as Method | "")}
                />
              )}
            </FieldFrame>
          )}
          {can("payments.payment.take") && (
            <Checkbox
              label={t("Hand over now: ship and invoice at once")}
              checked={handOver}
              onChange={(event) => setHandOver(event.target.checked)}
            />
          )}
          <FieldFrame label={t("Their reference")}>
            {(control) => (
              <Input
                {...control}
                value={externalRef}
                maxLength={100}
                onChange={(e) => setExternalRef(e.target.value)}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Note")}>
            {(control) => (
              <TextArea {...control} rows={2} value={note} maxLength={2000} onChange={(e) => setNote(e.target.value)} />
            )}
          </FieldFrame>
          {failure && <Notice tone="bad">{failure}</Notice>}
          <div className="space-y-2">
            <Button
              tone="primary"
              size="lg"
              className="w-full"
              busy={busy}
              disabled={lineCount === 0 || (handOver && (stale || !priced))}
              onClick={() => onPlace(options(true))}
            >
              {handOver ? t("Place and hand over") : t("Place order")}
            </Button>
            <Button
              className="w-full"
              disabled={lineCount === 0 || busy || handOver}
              onClick={() => onPlace(options(false))}
            >
              {t("Leave pending for confirmation")}
            </Button>
          </div>
        </div>
      </Card>
    </aside>
  );
}

function cellWords(styles: readonly GridStyle[], skuId: string): string {
  for (const style of styles) {
    for (const row of style.rows) {
      const col = row.cells.findIndex((cell) => cell?.skuId === skuId);
      if (col >= 0) return `${row.name} ${style.sizes[col]}`;
    }
  }
  return skuId;
}
