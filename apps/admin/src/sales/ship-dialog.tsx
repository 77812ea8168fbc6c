import { billingApi, type OutputOf, type salesApi } from "@selvedge/contract";
import { Button, Checkbox, Dialog, FieldFrame, Input, Notice, Swatch } from "@selvedge/ui";
import { useState } from "react";
import { errorText } from "../api/client.ts";
import { useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { afterOrder } from "./after-order.ts";

type Order = OutputOf<typeof salesApi.getOrder>;

/** Ships the order or a part of it: pieces per line, the rest stays owed. */
export function ShipDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT();
  const open = order.lines.filter((line) => restOf(line) > 0);
  const [pieces, setPieces] = useState<Record<string, number>>(() =>
    Object.fromEntries(open.map((line) => [line.id, restOf(line)])),
  );
  const [carrier, setCarrier] = useState("");
  const [tracking, setTracking] = useState("");
  const [invoice, setInvoice] = useState(true);
  const ship = useCommand(billingApi.shipOrder, {
    refresh: afterOrder,
    done: (made) => t("Shipment {{number}} is on its way", { number: made.number }),
    onDone: onClose,
    quietErrors: true,
  });
  const lines = open.flatMap((line) => {
    const qty = pieces[line.id] ?? 0;
    return qty > 0 ? [{ orderLineId: line.id, qty }] : [];
  });
  const total = lines.reduce((sum, line) => sum + line.qty, 0);
  const whole = open.every((line) => pieces[line.id] === restOf(line));
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t("Ship {{number}}", { number: order.number })}
      description={t("From {{place}}. Stock leaves and its cost is posted.", { place: order.location.name })}
      footer={
        <Button
          tone="primary"
          busy={ship.isPending}
          disabled={total === 0}
          onClick={() =>
            ship.mutate({
              id: order.id,
              invoice,
              ...(whole ? {} : { lines }),
              ...(carrier.trim() ? { carrier: carrier.trim() } : {}),
              ...(tracking.trim() ? { trackingNumber: tracking.trim() } : {}),
            })
          }
        >
          {t("Ship {{count}} pieces", { count: total })}
        </Button>
      }
    >
      {ship.error && (
        <Notice tone="bad" className="mb-3">
          {errorText(ship.error)}
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {open.map((line) => (
          <li key={line.id} className="flex items-center gap-3 py-2">
            <Swatch hex={line.hex} />
            <span className="min-w-0 flex-1 text-sm">
              <span className="block truncate font-medium">{line.styleName}</span>
              <span className="block truncate text-xs text-ink-3">
                {line.colourName} · {line.size} · {line.skuCode}
              </span>
            </span>
            <Input
              className="w-24"
              inputMode="numeric"
              aria-label={t("Pieces of {{name}} to ship", { name: line.skuCode })}
              value={pieces[line.id] ?? 0}
              trail={<span>/ {restOf(line)}</span>}
              onChange={(event) => {
                const typed = Number(event.target.value.replace(/\D/g, ""));
                setPieces({ ...pieces, [line.id]: Math.min(typed, restOf(line)) });
              }}
            />
          </li>
        ))}
      </ul>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <FieldFrame label={t("Carrier")}>
          {(control) => (
            <Input {...control} value={carrier} maxLength={100} onChange={(e) => setCarrier(e.target.value)} />
          )}
        </FieldFrame>
        <FieldFrame label={t("Tracking number")}>
          {(control) => (
            <Input {...control} value={tracking} maxLength={100} onChange={(e) => setTracking(e.target.value)} />
          )}
        </FieldFrame>
        <Checkbox
          label={t("Issue the invoice for what ships")}
          checked={invoice}
          onChange={(event) => setInvoice(event.target.checked)}
          className="sm:col-span-2"
        />
      </div>
    </Dialog>
  );
}

const restOf = (line: Order["lines"][number]): number => line.qty - line.cancelledQty - line.shippedQty;
