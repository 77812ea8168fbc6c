import { type Permission, permissionWords } from "@selvedge/contract";
import { Button, Card, Checkbox } from "@selvedge/ui";
import { MapPin } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { groupedPermissions, type Limits } from "./permission-list.ts";
import { useReachWords } from "./reach.tsx";
import { ReachDialog } from "./role-chooser.tsx";

type Grant = { permission: Permission; limits: Limits | null };

type PermissionPickerProps = {
  grants: readonly Grant[];
  /** What comes from the roles it builds on: permission -> their names. */
  handedDown: ReadonlyMap<string, readonly string[]>;
  disabled: boolean;
  onChange: (grants: Grant[]) => void;
};

/** What a role may do, group by group, each permission with how far it goes. */
export function PermissionPicker({ grants, handedDown, disabled, onChange }: PermissionPickerProps) {
  const t = useT();
  const [limiting, setLimiting] = useState<Grant | null>(null);
  const byPermission = new Map(grants.map((g) => [g.permission, g]));
  const put = (permission: Permission, grant: Grant | null) =>
    onChange([...grants.filter((g) => g.permission !== permission), ...(grant ? [grant] : [])]);
  const shown = groupedPermissions
    .map((group) => ({
      ...group,
      permissions: disabled
        ? group.permissions.filter((p) => byPermission.has(p) || handedDown.has(p))
        : group.permissions,
    }))
    .filter((group) => group.permissions.length > 0);
  return (
    <Card flush title={t("What it may do")}>
      <div className="divide-y divide-line">
        {shown.map((group) => (
          <fieldset key={group.name} className="px-4 py-3">
            <legend className="float-left w-full text-xs font-semibold text-ink-2">{t(group.name)}</legend>
            <div className="clear-both grid gap-x-6 pt-1 sm:grid-cols-2">
              {group.permissions.map((permission) => (
                <PermissionRow
                  key={permission}
                  permission={permission}
                  grant={byPermission.get(permission) ?? null}
                  from={handedDown.get(permission) ?? []}
                  disabled={disabled}
                  onToggle={(on) => put(permission, on ? { permission, limits: null } : null)}
                  onLimit={setLimiting}
                />
              ))}
            </div>
          </fieldset>
        ))}
        {shown.length === 0 && <p className="px-4 py-3 text-sm text-ink-2">{t("Nothing yet.")}</p>}
      </div>
      {limiting && (
        <ReachDialog
          title={t(permissionWords[limiting.permission])}
          limits={limiting.limits}
          onClose={() => setLimiting(null)}
          onSave={(limits) => put(limiting.permission, { ...limiting, limits })}
        />
      )}
    </Card>
  );
}

type PermissionRowProps = {
  permission: Permission;
  grant: Grant | null;
  from: readonly string[];
  disabled: boolean;
  onToggle: (on: boolean) => void;
  onLimit: (grant: Grant) => void;
};

function PermissionRow({ permission, grant, from, disabled, onToggle, onLimit }: PermissionRowProps) {
  const t = useT();
  const reach = useReachWords();
  const mayGive = useCan()(permission);
  const whence = from.length > 0 ? t("From {{names}}", { names: from.map((name) => t(name)).join(", ") }) : null;
  return (
    <div className="flex items-start gap-2">
      <Checkbox
        className="min-w-0 flex-1 items-start! py-1.5 [&_input]:mt-0.5"
        checked={grant !== null || from.length > 0}
        disabled={disabled || (grant === null && (from.length > 0 || !mayGive))}
        onChange={(event) => onToggle(event.target.checked)}
        label={
          <>
            {t(permissionWords[permission])}
            {whence && <span className="block text-xs text-ink-3">{whence}</span>}
            {grant?.limits && <span className="block text-xs text-note">{reach(grant.limits)}</span>}
            {!disabled && !mayGive && !whence && (
              <span className="block text-xs text-ink-3">{t("You do not have this yourself")}</span>
            )}
          </>
        }
      />
      {grant && !disabled && (
        <Button
          size="iconSm"
          tone="quiet"
          aria-label={t("Where: {{what}}", { what: t(permissionWords[permission]) })}
          title={t("How far it goes")}
          onClick={() => onLimit(grant)}
        >
          <MapPin aria-hidden />
        </Button>
      )}
    </div>
  );
}
