import { accountApi } from "@selvedge/contract";
import { Card, Checkbox } from "@selvedge/ui";
import { useApi, useCommand } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import type { Role } from "./permission-list.ts";

/** Whether people of a role must sign in by a second step; built-in roles may ask for it too. */
export function SecondStepRow({ role }: { role: Role }) {
  const t = useT();
  const mayChange = useCan()("tenancy.settings.change");
  const policy = useApi(accountApi.getSignInPolicy, {});
  const isEverybody = policy.data?.everybodyNeedsSecondFactor ?? false;
  const save = useCommand(accountApi.changeSignInPolicy, { refresh: ["identity."], done: t("Saved") });
  const set = (on: boolean) => {
    const { idleMinutes, rolesWithSecondFactor } = policy.data!;
    const others = rolesWithSecondFactor.filter((code) => code !== role.code);
    save.mutate({ idleMinutes, rolesWithSecondFactor: on ? [...others, role.code] : others });
  };
  return (
    <Card title={t("Signing in")}>
      <Checkbox
        label={t("Must use a second step")}
        checked={role.secondFactorRequired || isEverybody}
        disabled={!mayChange || !policy.data || isEverybody || save.isPending}
        onChange={(event) => set(event.target.checked)}
      />
      <p className="text-xs text-ink-3">
        {isEverybody
          ? t("This installation asks everybody for a second step.")
          : t("Their people can do nothing else until they have set up an authenticator app or a passkey.")}
      </p>
    </Card>
  );
}
