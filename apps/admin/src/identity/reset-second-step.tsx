import { accountApi, type InputOf } from "@selvedge/contract";
import { toast } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi } from "../api/hooks.ts";
import { LongTextField, SelectField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { useConfirmed } from "../profile/use-confirmed.tsx";
import type { User } from "./people-list.tsx";

type Values = InputOf<typeof accountApi.resetSecondStep>;

const checkWords = (t: Translate): Record<Values["checkedBy"], string> => ({
  in_person: t("I met them"),
  video: t("I saw them by video"),
  known_number: t("I called them at a number that I knew before"),
});

/** For a person who lost phone and backup codes: first one makes sure that it is them who ask. */
export function ResetSecondStep({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useT();
  const profile = useApi(accountApi.getProfile, {});
  const { run, dialog } = useConfirmed(profile.data?.totp ?? false);
  const form = useContractForm<Values>(accountApi.resetSecondStep.input, { id: user.id, checkedBy: "in_person" });
  const save = async (values: Values) => {
    const did = await run(() => call(accountApi.resetSecondStep, values));
    if (!did) return;
    refreshQueries(queryClient, ["identity."]);
    toast({ tone: "good", title: t("A link to choose a new password is on its way to {{name}}", { name: user.name }) });
    onClose();
  };
  const words = checkWords(t);
  return (
    <>
      <FormDialog
        title={t("Take away a lost second step")}
        description={t(
          "App, passkeys, backup codes and password of {{name}} stop counting and every device is signed out. By a mail they choose a new password, and set up a second step again.",
          { name: user.name },
        )}
        form={form}
        onSubmit={save}
        button={t("Take away")}
        onClose={onClose}
      >
        <SelectField
          name="checkedBy"
          label={t("How do you know that it is them who ask?")}
          hint={t("Somebody who stole their password would ask just the same; a mail or message is no proof.")}
          options={accountApi.identityChecks.map((value) => ({ value, label: words[value] }))}
          required
        />
        <LongTextField name="note" label={t("Note for the activity")} rows={2} />
      </FormDialog>
      {dialog}
    </>
  );
}
