import { keysApi } from "@selvedge/contract";
import { Notice } from "@selvedge/ui";
import { call } from "../../api/client.ts";
import { queryClient, refreshQueries } from "../../api/hooks.ts";
import { SelectField, useContractForm } from "../../form/form.tsx";
import { FormDialog } from "../../form/form-dialog.tsx";
import { useT } from "../../i18n/i18n.ts";
import { daysAhead } from "./days-ahead.ts";

type RotateKeyProps = {
  apiKey: keysApi.ApiKey;
  run: (go: () => Promise<unknown>) => Promise<boolean>;
  onDone: (made: { key: keysApi.ApiKey; secret: string | null }) => void;
  onClose: () => void;
};

/** A new key in the place of one, with time for the other program to change over. */
export function RotateKey({ apiKey, run, onDone, onClose }: RotateKeyProps) {
  const t = useT();
  const form = useContractForm<{ days: string }>(keysApi.rotateApiKey.input.pick({}).loose(), { days: "1" });
  const save = async ({ days }: { days?: string }) => {
    const oldWorksUntil = daysAhead(days);
    await run(async () => {
      const made = await call(keysApi.rotateApiKey, { id: apiKey.id, ...(oldWorksUntil ? { oldWorksUntil } : {}) });
      refreshQueries(queryClient, ["identity."]);
      onDone(made);
    });
  };
  return (
    <FormDialog
      title={t("Rotate {{name}}", { name: apiKey.name })}
      description={t(
        "You get a new key that may do the same. Give it to the other program while the old one still works.",
      )}
      form={form}
      onSubmit={save}
      button={t("Make the new key")}
      onClose={onClose}
    >
      <SelectField
        name="days"
        label={t("The old key works on for")}
        options={[
          { value: "", label: t("Not at all: it stops now") },
          ...[1, 7, 30].map((count) => ({ value: String(count), label: t("{{count}} days", { count }) })),
        ]}
      />
      <Notice>{t("You answer for the new key: it never may do more than you may.")}</Notice>
    </FormDialog>
  );
}
