import { accessApi, accountApi, type InputOf, type OutputOf } from "@selvedge/contract";
import { Badge, Button, Card, Checkbox, Dialog, FieldFrame, Notice, Select, toast } from "@selvedge/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { Form, SaveButton, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { roleName } from "../identity/permission-list.ts";
import { useCan } from "../session/session-store.ts";

type Policy = OutputOf<typeof accountApi.getSignInPolicy>;
type Provider = OutputOf<typeof accountApi.listProviders>["items"][number];

/** How people of the business sign in: second steps by role, idle time, outside providers. */
export function SignInSettings() {
  const can = useCan();
  const policy = useApi(accountApi.getSignInPolicy, {});
  return (
    <div className="space-y-4">
      <Loaded query={policy}>{(loaded) => <PolicyCard key={JSON.stringify(loaded)} policy={loaded} />}</Loaded>
      {can("tenancy.settings.read") && <ProviderList />}
    </div>
  );
}

const hours = [0.25, 1, 8, 24, 72, 168] as const;

function PolicyCard({ policy }: { policy: Policy }) {
  const t = useT();
  const mayChange = useCan()("tenancy.settings.change");
  const [draft, setDraft] = useState(policy);
  const roles = useApi(accessApi.listRoles, {});
  const save = useCommand(accountApi.changeSignInPolicy, { refresh: ["identity."], done: t("Saved") });
  const words = (h: number) =>
    h < 1
      ? t("{{count}} minutes", { count: h * 60 })
      : h < 24
        ? t("{{count}} hours", { count: h })
        : t("{{count}} days", { count: h / 24 });
  const choices = hours.map((h) => ({ value: String(h * 60), label: words(h) }));
  const known = choices.some((c) => c.value === String(draft.idleMinutes));
  return (
    <Card title={t("Signing in")}>
      <fieldset disabled={!mayChange} className="space-y-4">
        <FieldFrame label={t("A session ends when nobody uses it for")}>
          {(control) => (
            <Select
              {...control}
              value={String(draft.idleMinutes)}
              onChange={(event) => setDraft({ ...draft, idleMinutes: Number(event.currentTarget.value) })}
              options={
                known
                  ? choices
                  : [
                      ...choices,
                      { value: String(draft.idleMinutes), label: t("{{count}} minutes", { count: draft.idleMinutes }) },
                    ]
              }
            />
          )}
        </FieldFrame>
        <fieldset>
          <legend className="text-sm font-medium">{t("Roles that must use a second step")}</legend>
          <p className="text-xs text-ink-3">
            {policy.everybodyNeedsSecondFactor
              ? t("This installation asks everybody for a second step.")
              : t("Their people can do nothing else until they have set up an authenticator app or a passkey.")}
          </p>
          <div className="grid sm:grid-cols-2">
            {(roles.data?.items ?? []).map((role) => (
              <Checkbox
                key={role.id}
                label={roleName(t, role)}
                checked={policy.everybodyNeedsSecondFactor || draft.rolesWithSecondFactor.includes(role.code)}
                disabled={policy.everybodyNeedsSecondFactor}
                onChange={(event) =>
                  setDraft({
                    ...draft,
                    rolesWithSecondFactor: event.target.checked
                      ? [...draft.rolesWithSecondFactor, role.code]
                      : draft.rolesWithSecondFactor.filter((code) => code !== role.code),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <Coverage policy={policy} />
        {mayChange && (
          <Button tone="primary" busy={save.isPending} onClick={() => save.mutate(draft)}>
            {t("Save")}
          </Button>
        )}
      </fieldset>
    </Card>
  );
}

/** How many people sign in by two steps; owners who do not are named first, for they change people and money. */
function Coverage({ policy }: { policy: Policy }) {
  const t = useT();
  const { people, peopleWithSecondFactor, ownersWithout } = policy;
  return (
    <div className="space-y-2">
      <p className="text-sm text-ink-2">
        {t("{{with}} of {{all}} people have a second step.", { with: peopleWithSecondFactor, all: people })}
      </p>
      {ownersWithout > 0 && (
        <Notice tone="warn" title={t("{{count}} owners sign in with one step alone.", { count: ownersWithout })}>
          {t("An owner changes people and money. Ask owners for a second step above, or set up yours in your account.")}
        </Notice>
      )}
    </div>
  );
}

function ProviderList() {
  const t = useT();
  const mayChange = useCan()("tenancy.settings.change");
  const providers = useApi(accountApi.listProviders, {});
  const [open, setOpen] = useState<Provider | "new" | null>(null);
  return (
    <Loaded query={providers}>
      {({ items, redirectUri }) => (
        <Card
          flush
          title={t("Signing in with another account")}
          actions={
            mayChange && (
              <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setOpen("new")}>
                {t("Add provider")}
              </Button>
            )
          }
        >
          {items.length === 0 && (
            <p className="p-4 text-sm text-ink-2">
              {t(
                "People can sign in with the account they have at Google, Microsoft, Okta or any other OpenID provider.",
              )}
            </p>
          )}
          <ul className="divide-y divide-line">
            {items.map((provider) => (
              <li key={provider.id} className="flex min-h-14 items-center gap-3 px-4 py-2 text-sm">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{provider.name}</span>
                  <span className="block truncate text-xs text-ink-3">{provider.issuer}</span>
                </span>
                {provider.lacksSecret ? (
                  <Badge tone="warn">{t("Enter its secret again")}</Badge>
                ) : (
                  <Badge tone={provider.enabled ? "good" : "neutral"}>{provider.enabled ? t("On") : t("Off")}</Badge>
                )}
                {mayChange && (
                  <Button size="sm" onClick={() => setOpen(provider)}>
                    {t("Change")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {open && (
            <ProviderDialog
              provider={open === "new" ? null : open}
              redirectUri={redirectUri}
              onClose={() => setOpen(null)}
            />
          )}
        </Card>
      )}
    </Loaded>
  );
}

type Draft = Omit<InputOf<typeof accountApi.addProvider>, "joinDomains" | "secondStepAcr" | "secondStepAmr"> & {
  domains: string;
  acr: string;
  amr: string;
};

const wordsIn = (text: string | undefined) => (text ?? "").split(/[\s,]+/).filter(Boolean);

function ProviderDialog({
  provider,
  redirectUri,
  onClose,
}: {
  provider: Provider | null;
  redirectUri: string;
  onClose: () => void;
}) {
  const t = useT();
  const roles = useApi(accessApi.listRoles, {});
  const remove = useCommand(accountApi.removeProvider, { refresh: ["identity."], onDone: onClose });
  const form = useContractForm<Draft>(accountApi.addProvider.input.partial({ clientSecret: true }).loose(), {
    name: provider?.name ?? "",
    issuer: provider?.issuer ?? "",
    clientId: provider?.clientId ?? "",
    clientSecret: "",
    enabled: provider?.enabled ?? true,
    acr: provider?.secondStepAcr.join(" ") ?? "",
    amr: provider?.secondStepAmr.join(" ") ?? "",
    domains: provider?.joinDomains.join(", ") ?? "",
    joinRole: provider?.joinRole ?? "clerk",
  });
  const save = async ({ domains, acr, amr, ...values }: Draft) => {
    const lists = { joinDomains: wordsIn(domains), secondStepAcr: wordsIn(acr), secondStepAmr: wordsIn(amr) };
    const { clientSecret, ...rest } = { ...values, ...lists };
    if (provider)
      await call(accountApi.changeProvider, { id: provider.id, ...rest, ...(clientSecret ? { clientSecret } : {}) });
    else await call(accountApi.addProvider, { ...rest, clientSecret });
    refreshQueries(queryClient, ["identity."]);
    toast({ tone: "good", title: t("Saved") });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={provider ? provider.name : t("Add provider")}
      footer={
        <>
          {provider && (
            <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: provider.id })}>
              {t("Take away")}
            </Button>
          )}
          <SaveButton form="provider" busy={form.formState.isSubmitting}>
            {t("Save")}
          </SaveButton>
        </>
      }
    >
      <Form id="provider" form={form} onSubmit={save} className="space-y-4">
        <p className="rounded-md bg-surface-2 p-3 text-xs">
          {t("Enter this at the provider as the address to come back to:")}{" "}
          <span className="font-mono break-all select-all">{redirectUri}</span>
        </p>
        <TextField name="name" label={t("Name on the button")} required />
        <TextField
          name="issuer"
          label={t("Address of the provider")}
          hint={t("Such as https://accounts.google.com")}
          required
        />
        <TextField name="clientId" label={t("Client ID")} required autoComplete="off" />
        <TextField
          name="clientSecret"
          label={t("Client secret")}
          type="password"
          autoComplete="off"
          required={!provider || provider.lacksSecret}
          {...(provider && !provider.lacksSecret ? { hint: t("Leave empty to keep the one there is") } : {})}
        />
        <TextField
          name="domains"
          label={t("Who may join without an invitation")}
          hint={t("Domains of e-mail addresses, such as example.com; nobody when empty")}
        />
        <SelectField
          name="joinRole"
          label={t("They join as")}
          options={(roles.data?.items ?? [])
            .filter((r) => r.code !== "owner")
            .map((r) => ({ value: r.code, label: r.name }))}
        />
        <fieldset className="space-y-3">
          <legend className="text-sm font-medium">{t("When its own second step is enough")}</legend>
          <p className="text-xs text-ink-3">
            {t(
              "Only when the provider says one of these words of a sign-in; else ours is asked for. Leave both empty to always ask for ours.",
            )}
          </p>
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField name="amr" label={t("Method (amr)")} hint={t("Such as mfa, hwk, otp")} />
            <TextField name="acr" label={t("Strength (acr)")} hint={t("Also asked of the provider, in this order")} />
          </div>
        </fieldset>
        <Checkbox {...form.register("enabled")} label={t("On")} />
      </Form>
    </Dialog>
  );
}
