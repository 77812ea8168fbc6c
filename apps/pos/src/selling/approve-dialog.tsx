import { Button, Dialog, EmptyState } from "@selvedge/ui";
import { useState } from "react";
import { useTill } from "../app/till-state.ts";
import { useT } from "../i18n/i18n.ts";
import { PinEntry } from "../shift/pin-entry.tsx";

/** A manager's PIN at somebody else's till; checked on the device, noted on the receipt, checked again by the server. */
export function ApproveDialog({
  title,
  onApproved,
  onClose,
}: {
  title: string;
  onApproved: (approver: { id: string; name: string }) => void;
  onClose: () => void;
}) {
  const t = useT();
  const managers = useTill((s) => s.catalog!.head.cashiers).filter((c) => c.approves);
  const [chosen, setChosen] = useState(managers.length === 1 ? managers[0]!.id : null);
  const person = managers.find((m) => m.id === chosen) ?? null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
      {managers.length === 0 && (
        <EmptyState title={t("Nobody can approve here")}>
          {t("Let a manager approve under Tills, Cashiers in the admin.")}
        </EmptyState>
      )}
      {!person && (
        <div className="grid gap-2 sm:grid-cols-2">
          {managers.map((m) => (
            <Button key={m.id} size="lg" className="h-14" onClick={() => setChosen(m.id)}>
              {m.name}
            </Button>
          ))}
        </div>
      )}
      {person && (
        <div className="mx-auto max-w-xs">
          <p className="mb-2 text-center font-medium">{person.name}</p>
          <PinEntry person={person} onRight={onApproved} />
        </div>
      )}
    </Dialog>
  );
}
