import { accessApi, type InputOf, type Permission } from "@selvedge/contract";
import { Badge, Button, buttonLook, Card, Checkbox, Dialog, EmptyState, Notice, Page, toast } from "@selvedge/ui";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Copy, CornerDownRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { Form, LongTextField, SaveButton, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { handedDown, possibleParents, type Role, roleName } from "./permission-list.ts";
import { PermissionPicker } from "./permission-picker.tsx";
import { SecondStepRow } from "./second-step-row.tsx";

type Draft = InputOf<typeof accessApi.createRole>;

/** One role: what it may do, what it builds on, who holds it. New ones start empty, as a copy, or on top of another. */
export function RolePage() {
  const t = useT();
  const { roleId } = useParams({ strict: false }) as { roleId: string };
  const { copy, on } = useSearch({ strict: false }) as { copy?: string; on?: string };
  const roles = useApi(accessApi.listRoles, {});
  return (
    <Loaded query={roles}>
      {({ items }) => {
        const role = items.find((r) => r.id === roleId);
        if (role) return <RoleForm key={role.id} known={role} roles={items} begin={draftOf(role)} />;
        if (roleId !== "new") return <EmptyState title={t("There is no such role any more")} />;
        const original = items.find((r) => r.id === copy);
        const begin = original
          ? { ...draftOf(original), name: t("{{name}} (copy)", { name: roleName(t, original) }) }
          : { ...emptyDraft, parents: on ? [on] : [] };
        return <RoleForm known={null} roles={items} begin={begin} />;
      }}
    </Loaded>
  );
}

const emptyDraft: Draft = { name: "", description: "", parents: [], grants: [] };

const draftOf = (role: Role): Draft => ({
  name: role.name,
  description: role.description,
  parents: role.parents,
  grants: role.grants.map((g) => ({ permission: g.permission as Permission, limits: g.limits })),
});

function RoleForm({ known: role, roles, begin }: { known: Role | null; roles: readonly Role[]; begin: Draft }) {
  const t = useT();
  const navigate = useNavigate();
  const mayChange = useCan()("identity.role.change") && !role?.builtIn;
  const form = useContractForm<Draft>(accessApi.createRole.input, begin);
  // What is typed stays when somebody else saves: this form's save is then refused, by the version it was opened with.
  const opened = useRef(role?.version);
  const { isDirty } = form.formState;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newer version is followed
  useEffect(() => {
    if (isDirty || !role) return;
    opened.current = role.version;
    form.reset(draftOf(role));
  }, [role?.version, isDirty]);
  const [parents, grants] = [form.watch("parents") ?? [], form.watch("grants") ?? []];
  const save = async () => {
    const values = form.getValues();
    const saved = role
      ? await call(accessApi.changeRole, { id: role.id, version: opened.current, ...values })
      : await call(accessApi.createRole, values);
    refreshQueries(queryClient, ["identity."]);
    toast({ tone: "good", title: t("Saved") });
    form.reset(values);
    if (!role) void navigate({ to: `/roles/${saved.id}` as "/", replace: true });
  };
  return (
    <Page
      title={role ? roleName(t, role) : t("New role")}
      className="max-w-4xl"
      back={
        <Link to="/settings" search={{ tab: "roles" }}>
          {t("Roles")}
        </Link>
      }
      badge={role?.builtIn && <Badge>{t("Built in")}</Badge>}
      actions={role && <RoleActions role={role} mayChange={mayChange} />}
    >
      {role?.builtIn && (
        <Notice>{t("Built-in roles stay as they are. Make a copy to change it, or build another role on it.")}</Notice>
      )}
      <Form
        form={form}
        onSubmit={save}
        guardLeaving
        {...(role && mayChange ? { recordId: role.id } : {})}
        className="space-y-4"
      >
        <fieldset disabled={!mayChange} className="space-y-4">
          {(mayChange || (role && !role.builtIn)) && (
            <Card title={t("Role")}>
              <div className="space-y-4">
                <TextField name="name" label={t("Name")} required autoFocus={!role} maxLength={60} />
                <LongTextField name="description" label={t("Who it is for")} rows={2} />
                <ParentBoxes role={role} roles={roles} parents={parents} onChange={(next) => set("parents", next)} />
              </div>
            </Card>
          )}
          {form.formState.errors.grants && <Notice tone="bad">{form.formState.errors.grants.message}</Notice>}
          <PermissionPicker
            grants={grants as never}
            handedDown={handedDown(parents, roles)}
            disabled={!mayChange}
            onChange={(next) => set("grants", next)}
          />
        </fieldset>
        {mayChange && (
          <SaveButton busy={form.formState.isSubmitting}>{role ? t("Save") : t("Make the role")}</SaveButton>
        )}
      </Form>
      {role && <SecondStepRow role={role} />}
      {role && <Holders role={role} />}
    </Page>
  );

  function set<K extends "parents" | "grants">(key: K, next: Draft[K]) {
    form.setValue(key, next as never, { shouldDirty: true });
    form.clearErrors(key);
  }
}

type ParentBoxesProps = {
  role: Role | null;
  roles: readonly Role[];
  parents: readonly string[];
  onChange: (next: string[]) => void;
};

function ParentBoxes({ role, roles, parents, onChange }: ParentBoxesProps) {
  const t = useT();
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t("Builds on")}</legend>
      <p className="text-xs text-ink-3">{t("It may do all that these may, also what they are given later.")}</p>
      <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
        {possibleParents(role, roles).map((one) => (
          <Checkbox
            key={one.id}
            label={roleName(t, one)}
            checked={parents.includes(one.code)}
            onChange={(event) =>
              onChange(event.target.checked ? [...parents, one.code] : parents.filter((code) => code !== one.code))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function RoleActions({ role, mayChange }: { role: Role; mayChange: boolean }) {
  const t = useT();
  const mayMake = useCan()("identity.role.change");
  const [deleting, setDeleting] = useState(false);
  if (!mayMake) return null;
  return (
    <>
      {role.code !== "owner" && (
        <Link to={"/roles/new" as "/"} search={{ on: role.code } as never} className={buttonLook()}>
          <CornerDownRight aria-hidden />
          {t("Build on it")}
        </Link>
      )}
      <Link to={"/roles/new" as "/"} search={{ copy: role.id } as never} className={buttonLook()}>
        <Copy aria-hidden />
        {t("Make a copy")}
      </Link>
      {mayChange && <Button onClick={() => setDeleting(true)}>{t("Delete")}</Button>}
      {deleting && <DeleteRole role={role} onClose={() => setDeleting(false)} />}
    </>
  );
}

function DeleteRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const remove = useCommand(accessApi.deleteRole, {
    refresh: ["identity."],
    done: t("The role was deleted"),
    onDone: () => void navigate({ to: "/settings", search: { tab: "roles" } as never }),
  });
  const held = role.users.length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Delete {{name}}?", { name: role.name })}
      footer={
        <>
          <Button onClick={onClose}>{t("Keep it")}</Button>
          <Button tone="danger" busy={remove.isPending} disabled={held} onClick={() => remove.mutate({ id: role.id })}>
            {t("Delete")}
          </Button>
        </>
      }
    >
      {held
        ? t("These people hold it; give them another role first: {{names}}.", {
            names: role.users.map((user) => user.name).join(", "),
          })
        : t("Nobody holds it. What was done by its people before stays under their names.")}
    </Dialog>
  );
}

function Holders({ role }: { role: Role }) {
  const t = useT();
  return (
    <Card flush title={t("Who holds it")}>
      {role.users.length === 0 && <p className="px-4 py-3 text-sm text-ink-2">{t("Nobody yet.")}</p>}
      <ul className="divide-y divide-line">
        {role.users.map((user) => (
          <li key={user.id}>
            <Link
              to={`/people/${user.id}` as "/"}
              className="flex min-h-touch items-center px-4 py-2 text-sm hover:bg-surface-2"
            >
              {user.name}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
