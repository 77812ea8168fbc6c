import { accessApi, accountApi, type InputOf, type OutputOf, tenancyApi } from "@selvedge/contract";
import {
  Badge,
  type BulkAction,
  Button,
  Checkbox,
  type DataColumn,
  DataTable,
  DateTime,
  Dialog,
  EmptyState,
  Menu,
} from "@selvedge/ui";
import { MoreHorizontal, Plus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand, usePages } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { Form, SaveButton, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan, useSignedIn } from "../session/session-store.ts";
import { Avatar } from "../shell/avatar.tsx";
import { useListState } from "../shell/list-search.ts";
import { StatusBadge } from "../shell/status-badge.tsx";

type User = OutputOf<typeof tenancyApi.listUsers>["items"][number];
type Role = OutputOf<typeof accessApi.listRoles>["items"][number];
type Draft = InputOf<typeof accountApi.inviteUser>;

/** People of the business: who they are, what they may do, and whether they may come in. */
export function UserSettings() {
  const t = useT();
  const mayChange = useCan()("identity.user.change");
  const me = useSignedIn().user.id;
  const [state, setState] = useListState();
  const [open, setOpen] = useState<"new" | User | null>(null);
  const input = useMemo(() => (state.q ? { q: state.q } : {}), [state.q]);
  const { table, query } = usePages(tenancyApi.listUsers, input);
  const roles = useApi(accessApi.listRoles, {});
  const roleItems = roles.data?.items;
  const columns = useMemo<DataColumn<User>[]>(() => {
    const roleName = (code: string) => roleItems?.find((role) => role.code === code)?.name ?? code;
    return [
      {
        key: "name",
        header: t("Name"),
        csv: (user) => user.name,
        cell: (user) => (
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={user.name} url={user.avatarUrl} className="size-8 shrink-0 text-xs" />
            <span className="min-w-0">
              <span className="block truncate font-medium">{user.name}</span>
              <span className="block truncate text-xs text-ink-3">{user.email}</span>
            </span>
          </span>
        ),
      },
      {
        key: "roles",
        header: t("Roles"),
        room: "wide",
        csv: (user) => user.roles.map(roleName).join(", "),
        cell: (user) => <span className="text-ink-2">{user.roles.map(roleName).join(", ")}</span>,
      },
      {
        key: "status",
        header: t("Status"),
        csv: (user) => user.status,
        cell: (user) => (
          <span className="flex gap-1.5">
            <StatusBadge status={user.status} />
            {user.secondFactor && <Badge>{t("Second step")}</Badge>}
          </span>
        ),
      },
      {
        key: "seen",
        header: t("Last sign-in"),
        room: "widest",
        csv: (user) => user.lastSignInAt,
        cell: (user) =>
          user.lastSignInAt ? (
            <DateTime value={user.lastSignInAt} show="dateTime" />
          ) : (
            <span className="text-ink-3">{t("Never")}</span>
          ),
      },
      ...(mayChange
        ? [
            {
              key: "more",
              header: t("Actions"),
              align: "end" as const,
              cell: (user: User) => <UserMenu user={user} isMe={user.id === me} onRoles={() => setOpen(user)} />,
            },
          ]
        : []),
    ];
  }, [t, roleItems, mayChange, me]);
  const bulk = useBulk(me);
  return (
    <>
      <div className="flex h-[36rem] max-h-[70dvh] flex-col">
        <DataTable
          id="people"
          label={t("People")}
          columns={columns}
          {...table}
          rowKey={(user) => user.id}
          rowName={(user) => user.name}
          state={state}
          onState={setState}
          {...(mayChange ? { bulkActions: bulk } : {})}
          toolbarExtra={
            mayChange && (
              <Button size="sm" tone="primary" icon={<Plus aria-hidden />} onClick={() => setOpen("new")}>
                {t("Invite person")}
              </Button>
            )
          }
          failure={
            query.error && !query.data ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null
          }
          empty={<EmptyState icon={<Users aria-hidden />} title={t("Nobody of that name")} />}
        />
      </div>
      {open === "new" && <InviteUser roles={roleItems ?? []} onClose={() => setOpen(null)} />}
      {open !== null && open !== "new" && (
        <ChangeRoles user={open} roles={roleItems ?? []} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

/** Done to each chosen person; what one is refused is told beside their name. */
function useBulk(me: string): BulkAction<User>[] {
  const t = useT();
  const done = () => refreshQueries(queryClient, ["identity."]);
  const notMe = (user: User) => {
    if (user.id === me) throw new Error(t("Not yourself"));
  };
  return [
    {
      key: "activate",
      label: t("Activate"),
      done,
      run: (user) => call(tenancyApi.changeUser, { id: user.id, status: "active" }),
    },
    {
      key: "deactivate",
      label: t("Deactivate"),
      danger: true,
      done,
      run: async (user) => {
        notMe(user);
        await call(tenancyApi.changeUser, { id: user.id, status: "deactivated" });
      },
    },
    { key: "invite", label: t("Invite again"), done, run: (user) => call(accountApi.inviteAgain, { id: user.id }) },
    {
      key: "out",
      label: t("Sign out everywhere"),
      done,
      run: async (user) => {
        notMe(user);
        await call(accountApi.endUserSessions, { id: user.id });
      },
    },
  ];
}

function UserMenu({ user, isMe, onRoles }: { user: User; isMe: boolean; onRoles: () => void }) {
  const t = useT();
  const refresh = ["identity."];
  const change = useCommand(tenancyApi.changeUser, { refresh, done: t("Saved") });
  const invite = useCommand(accountApi.inviteAgain, { refresh, done: t("The invitation is on its way") });
  const signOut = useCommand(accountApi.endUserSessions, { refresh, done: t("Signed out everywhere") });
  const isOut = user.status === "deactivated";
  return (
    <Menu
      trigger={
        <Button tone="quiet" size="iconSm" aria-label={t("Change {{name}}", { name: user.name })}>
          <MoreHorizontal aria-hidden />
        </Button>
      }
      items={[
        { key: "roles", label: t("Change roles"), onSelect: onRoles },
        ...(user.status === "invited"
          ? [{ key: "invite", label: t("Invite again"), onSelect: () => invite.mutate({ id: user.id }) }]
          : []),
        ...(user.status === "active" && !isMe
          ? [{ key: "out", label: t("Sign out everywhere"), onSelect: () => signOut.mutate({ id: user.id }) }]
          : []),
        {
          key: "status",
          label: isOut ? t("Activate") : t("Deactivate"),
          danger: !isOut,
          disabled: isMe,
          divided: true,
          onSelect: () =>
            change.mutate({ id: user.id, status: isOut ? "active" : "deactivated", version: user.version }),
        },
      ]}
    />
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

function InviteUser({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const t = useT();
  const form = useContractForm<Draft>(accountApi.inviteUser.input, { name: "", email: "", roles: [] });
  const save = async (values: Draft) => {
    await call(accountApi.inviteUser, values);
    refreshQueries(queryClient, ["identity."]);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Invite person")}
      description={t("They get a mail with a link and choose a password of their own.")}
      footer={
        <SaveButton form="invite-user" busy={form.formState.isSubmitting}>
          {t("Send invitation")}
        </SaveButton>
      }
    >
      <Form id="invite-user" form={form} onSubmit={save} className="space-y-4">
        <TextField name="name" label={t("Name")} required autoFocus autoComplete="off" />
        <TextField name="email" label={t("E-mail")} type="email" required autoComplete="off" />
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
