import { accountApi } from "@selvedge/contract";
import { toast } from "@selvedge/ui";
import { call, problemOf } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import { refreshSession } from "../session/session-store.ts";

type AddPasskeyProps = { run: (go: () => Promise<unknown>) => Promise<boolean>; onClose: () => void };

/** Asks the browser for a passkey, under a name by which it is known later. */
export function AddPasskey({ run, onClose }: AddPasskeyProps) {
  const t = useT();
  const form = useContractForm<{ name: string }>(accountApi.addPasskey.input.pick({ name: true }), {
    name: t("This device"),
  });
  const add = async ({ name }: { name: string }) => {
    const { startRegistration } = await import("@simplewebauthn/browser");
    const did = await run(async () => {
      const { options, ticket } = await call(accountApi.beginPasskey, {});
      const response = await startRegistration({ optionsJSON: options as never }).catch((error: unknown) => {
        if (problemOf(error)) throw error;
        throw new Error(t("The browser made no passkey. Try again."));
      });
      await call(accountApi.addPasskey, { ticket, name, response: { ...response } });
    });
    if (!did) return;
    refreshQueries(queryClient, ["identity."]);
    toast({ tone: "good", title: t("The passkey was added") });
    onClose();
    await refreshSession();
  };
  return (
    <FormDialog
      title={t("Add passkey")}
      description={t("Your browser asks for your finger, face or PIN. The key never leaves your device.")}
      form={form}
      onSubmit={add}
      button={t("Add passkey")}
      onClose={onClose}
    >
      <TextField name="name" label={t("Name of the passkey")} required autoFocus />
    </FormDialog>
  );
}
