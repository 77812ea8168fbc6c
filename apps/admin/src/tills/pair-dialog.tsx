import { tillApi } from "@selvedge/contract";
import { Button, DateTime, Dialog, Notice } from "@selvedge/ui";
import { useEffect } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";

/** Shows the code that a device types, and says when it was taken. */
export function PairDialog({ till, onClose }: { till: tillApi.Till; onClose: () => void }) {
  const t = useT();
  const { mutate, data, error, isPending } = useCommand(tillApi.openPairing);
  const now = useApi(tillApi.listTills, {}, { pollMs: 2_000 });
  const device = now.data?.items.find((other) => other.id === till.id)?.device ?? null;
  const isPaired = device !== null && device.id !== till.device?.id;
  useEffect(() => mutate({ id: till.id }), [mutate, till.id]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Pair a device with {{till}}", { till: till.name })}
      footer={
        <Button tone="primary" onClick={onClose}>
          {isPaired ? t("Done") : t("Close")}
        </Button>
      }
    >
      {isPaired ? (
        <Notice tone="good" title={t("Paired.")}>
          {t("{{device}} sells as {{series}} now.", { device: device.name, series: device.series })}
        </Notice>
      ) : (
        <div className="space-y-4 text-center">
          <p className="text-ink-2">{t("On the device, open this address and type the code:")}</p>
          <p className="font-mono text-sm break-all">{`${location.origin}/till/`}</p>
          <p className="font-mono text-4xl font-semibold tracking-widest" role="status" aria-busy={isPending}>
            {data?.code ?? "····-····"}
          </p>
          {data && (
            <p className="text-sm text-ink-2">
              {t("Good once, until")} <DateTime value={data.expiresAt} show="dateTime" />
            </p>
          )}
          {error && <Notice tone="bad">{error.message}</Notice>}
          {till.device && <Notice tone="warn">{t("The device that is paired now will be disconnected.")}</Notice>}
        </div>
      )}
    </Dialog>
  );
}
