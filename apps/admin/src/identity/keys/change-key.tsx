import { type InputOf, keysApi } from "@selvedge/contract";
import { call } from "../../api/client.ts";
import { queryClient, refreshQueries } from "../../api/hooks.ts";
import { NumberField, TextField, useContractForm } from "../../form/form.tsx";
import { FormDialog } from "../../form/form-dialog.tsx";
import { useT } from "../../i18n/i18n.ts";

type Draft = Pick<InputOf<typeof keysApi.changeApiKey>, "name" | "requestsPerMinute">;

export function ChangeKey({ apiKey, onClose }: { apiKey: keysApi.ApiKey; onClose: () => void }) {
  const t = useT();
  const { id, name, requestsPerMinute, version } = apiKey;
  const form = useContractForm<Draft>(
    keysApi.changeApiKey.input.pick({ name: true, requestsPerMinute: true }).required(),
    { name, requestsPerMinute },
  );
  const save = async (values: Draft) => {
    await call(keysApi.changeApiKey, { id, version, ...values });
    refreshQueries(queryClient, ["identity."]);
    onClose();
  };
  return (
    <FormDialog title={t("Change {{name}}", { name })} form={form} onSubmit={save} button={t("Save")} onClose={onClose}>
      <TextField name="name" label={t("Name")} required autoFocus autoComplete="off" />
      <NumberField name="requestsPerMinute" label={t("Requests per minute, at most")} required />
    </FormDialog>
  );
}
