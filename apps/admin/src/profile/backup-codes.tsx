import { Button, Dialog, saveFile } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";

/** Ten codes for the day the phone is lost; they are shown now and never again. */
export function BackupCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Your backup codes")}
      description={t(
        "Each signs you in once when your phone is not at hand. Keep them where only you find them: they are not shown again.",
      )}
      footer={
        <>
          <Button onClick={() => saveFile("selvedge-backup-codes.txt", `${codes.join("\n")}\n`, "text/plain")}>
            {t("Save as a file")}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {t("I have kept them")}
          </Button>
        </>
      }
    >
      <ol className="grid grid-cols-2 gap-2 text-center font-mono text-base" data-testid="backup-codes">
        {codes.map((code) => (
          <li key={code} className="rounded-md bg-surface-2 py-2 select-all">
            {code}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
