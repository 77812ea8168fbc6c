import { keysApi } from "@selvedge/contract";
import { Button, Dialog } from "@selvedge/ui";
import { useCommand } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";

export function RevokeKey({ apiKey, onClose }: { apiKey: keysApi.ApiKey; onClose: () => void }) {
  const t = useT();
  const revoke = useCommand(keysApi.revokeApiKey, {
    refresh: ["identity."],
    done: t("The key works no more"),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Revoke {{name}}", { name: apiKey.name })}
      description={t("The program that uses it is refused from its next request on. This cannot be taken back.")}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button tone="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: apiKey.id })}>
            {t("Revoke")}
          </Button>
        </>
      }
    />
  );
}
