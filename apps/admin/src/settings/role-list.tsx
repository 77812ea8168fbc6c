import { accessApi } from "@selvedge/contract";
import { Badge, Card } from "@selvedge/ui";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";

/** What each role may do. */
export function RoleList() {
  const t = useT();
  const roles = useApi(accessApi.listRoles, {});
  return (
    <Loaded query={roles}>
      {({ items }) => (
        <div className="space-y-3">
          {items.map((role) => (
            <Card key={role.id}>
              <details>
                <summary className="flex items-center gap-2 text-sm font-semibold">
                  <span className="flex-1">{role.name}</span>
                  {role.builtIn && <Badge>{t("Built in")}</Badge>}
                  <span className="tabular text-xs font-normal text-ink-3">{role.permissions.length}</span>
                </summary>
                <ul className="mt-3 flex flex-wrap gap-1.5">
                  {role.permissions.map((permission) => (
                    <li key={permission}>
                      <code className="rounded bg-surface-3 px-1.5 py-0.5 font-mono text-2xs text-ink-2">
                        {permission}
                      </code>
                    </li>
                  ))}
                </ul>
              </details>
            </Card>
          ))}
        </div>
      )}
    </Loaded>
  );
}
