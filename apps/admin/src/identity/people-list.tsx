import { accessApi, accountApi, type OutputOf, tenancyApi } from "@selvedge/contract";
import { Badge, type BulkAction, Button, type DataColumn, DateTime, EmptyState } from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand, usePages } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan, useSignedIn } from "../session/session-store.ts";
import { TabTable } from "../settings/tab-table.tsx";
import { Avatar } from "../shell/avatar.tsx";
import { useListState } from "../shell/list-search.ts";
import { menuColumn, RowMenu } from "../shell/row-menu.tsx";
import { StatusBadge } from "../shell/status-badge.tsx";
import { statusWords } from "../shell/status-words.ts";
import { InvitePerson } from "./invite-person.tsx";
import { roleName } from "./permission-list.ts";
import { ResetSecondStep } from "./reset-second-step.tsx";

export type User = OutputOf<typeof tenancyApi.listUsers>["items"][number];

/** People of the business: who they are, what they may do, and whether they may come in. */
export function PeopleList() {
  const t = useT();
  const mayChange = useCan()("identity.user.change");
  const me = useSignedIn().user.id;
  const [state, setState] = useListState();
  const [inviting, setInviting] = useState(false);
  const navigate = useNavigate();
  const openPerson = (user: User) => void navigate({ to: `/people/${user.id}` as "/" });
  const { q, status, role } = state;
  const input = useMemo(
    () => ({
      ...(q ? { q } : {}),
      ...(status ? { status: status as User["status"] } : {}),
      ...(role ? { role } : {}),
    }),
    [q, status, role],
  );
  const { table } = usePages(tenancyApi.listUsers, input);
  const roles = useApi(accessApi.listRoles, {});
  const roleItems = roles.data?.items;
  const columns = useMemo<DataColumn<User>[]>(() => {
    const roleNames = (user: User) =>
      user.roles
        .map((code) => roleItems?.find((one) => one.code === code))
        .flatMap((one) => (one ? [roleName(t, one)] : []));
    return [
      {
        key: "name",
        header: t("Name"),
        csv: (user) => user.name,
        cell: (user) => (
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={user.name} url={user.avatarUrl} className="size-8 shrink-0 text-xs" />
            <span className="min-w-0">
              <Link to={`/people/${user.id}` as "/"} className="block truncate font-medium hover:underline">
                {user.name}
              </Link>
              <span className="block truncate text-xs text-ink-3">{user.email}</span>
            </span>
          </span>
        ),
      },
      {
        key: "roles",
        header: t("Roles"),
        room: "wide",
        csv: (user) => roleNames(user).join(", "),
        cell: (user) => <span className="text-ink-2">{roleNames(user).join(", ")}</span>,
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
            // On a phone the row opens the person's page, which has the same menu.
            { ...menuColumn<User>(t, (user) => <UserMenu user={user} isMe={user.id === me} />), room: "wide" as const },
          ]
        : []),
    ];
  }, [t, roleItems, mayChange, me]);
  const bulk = useBulk(me);
  return (
    <>
      <TabTable
        id="people"
        label={t("People")}
        columns={columns}
        {...table}
        rowKey={(user) => user.id}
        rowName={(user) => user.name}
        state={state}
        onState={setState}
        onOpen={openPerson}
        filters={[
          {
            key: "status",
            label: t("Status"),
            options: tenancyApi.User.shape.status.options.map((value) => ({ value, label: statusWords(t, value) })),
          },
          {
            key: "role",
            label: t("Role"),
            options: (roleItems ?? []).map((one) => ({ value: one.code, label: roleName(t, one) })),
          },
        ]}
        {...(mayChange ? { bulkActions: bulk } : {})}
        toolbarExtra={
          mayChange && (
            <Button size="sm" tone="primary" icon={<Plus aria-hidden />} onClick={() => setInviting(true)}>
              {t("Invite person")}
            </Button>
          )
        }
        empty={<EmptyState icon={<Users aria-hidden />} title={t("Nobody of that name")} />}
      />
      {inviting && <InvitePerson roles={roleItems ?? []} onClose={() => setInviting(false)} />}
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

/** What can be done to one person, in their row and on their page. */
export function UserMenu({ user, isMe }: { user: User; isMe: boolean }) {
  const t = useT();
  const refresh = ["identity."];
  const change = useCommand(tenancyApi.changeUser, { refresh, done: t("Saved") });
  const invite = useCommand(accountApi.inviteAgain, { refresh, done: t("The invitation is on its way") });
  const signOut = useCommand(accountApi.endUserSessions, { refresh, done: t("Signed out everywhere") });
  const [resetting, setResetting] = useState(false);
  const isOut = user.status === "deactivated";
  return (
    <>
      <RowMenu
        name={user.name}
        items={[
          ...(user.status === "invited"
            ? [{ key: "invite", label: t("Invite again"), onSelect: () => invite.mutate({ id: user.id }) }]
            : []),
          ...(user.status === "active" && !isMe
            ? [{ key: "out", label: t("Sign out everywhere"), onSelect: () => signOut.mutate({ id: user.id }) }]
            : []),
          ...(user.status === "active" && user.secondFactor && !isMe
            ? [{ key: "second", label: t("Lost second step…"), onSelect: () => setResetting(true) }]
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
      {resetting && <ResetSecondStep user={user} onClose={() => setResetting(false)} />}
    </>
  );
}
