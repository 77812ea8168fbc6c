import { accessApi, type InputOf, type OutputOf, tenancyApi } from "@selvedge/contract";
import { Button, Card, Checkbox, Dialog, Menu } from "@selvedge/ui";
import { MoreHorizontal, Plus } from "lucide-react";
import { useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { Form, SaveButton, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan, useSignedIn } from "../session/session-store.ts";
import { StatusBadge } from "../shell/status-badge.tsx";

type User = OutputOf<typeof tenancyApi.listUsers>["items"][number];
type Role = OutputOf<typeof accessApi.listRoles>["items"][number];
type Draft = InputOf<typeof tenancyApi.createUser>;

export function UserSettings() {
  const t = useT();
  const can = useCan();
  const me = useSignedIn().user.id;
  const [open, setOpen] = useState<"new" | User | null>(null);
  const users = useApi(tenancyApi.listUsers, { limit: 200 });
  const roles = useApi(accessApi.listRoles, {});
  const change = useCommand(tenancyApi.changeUser, { refresh: ["identity."], done: t("Saved") });
  const mayChange = can("identity.user.change");
  const roleName = (code: string) => roles.data?.items.find((role) => role.code === code)?.name ?? code;
  return (
    <>
      <Loaded query={users}>
        {({ items }) => (
          <Card
            flush
            title={t("People")}
            actions={
              mayChange && (
                <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setOpen("new")}>
                  {t("Add person")}
                </Button>
              )
            }
          >
            <ul className="divide-y divide-line">
              {items.map((user) => (
                <li key={user.id} className="flex min-h-14 items-center gap-3 px-4 py-2 text-sm">
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{user.name}</span>
                    <span className="block truncate text-xs text-ink-3">{user.email}</span>
                  </span>
                  <span className="hidden text-xs text-ink-2 sm:block">{user.roles.map(roleName).join(", ")}</span>
                  {user.status !== "active" && <StatusBadge status={user.status} />}
                  {mayChange && (
                    <Menu
                      trigger={
                        <Button tone="quiet" size="iconSm" aria-label={t("Change {{name}}", { name: user.name })}>
                          <MoreHorizontal aria-hidden />
                        </Button>
                      }
                      items={[
                        { key: "roles", label: t("Change roles"), onSelect: () => setOpen(user) },
                        {
                          key: "status",
                          label: user.status === "active" ? t("Deactivate") : t("Activate"),
                          danger: user.status === "active",
                          disabled: user.id === me,
                          divided: true,
                          onSelect: () =>
                            change.mutate({
                              id: user.id,
                              status: user.status === "active" ? "deactivated" : "active",
                              version: user.version,
                            }),
                        },
                      ]}
                    />
                  )}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      {open === "new" && <AddUser roles={roles.data?.items ?? []} onClose={() => setOpen(null)} />}
      {open !== null && open !== "new" && (
        <ChangeRoles user={open} roles={roles.data?.items ?? []} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

type RoleBoxesProps = { roles: readonly Role[]; chosen: readonly string[]; onChange: (next: string[]) => void };

function RoleBoxes({ roles, chosen, onChange }: RoleBoxesProps) {
  const t = useT();
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t("Roles")}</legend>
      <div className="grid grid-cols-2">
        {roles.map((role) => (
          <Checkbox
            key={role.id}
            label={role.name}
            checked={chosen.includes(role.code)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, role.code] : chosen.filter((code) => code !== role.code))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function AddUser({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const t = useT();
  const form = useContractForm<Draft>(tenancyApi.createUser.input, { name: "", email: "", password: "", roles: [] });
  const save = async (values: Draft) => {
    await call(tenancyApi.createUser, values);
    refreshQueries(queryClient, ["identity."]);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Add person")}
      footer={
        <SaveButton form="add-user" busy={form.formState.isSubmitting}>
          {t("Add person")}
        </SaveButton>
      }
    >
      <Form id="add-user" form={form} onSubmit={save} className="space-y-4">
        <TextField name="name" label={t("Name")} required autoFocus autoComplete="off" />
        <TextField name="email" label={t("E-mail")} type="email" required autoComplete="off" />
        <TextField
          name="password"
          label={t("First password")}
          type="password"
          required
          autoComplete="new-password"
          hint={t("At least 10 characters; long is better than odd.")}
        />
        <RoleBoxes
          roles={roles}
          chosen={form.watch("roles")}
          onChange={(next) => form.setValue("roles", next, { shouldDirty: true, shouldValidate: true })}
        />
        {form.formState.errors.roles && (
          <p role="alert" className="text-xs text-bad">
            {t("Choose at least one role")}
          </p>
        )}
      </Form>
    </Dialog>
  );
}

function ChangeRoles({ user, roles, onClose }: { user: User; roles: readonly Role[]; onClose: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState(user.roles);
  const change = useCommand(tenancyApi.changeUser, { refresh: ["identity."], done: t("Saved"), onDone: onClose });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={user.name}
      description={user.email}
      footer={
        <Button
          tone="primary"
          busy={change.isPending}
          disabled={chosen.length === 0}
          onClick={() => change.mutate({ id: user.id, roles: chosen, version: user.version })}
        >
          {t("Save")}
        </Button>
      }
    >
      <RoleBoxes roles={roles} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
