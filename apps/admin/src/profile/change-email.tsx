import { accountApi, type OutputOf } from "@selvedge/contract";
import { Button, Notice, toast } from "@selvedge/ui";
import { useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useCommand } from "../api/hooks.ts";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import { useConfirmed } from "./use-confirmed.tsx";

type Profile = OutputOf<typeof accountApi.getProfile>;

/** One's address, and the way to another: it counts once a mail that went there is answered. */
export function EmailRow({ profile }: { profile: Profile }) {
  const t = useT();
  const [changing, setChanging] = useState(false);
  const { run, dialog } = useConfirmed(profile.totp);
  const keep = useCommand(accountApi.keepEmail, { refresh: ["identity."], done: t("Your address stays as it is") });
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 text-sm">
        <p className="min-w-0">
          <span className="block font-medium">{t("E-mail")}</span>
          <span className="block truncate text-ink-2">{profile.email}</span>
        </p>
        <Button size="sm" onClick={() => setChanging(true)}>
          {t("Change address")}
        </Button>
      </div>
      {profile.newEmail && (
        <Notice tone="note" title={t("{{email}} is asked to confirm", { email: profile.newEmail })}>
          {t("Open the link of the mail that went there. Until then you sign in with the address you have.")}
          <Button size="sm" className="mt-2 flex" busy={keep.isPending} onClick={() => keep.mutate({})}>
            {t("Keep the old address")}
          </Button>
        </Notice>
      )}
      {changing && <ChangeEmail run={run} onClose={() => setChanging(false)} />}
      {dialog}
    </div>
  );
}

type ChangeEmailProps = { run: (go: () => Promise<unknown>) => Promise<boolean>; onClose: () => void };

function ChangeEmail({ run, onClose }: ChangeEmailProps) {
  const t = useT();
  const form = useContractForm<{ email: string }>(accountApi.changeEmail.input, { email: "" });
  const save = async (values: { email: string }) => {
    if (!(await run(() => call(accountApi.changeEmail, values)))) return;
    refreshQueries(queryClient, ["identity."]);
    toast({ tone: "good", title: t("A mail is on its way to {{email}}", { email: values.email }) });
    onClose();
  };
  return (
    <FormDialog
      title={t("Change address")}
      description={t("A mail goes to the new address and one to the old. Confirm the new one, then sign in with it.")}
      form={form}
      onSubmit={save}
      button={t("Send the mail")}
      onClose={onClose}
    >
      <TextField name="email" type="email" label={t("New e-mail address")} autoComplete="email" required autoFocus />
    </FormDialog>
  );
}
