import { accountApi } from "@selvedge/contract";
import { toast } from "@selvedge/ui";
import { useState } from "react";
import { z } from "zod";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import type { Role } from "./permission-list.ts";
import { type ChosenRoles, RoleChooser } from "./role-chooser.tsx";

/** Asks a person in by mail, with roles and how far each goes. */
export function InvitePerson({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const t = useT();
  const schema = accountApi.inviteUser.input
    .pick({ name: true, email: true })
    .extend({ roles: z.unknown().optional() });
  const form = useContractForm<{ name: string; email: string; roles?: string }>(schema, { name: "", email: "" });
  const [chosen, setChosen] = useState<ChosenRoles>({});
  const save = async ({ name, email }: { name: string; email: string }) => {
    const codes = Object.keys(chosen);
    if (codes.length === 0) {
      form.setError("roles", { message: t("Choose at least one role") });
      throw new Error(t("Choose at least one role"));
    }
    const limits = Object.fromEntries(Object.entries(chosen).flatMap(([code, one]) => (one ? [[code, one]] : [])));
    await call(accountApi.inviteUser, { name, email, roles: codes, limits });
    refreshQueries(queryClient, ["identity."]);
    toast({ tone: "good", title: t("The invitation is on its way") });
    onClose();
  };
  return (
    <FormDialog
      title={t("Invite person")}
      description={t("They get a mail with a link and choose a password of their own.")}
      form={form}
      onSubmit={save}
      button={t("Send invitation")}
      onClose={onClose}
    >
      <TextField name="name" label={t("Name")} required autoFocus autoComplete="off" />
      <TextField name="email" label={t("E-mail")} type="email" required autoComplete="off" />
      <RoleChooser
        roles={roles}
        chosen={chosen}
        onChange={(next) => {
          setChosen(next);
          form.clearErrors("roles");
        }}
        error={form.formState.errors.roles?.message}
      />
    </FormDialog>
  );
}
