import { appsApi } from "@selvedge/contract";
import { Checkbox } from "@selvedge/ui";
import { call, problemOf } from "../../api/client.ts";
import { queryClient, refreshQueries } from "../../api/hooks.ts";
import { LongTextField, TextField, useContractForm } from "../../form/form.tsx";
import { FormDialog } from "../../form/form-dialog.tsx";
import { useT } from "../../i18n/i18n.ts";
import { ScopePicker } from "../keys/scope-picker.tsx";

interface Draft {
  name: string;
  website: string | null;
  addresses: string;
  confidential: boolean;
  scopes: appsApi.App["scopes"];
}

type AppDialogProps = {
  /** Null registers a new one. */
  app: appsApi.App | null;
  run: (go: () => Promise<unknown>) => Promise<boolean>;
  onDone: (made: { app: appsApi.App; secret: string | null }) => void;
  onClose: () => void;
};

/** What an app is called, where people come back to it, and what it may ask them for. */
export function AppDialog({ app, run, onDone, onClose }: AppDialogProps) {
  const t = useT();
  const form = useContractForm<Draft>(appsApi.registerApp.input.omit({ redirectUris: true }).loose(), {
    name: app?.name ?? "",
    website: app?.website ?? "",
    addresses: app?.redirectUris.join("\n") ?? "",
    confidential: app?.confidential ?? true,
    scopes: app?.scopes ?? [],
  });
  const save = async ({ addresses, confidential, ...rest }: Draft) => {
    const redirectUris = (addresses ?? "").split(/\s+/).filter(Boolean);
    const values = { ...rest, website: rest.website ?? null, redirectUris } as Parameters<typeof register>[0];
    const send = async () => {
      const made = app
        ? { app: await call(appsApi.changeApp, { id: app.id, version: app.version, ...values }), secret: null }
        : await register({ ...values, confidential });
      refreshQueries(queryClient, ["identity."]);
      onDone(made);
    };
    await run(send).catch((error: unknown) => {
      const refused = problemOf(error)?.fields?.find(({ path }) => path.startsWith("redirectUris"));
      if (!refused) throw error;
      form.setError("addresses", { message: refused.message }, { shouldFocus: true });
    });
  };
  const title = app ? t("Change {{name}}", { name: app.name }) : t("Register an app");
  return (
    <FormDialog title={title} form={form} onSubmit={save} button={app ? t("Save") : t("Register")} onClose={onClose}>
      <TextField name="name" label={t("Name")} hint={t("People read it when they are asked")} required autoFocus />
      <TextField name="website" label={t("Website")} placeholder="https://" autoComplete="off" />
      <LongTextField
        name="addresses"
        label={t("Addresses to come back to")}
        hint={t("One in each line, exactly as the app sends them; https, or its own scheme on phones")}
        rows={2}
      />
      {!app && (
        <Checkbox
          {...form.register("confidential")}
          label={t("It runs on a server and keeps a secret. Leave out for apps on phones and in browsers.")}
        />
      )}
      <ScopePicker
        label={t("What it may ask for")}
        chosen={form.watch("scopes")}
        onChange={(next) => form.setValue("scopes", next, { shouldDirty: true, shouldValidate: true })}
        error={form.formState.errors.scopes && t("Choose at least one")}
      />
    </FormDialog>
  );
}

const register = (input: Parameters<typeof call<typeof appsApi.registerApp>>[1]) => call(appsApi.registerApp, input);
