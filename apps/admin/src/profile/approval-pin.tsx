import { accessApi, type InputOf } from "@selvedge/contract";
import { Dialog, toast } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { Form, SaveButton, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";

type Draft = InputOf<typeof accessApi.setMyPin>;

/** Sets the PIN with which a manager approves a single act where somebody else is signed in. */
export function ApprovalPin({ onClose }: { onClose: () => void }) {
  const t = useT();
  const form = useContractForm<Draft>(accessApi.setMyPin.input, { pin: "", password: "" });
  const save = async (values: Draft) => {
    await call(accessApi.setMyPin, values);
    refreshQueries(queryClient, ["identity.get_my_access"]);
    toast({ tone: "good", title: t("The PIN is set") });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Approval PIN")}
      description={t("With it you approve a single act at somebody else's screen or till")}
      footer={
        <SaveButton form="approval-pin" busy={form.formState.isSubmitting}>
          {t("Save")}
        </SaveButton>
      }
    >
      <Form id="approval-pin" form={form} onSubmit={save} className="space-y-4">
        <TextField
          name="pin"
          type="password"
          label={t("PIN")}
          hint={t("4 to 8 digits; not one digit repeated, not a run such as 1234")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          required
          autoFocus
        />
        <TextField
          name="password"
          type="password"
          label={t("Your password")}
          hint={t("So that an open screen is not enough")}
          autoComplete="current-password"
          required
        />
      </Form>
    </Dialog>
  );
}
