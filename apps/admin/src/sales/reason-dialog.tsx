import { Button, Dialog, FieldFrame, TextArea } from "@selvedge/ui";
import { useState } from "react";
import { useT } from "../i18n/i18n.ts";

type ReasonDialogProps = {
  title: string;
  explain: string;
  button: string;
  danger?: boolean;
  busy: boolean;
  onClose: () => void;
  onGive: (reason: string) => void;
};

/** Asks why before something that is not done lightly; the reason goes into the record. */
export function ReasonDialog({ title, explain, button, danger, busy, onClose, onGive }: ReasonDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={explain}
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t("Go back")}
          </Button>
          <Button
            tone={danger ? "danger" : "primary"}
            busy={busy}
            disabled={!reason.trim()}
            onClick={() => onGive(reason.trim())}
          >
            {button}
          </Button>
        </>
      }
    >
      <FieldFrame label={t("Reason")} required>
        {(control) => (
          <TextArea {...control} autoFocus value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
        )}
      </FieldFrame>
    </Dialog>
  );
}
