import { Button, saveFile, toast } from "@selvedge/ui";
import { Download, FileDown } from "lucide-react";
import { useState } from "react";
import { errorText, fetchFile } from "../api/client.ts";
import { useT } from "../i18n/i18n.ts";

type PdfButtonProps = { invoiceId: string; number: string; compact?: boolean };

/** Saves the document's PDF; it is behind the sign-in, so a plain link would be refused. */
export function PdfButton({ invoiceId, number, compact }: PdfButtonProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const pdf = await fetchFile(`/v1/invoices/${invoiceId}/pdf`);
      saveFile(`${number.replace(/[^\w.-]+/g, "-")}.pdf`, pdf);
    } catch (error) {
      toast({ tone: "bad", title: t("The PDF did not load"), detail: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  if (compact) {
    return (
      <Button
        tone="quiet"
        size="iconSm"
        busy={busy}
        aria-label={t("PDF of {{number}}", { number })}
        onClick={() => void save()}
      >
        {!busy && <FileDown aria-hidden />}
      </Button>
    );
  }
  return (
    <Button tone="primary" icon={<Download aria-hidden />} busy={busy} onClick={() => void save()}>
      PDF
    </Button>
  );
}
