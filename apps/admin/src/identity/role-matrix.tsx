import { accessApi, permissionWords, shownWithInEvents } from "@selvedge/contract";
import { Badge, buttonLook, Card, Notice } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Check, ChevronRight, CornerDownRight, MapPin, Plus, ShieldCheck } from "lucide-react";
import { Fragment } from "react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { groupedPermissions, type Held, heldBy, type Role, roleName } from "./permission-list.ts";
import { useReachWords } from "./reach.tsx";

/** Permissions without which figures are hidden inside screens, lists, files and the trail. */
const hidesFields = new Set<string>(shownWithInEvents.values());

/** Roles across, permissions down: who may do what, by which role, and how far. */
export function RoleMatrix() {
  const t = useT();
  const mayChange = useCan()("identity.role.change");
  const roles = useApi(accessApi.listRoles, {});
  return (
    <Loaded query={roles}>
      {({ items }) => (
        <Card
          flush
          title={t("Roles")}
          actions={
            mayChange && (
              <Link to={"/roles/new" as "/"} className={buttonLook({ size: "sm", tone: "primary" })}>
                <Plus aria-hidden />
                {t("New role")}
              </Link>
            )
          }
        >
          {items.every((role) => role.builtIn) && (
            <Notice className="m-4">
              {t("These roles come with Selvedge. Make one of your own, from nothing or as a copy, where none fits.")}
            </Notice>
          )}
          <RoleRows roles={widestFirst(items)} />
          <Matrix roles={widestFirst(items)} />
        </Card>
      )}
    </Loaded>
  );
}

/** Who may do most stands first. */
const widestFirst = (roles: readonly Role[]) => roles.toSorted((a, b) => b.permissions.length - a.permissions.length);

/** The roles as a list, for narrow windows: each opens on a page of its own. */
function RoleRows({ roles }: { roles: readonly Role[] }) {
  const t = useT();
  return (
    <ul className="divide-y divide-line lg:hidden">
      {roles.map((role) => (
        <li key={role.id}>
          <Link
            to={`/roles/${role.id}` as "/"}
            className="flex min-h-14 items-center gap-3 px-4 py-2 text-sm hover:bg-surface-2"
          >
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {roleName(t, role)}
                {role.secondFactorRequired && <Badge tone="note">{t("Second step")}</Badge>}
              </span>
              <span className="block text-xs text-ink-3">
                {t("{{count}} permissions", { count: role.permissions.length })} ·{" "}
                {t("{{count}} people", { count: role.users.length })}
              </span>
            </span>
            <ChevronRight className="size-4 text-ink-3 rtl:rotate-180" aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Matrix({ roles }: { roles: readonly Role[] }) {
  const t = useT();
  const reach = useReachWords();
  const held = roles.map((role) => ({ role, permissions: heldBy(role) }));
  return (
    <div className="hidden lg:block">
      <Legend />
      <section className="relative max-h-[68dvh] overflow-auto border-t border-line" aria-label={t("Roles")}>
        <table className="w-full border-collapse text-sm">
          <thead className="sticky top-0 z-20 bg-surface">
            <tr>
              <th
                scope="col"
                className="sticky start-0 z-10 min-w-72 border-b border-line bg-surface px-4 py-2 text-start font-medium"
              >
                {t("May")}
              </th>
              {roles.map((role) => (
                <RoleHead key={role.id} role={role} />
              ))}
            </tr>
          </thead>
          <tbody>
            {groupedPermissions.map((group) => (
              <Fragment key={group.name}>
                <tr>
                  <th
                    scope="colgroup"
                    colSpan={roles.length + 1}
                    className="bg-surface-2 px-4 py-1.5 text-start text-xs font-semibold text-ink-2"
                  >
                    <span className="sticky start-4">{t(group.name)}</span>
                  </th>
                </tr>
                {group.permissions.map((permission) => (
                  <tr key={permission} className="border-b border-line last:border-0 hover:bg-surface-2">
                    <th
                      scope="row"
                      className="sticky start-0 bg-inherit bg-surface px-4 py-1.5 text-start font-normal text-pretty"
                    >
                      {t(permissionWords[permission])}
                      {hidesFields.has(permission) && (
                        <span className="block text-xs text-ink-3">{t("Without it these figures are hidden")}</span>
                      )}
                    </th>
                    {held.map(({ role, permissions }) => (
                      <td key={role.id} className="px-2 py-1.5 text-center">
                        <HeldMark held={permissions.get(permission)} reach={reach} />
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function RoleHead({ role }: { role: Role }) {
  const t = useT();
  return (
    <th scope="col" className="min-w-24 border-b border-line px-2 py-2 align-bottom font-medium">
      <Link to={`/roles/${role.id}` as "/"} className="inline-block text-balance text-accent hover:underline">
        {roleName(t, role)}
      </Link>
      <span className="flex items-center justify-center gap-1 text-2xs font-normal whitespace-nowrap text-ink-3">
        {role.secondFactorRequired && <ShieldCheck className="size-3.5" aria-label={t("Must use a second step")} />}
        {t("{{count}} people", { count: role.users.length })}
      </span>
    </th>
  );
}

function HeldMark({ held, reach }: { held: Held | undefined; reach: ReturnType<typeof useReachWords> }) {
  const t = useT();
  if (!held) return <span className="sr-only">{t("No")}</span>;
  const from = t("From {{names}}", { names: held.from.map((name) => t(name)).join(", ") });
  if (!held.own) return <Mark icon={<CornerDownRight className="text-ink-3" />} words={from} />;
  if (held.own.limits) return <Mark icon={<MapPin className="text-note" />} words={reach(held.own.limits)} />;
  return <Mark icon={<Check className="text-accent" />} words={t("Yes")} />;
}

function Mark({ icon, words }: { icon: React.ReactNode; words: string }) {
  return (
    <span title={words} className="inline-grid size-6 place-items-center [&_svg]:size-4">
      <span aria-hidden>{icon}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Legend() {
  const t = useT();
  const marks = [
    { icon: <Check className="text-accent" />, words: t("Given by the role") },
    { icon: <CornerDownRight className="text-ink-3" />, words: t("From a role it builds on") },
    { icon: <MapPin className="text-note" />, words: t("Only for some places or customers") },
    { icon: <ShieldCheck className="text-ink-3" />, words: t("Must use a second step") },
  ];
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 px-4 py-2 text-xs text-ink-2">
      {marks.map(({ icon, words }) => (
        <li key={words} className="flex items-center gap-1.5 [&_svg]:size-4">
          <span aria-hidden>{icon}</span>
          {words}
        </li>
      ))}
    </ul>
  );
}
