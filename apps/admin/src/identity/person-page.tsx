import { accessApi, type OutputOf, permissionWords, tenancyApi } from "@selvedge/contract";
import { Badge, Button, Card, DateTime, Page, Tabs } from "@selvedge/ui";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { refreshSession, useCan, useSignedIn } from "../session/session-store.ts";
import { Avatar } from "../shell/avatar.tsx";
import { StatusBadge } from "../shell/status-badge.tsx";
import { type User, UserMenu } from "./people-list.tsx";
import { groupedPermissions, type Limits } from "./permission-list.ts";
import { PersonActivity } from "./person-activity.tsx";
import { useReachWords } from "./reach.tsx";
import { type ChosenRoles, RoleChooser } from "./role-chooser.tsx";

type Access = OutputOf<typeof accessApi.getUserAccess>;

/** One person of the business: roles and how far they go, what that adds up to, and what they did. */
export function PersonPage() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const me = useSignedIn().user.id;
  const { userId } = useParams({ strict: false }) as { userId: string };
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "roles";
  const user = useApi(tenancyApi.getUser, { id: userId });
  const access = useApi(accessApi.getUserAccess, { id: userId });
  return (
    <Loaded query={user}>
      {(person) => (
        <Page
          title={
            <span className="flex items-center gap-3">
              <Avatar name={person.name} url={person.avatarUrl} className="size-10 shrink-0 text-sm" />
              <span className="min-w-0 break-words">{person.name}</span>
            </span>
          }
          className="max-w-4xl"
          back={
            <Link to="/settings" search={{ tab: "users" }}>
              {t("People")}
            </Link>
          }
          badge={<StatusBadge status={person.status} />}
          detail={<PersonFacts person={person} />}
          actions={can("identity.user.change") && <UserMenu user={person} isMe={person.id === me} />}
        >
          <Tabs
            label={person.name}
            value={tab}
            onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
            tabs={[
              {
                value: "roles",
                label: t("Roles"),
                content: (
                  <Loaded query={access}>
                    {(loaded) => <RolesForm key={loaded.version} access={loaded} isMe={userId === me} />}
                  </Loaded>
                ),
              },
              {
                value: "may",
                label: t("What they may do"),
                content: <Loaded query={access}>{(loaded) => <Effective access={loaded} />}</Loaded>,
              },
              ...(can("audit.event.read")
                ? [{ value: "activity", label: t("Activity"), content: <PersonActivity userId={userId} /> }]
                : []),
            ]}
          />
        </Page>
      )}
    </Loaded>
  );
}

function PersonFacts({ person }: { person: User }) {
  const t = useT();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="break-all">{person.email}</span>
      {person.secondFactor && <Badge>{t("Second step")}</Badge>}
      <span>
        {t("Last sign-in")}:{" "}
        {person.lastSignInAt ? <DateTime value={person.lastSignInAt} show="dateTime" /> : t("Never")}
      </span>
    </span>
  );
}

const chosenOf = (access: Access): ChosenRoles =>
  Object.fromEntries(access.assignments.map(({ role, limits }) => [role, limits]));

function RolesForm({ access, isMe }: { access: Access; isMe: boolean }) {
  const t = useT();
  const mayChange = useCan()("identity.user.change");
  const roles = useApi(accessApi.listRoles, {});
  const [chosen, setChosen] = useState(() => chosenOf(access));
  const save = useCommand(accessApi.setUserAccess, {
    refresh: ["identity."],
    done: t("Saved"),
    onDone: () => void (isMe && refreshSession()),
  });
  const assignments = Object.entries(chosen).map(([role, limits]) => ({ role, limits }));
  const changed = JSON.stringify(chosen) !== JSON.stringify(chosenOf(access));
  return (
    <Card>
      <fieldset disabled={!mayChange} className="space-y-4">
        <RoleChooser roles={roles.data?.items ?? []} chosen={chosen} onChange={setChosen} />
        {mayChange && (
          <Button
            tone="primary"
            busy={save.isPending}
            disabled={!changed || assignments.length === 0}
            onClick={() => save.mutate({ id: access.userId, assignments, version: access.version })}
          >
            {t("Save")}
          </Button>
        )}
        <p className="text-xs text-ink-3">{t("It holds from their next click on; nobody has to sign in again.")}</p>
      </fieldset>
    </Card>
  );
}

/** What all roles together allow, in words, each with how far it goes. */
function Effective({ access }: { access: Access }) {
  const t = useT();
  const reach = useReachWords();
  const held = new Map(access.effective.map((one) => [one.permission, one.limits]));
  const words = (limits: readonly Limits[]) => limits.map((one) => reach(one)).join(` ${t("or")} `);
  return (
    <Card flush>
      <div className="divide-y divide-line">
        {groupedPermissions
          .map((group) => ({ ...group, permissions: group.permissions.filter((p) => held.has(p)) }))
          .filter((group) => group.permissions.length > 0)
          .map((group) => (
            <section key={group.name} className="grid gap-2 px-4 py-3 sm:grid-cols-[12rem_1fr]">
              <h3 className="text-xs font-semibold text-ink-2">{t(group.name)}</h3>
              <ul className="space-y-1 text-sm">
                {group.permissions.map((permission) => (
                  <li key={permission}>
                    {t(permissionWords[permission])}
                    {held.get(permission)!.length > 0 && (
                      <span className="block text-xs text-note">{words(held.get(permission)!)}</span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </Card>
  );
}
