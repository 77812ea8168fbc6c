import { Button, Checkbox, Dialog } from "@selvedge/ui";
import { MapPin } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { type Limits, type Role, roleName } from "./permission-list.ts";
import { ReachFields, useReachWords } from "./reach.tsx";

/** Roles by code, each with how far it goes; null is everywhere. */
export type ChosenRoles = Readonly<Record<string, Limits | null>>;

type RoleChooserProps = {
  roles: readonly Role[];
  chosen: ChosenRoles;
  onChange: (next: ChosenRoles) => void;
  error?: string | undefined;
};

/** Which roles somebody holds, and for which places and customers. */
export function RoleChooser({ roles, chosen, onChange, error }: RoleChooserProps) {
  const t = useT();
  const reach = useReachWords();
  const [limiting, setLimiting] = useState<Role | null>(null);
  const toggle = (code: string, on: boolean) => {
    const { [code]: _gone, ...others } = chosen;
    onChange(on ? { ...others, [code]: null } : others);
  };
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t("Roles")}</legend>
      {error && (
        <p role="alert" className="text-xs text-bad">
          {error}
        </p>
      )}
      <ul className="mt-1 divide-y divide-line rounded-md border border-line">
        {roles.map((role) => {
          const held = role.code in chosen;
          return (
            <li key={role.id} className="flex min-h-touch items-center gap-2 px-3">
              <Checkbox
                className="min-w-0 flex-1 py-1"
                checked={held}
                onChange={(event) => toggle(role.code, event.target.checked)}
                label={
                  <>
                    {roleName(t, role)}
                    {held && chosen[role.code] && (
                      <span className="block text-xs text-note">{reach(chosen[role.code]!)}</span>
                    )}
                  </>
                }
              />
              {held && role.code !== "owner" && (
                <Button size="sm" tone="quiet" icon={<MapPin aria-hidden />} onClick={() => setLimiting(role)}>
                  {t("How far it goes")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {limiting && (
        <ReachDialog
          title={roleName(t, limiting)}
          limits={chosen[limiting.code] ?? null}
          onClose={() => setLimiting(null)}
          onSave={(limits) => onChange({ ...chosen, [limiting.code]: limits })}
        />
      )}
    </fieldset>
  );
}

type ReachDialogProps = {
  title: string;
  limits: Limits | null;
  onClose: () => void;
  onSave: (limits: Limits | null) => void;
};

/** Asks how far a role or a permission goes. */
export function ReachDialog({ title, limits, onClose, onSave }: ReachDialogProps) {
  const t = useT();
  const [draft, setDraft] = useState(limits);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("How far it goes")}
      description={title}
      footer={
        <Button
          tone="primary"
          onClick={() => {
            onSave(draft);
            onClose();
          }}
        >
          {t("Done")}
        </Button>
      }
    >
      <ReachFields value={draft} onChange={setDraft} />
    </Dialog>
  );
}
