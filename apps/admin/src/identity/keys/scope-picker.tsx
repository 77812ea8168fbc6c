import { keysApi, type Permission, permissionWords } from "@selvedge/contract";
import { Button, Checkbox } from "@selvedge/ui";
import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";
import { groupedPermissions } from "../permission-list.ts";

type ScopePickerProps = {
  label: string;
  chosen: readonly string[];
  onChange: (next: Permission[]) => void;
  error?: string | undefined;
  /** Only what the person at the screen may do themselves can be chosen: a key never may more. */
  ownOnly?: boolean;
};

/** What a program may do, in words, by area. */
export function ScopePicker({ label, chosen, onChange, error, ownOnly }: ScopePickerProps) {
  const t = useT();
  const can = useCan();
  const groups = useMemo(
    () =>
      groupedPermissions
        .map((group) => ({ ...group, permissions: group.permissions.filter((p) => keysApi.programScopes.includes(p)) }))
        .filter((group) => group.permissions.length > 0),
    [],
  );
  const mayGive = (permission: Permission) => !ownOnly || can(permission);
  const every = groups.flatMap((group) => group.permissions).filter(mayGive);
  const put = (permission: Permission, on: boolean) =>
    onChange(every.filter((p) => (p === permission ? on : chosen.includes(p))));
  return (
    <fieldset aria-describedby={error ? "scopes-error" : undefined}>
      <legend className="float-left text-sm font-medium">{label}</legend>
      <div className="flex justify-end gap-1">
        <Button size="sm" tone="quiet" onClick={() => onChange(every.filter((p) => p.endsWith(".read")))}>
          {t("Everything, reading only")}
        </Button>
        <Button size="sm" tone="quiet" disabled={chosen.length === 0} onClick={() => onChange([])}>
          {t("None")}
        </Button>
      </div>
      {error && (
        <p id="scopes-error" role="alert" className="clear-both mt-1 text-xs text-bad">
          {error}
        </p>
      )}
      <div className="clear-both mt-1 divide-y divide-line rounded-md border border-line">
        {groups.map((group) => {
          const count = group.permissions.filter((p) => chosen.includes(p)).length;
          return (
            <details key={group.name} className="group">
              <summary className="flex min-h-touch cursor-pointer items-center gap-2 px-3 text-sm">
                <ChevronRight
                  className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
                  aria-hidden
                />
                <span className="flex-1">{t(group.name)}</span>
                <span className="tabular text-xs text-ink-2">
                  {t("{{count}} of {{all}}", { count, all: group.permissions.length })}
                </span>
              </summary>
              <div className="ps-9 pe-3 pb-2">
                {group.permissions.map((permission) => (
                  <Checkbox
                    key={permission}
                    label={t(permissionWords[permission])}
                    checked={chosen.includes(permission)}
                    disabled={!mayGive(permission)}
                    onChange={(event) => put(permission, event.target.checked)}
                  />
                ))}
              </div>
            </details>
          );
        })}
      </div>
    </fieldset>
  );
}
