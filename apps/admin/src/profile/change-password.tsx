import { accountApi } from "@selvedge/contract";
import { toast } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";

type ChangePasswordProps = { run: (go: () => Promise<unknown>) => Promise<boolean>; onClose: () => void };

export function ChangePassword({ run, onClose }: ChangePasswordProps) {
  const t = useT();
  const form = useContractForm<{ password: string }>(accountApi.changePassword.input, { password: "" });
  const save = async (values: { password: string }) => {
    if (!(await run(() => call(accountApi.changePassword, values)))) return;
    toast({ tone: "good", title: t("Your password is changed"), detail: t("Every other device was signed out.") });
    onClose();
  };
  return (
    <FormDialog
      title={t("Change password")}
      description={t("Every other device is signed out.")}
      form={form}
      onSubmit={save}
      button={t("Change password")}
      onClose={onClose}
    >
      <TextField
        name="password"
        type="password"
        label={t("New password")}
        autoComplete="new-password"
        hint={t("At least 10 characters; three or four words are easy to keep in mind.")}
        required
        autoFocus
      />
    </FormDialog>
  );
}
