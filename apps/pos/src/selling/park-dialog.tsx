import { Button, DateTime, Dialog, FieldFrame, Input } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { db, park, recall } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import type { ParkedTicket } from "../device/till-db.ts";
import { useT } from "../i18n/i18n.ts";

/** Puts the ticket aside, or takes one up again. */
export function ParkDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const ticket = useTill((s) => s.ticket);
  const [label, setLabel] = useState(ticket.customer?.name ?? "");
  const [parked, setParked] = useState<ParkedTicket[]>([]);
  useEffect(() => void db.parked.orderBy("parkedAt").reverse().toArray().then(setParked), []);
  const some = ticket.lines.length + ticket.returns.length > 0;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("Parked tickets")}>
      {some && (
        <form
          className="mb-4 flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void park(label.trim()).then(onClose);
          }}
        >
          <FieldFrame label={t("Park this one as")} className="min-w-0 flex-1">
            {(control) => (
              <Input
                {...control}
                value={label}
                onChange={(e) => setLabel(e.target.value)}
                placeholder={t("Blue jacket lady")}
                maxLength={60}
              />
            )}
          </FieldFrame>
          <Button type="submit" tone="primary" size="lg">
            {t("Park")}
          </Button>
        </form>
      )}
      {parked.length === 0 && !some && <p className="text-ink-2">{t("Nothing is parked.")}</p>}
      <ul className="space-y-2">
        {parked.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => void recall(one.id).then(onClose)}
              className="flex min-h-14 w-full items-center justify-between gap-3 rounded-lg border border-line px-4 py-2 text-start hover:border-accent"
            >
              <span className="min-w-0 truncate font-medium">
                {one.label || t("{{count}} pieces", { count: one.pieces })}
              </span>
              <span className="shrink-0 text-sm text-ink-2">
                <DateTime value={one.parkedAt} show="dateTime" />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
