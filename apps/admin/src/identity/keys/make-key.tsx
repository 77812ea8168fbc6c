import { type InputOf, keysApi } from "@selvedge/contract";
import { call } from "../../api/client.ts";
import { queryClient, refreshQueries } from "../../api/hooks.ts";
import { NumberField, SelectField, TextField, useContractForm } from "../../form/form.tsx";
import { FormDialog } from "../../form/form-dialog.tsx";
import { useT } from "../../i18n/i18n.ts";
import type { Limits } from "../permission-list.ts";
import { daysAhead } from "./days-ahead.ts";
import { HowFar } from "./how-far.tsx";
import { ScopePicker } from "./scope-picker.tsx";

type Draft = Omit<InputOf<typeof keysApi.createApiKey>, "expiresAt" | "limits"> & {
  days: string;
  limits: Limits | null;
};

type MakeKeyProps = {
  run: (go: () => Promise<unknown>) => Promise<boolean>;
  onDone: (made: { key: keysApi.ApiKey; secret: string | null }) => void;
  onClose: () => void;
};

/** Names a new key, says what it may do and until when. */
export function MakeKey({ run, onDone, onClose }: MakeKeyProps) {
  const t = useT();
  const form = useContractForm<Draft>(keysApi.createApiKey.input.loose(), {
    name: "",
    scopes: [],
    limits: null,
    requestsPerMinute: 600,
    days: "90",
  });
  const save = async ({ days, ...values }: Draft) => {
    await run(async () => {
      const made = await call(keysApi.createApiKey, { ...values, expiresAt: daysAhead(days) });
      refreshQueries(queryClient, ["identity."]);
      onDone(made);
    });
  };
  return (
    <FormDialog
      title={t("Make a key")}
      description={t("A key never may do more than you may yourself.")}
      form={form}
      onSubmit={save}
      button={t("Make the key")}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("Name")}
        hint={t("Which program it is for, such as Warehouse system")}
        required
        autoFocus
        autoComplete="off"
      />
      <ScopePicker
        label={t("What it may do")}
        chosen={form.watch("scopes")}
        onChange={(next) => form.setValue("scopes", next, { shouldDirty: true, shouldValidate: true })}
        error={form.formState.errors.scopes && t("Choose at least one")}
        ownOnly
      />
      <HowFar
        limits={form.watch("limits")}
        onChange={(next) => form.setValue("limits", next, { shouldDirty: true })}
        error={form.formState.errors.limits?.message}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          name="days"
          label={t("Works for")}
          options={[
            ...[30, 90, 365].map((count) => ({ value: String(count), label: t("{{count}} days", { count }) })),
            { value: "", label: t("No end") },
          ]}
        />
        <NumberField name="requestsPerMinute" label={t("Requests per minute, at most")} required />
      </div>
    </FormDialog>
  );
}
