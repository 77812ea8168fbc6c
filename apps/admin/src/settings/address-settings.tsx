import { type OutputOf, tenantSiteApi } from "@selvedge/contract";
import { Badge, Button, Card, DateTime } from "@selvedge/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";

type Domain = OutputOf<typeof tenantSiteApi.listDomains>["items"][number];

/** Where the business is reached: its subdomain, and domains of its own that it has proved. */
export function AddressSettings() {
  const t = useT();
  const mayChange = useCan()("tenancy.settings.change");
  const domains = useApi(tenantSiteApi.listDomains, {});
  const [adding, setAdding] = useState(false);
  return (
    <Loaded query={domains}>
      {({ subdomain, items }) => (
        <Card
          flush
          title={t("Addresses")}
          actions={
            mayChange && (
              <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
                {t("Add domain")}
              </Button>
            )
          }
        >
          <ul className="divide-y divide-line">
            <li className="flex min-h-12 items-center gap-3 px-4 py-2 text-sm">
              <span className="min-w-0 flex-1 truncate font-medium">{subdomain}</span>
              <Badge tone="good">{t("Ready")}</Badge>
            </li>
            {items.map((domain) => (
              <DomainRow key={domain.id} domain={domain} mayChange={mayChange} />
            ))}
          </ul>
          {adding && <AddDomain onClose={() => setAdding(false)} />}
        </Card>
      )}
    </Loaded>
  );
}

function DomainRow({ domain, mayChange }: { domain: Domain; mayChange: boolean }) {
  const t = useT();
  const verify = useCommand(tenantSiteApi.verifyDomain, { refresh: ["tenancy."] });
  const remove = useCommand(tenantSiteApi.removeDomain, {
    refresh: ["tenancy."],
    done: t("The domain was taken away"),
  });
  return (
    <li className="space-y-2 px-4 py-2 text-sm">
      <div className="flex min-h-touch flex-wrap items-center gap-3">
        <span className="min-w-40 flex-1 truncate font-medium">{domain.host}</span>
        <Badge tone={domain.verifiedAt ? "good" : "warn"}>
          {domain.verifiedAt ? t("Ready") : t("Waits for its DNS record")}
        </Badge>
        {mayChange && !domain.verifiedAt && (
          <Button size="sm" busy={verify.isPending} onClick={() => verify.mutate({ id: domain.id })}>
            {t("Look for it now")}
          </Button>
        )}
        {mayChange && (
          <Button size="sm" tone="quiet" busy={remove.isPending} onClick={() => remove.mutate({ id: domain.id })}>
            {t("Take away")}
          </Button>
        )}
      </div>
      {!domain.verifiedAt && (
        <div className="rounded-md bg-surface-2 p-3">
          <p>{t("At the company where you bought the domain, add this record of type TXT:")}</p>
          <dl className="mt-2 grid gap-x-4 gap-y-1 font-mono text-xs break-all sm:grid-cols-[6rem_1fr]">
            <dt className="font-sans text-ink-3">{t("Name")}</dt>
            <dd className="select-all">{domain.recordName}</dd>
            <dt className="font-sans text-ink-3">{t("Value")}</dt>
            <dd className="select-all">{domain.recordValue}</dd>
          </dl>
          {domain.lastError && domain.checkedAt && (
            <p className="mt-2 text-xs text-warn">
              <DateTime value={domain.checkedAt} show="dateTime" />: {domain.lastError}
            </p>
          )}
        </div>
      )}
    </li>
  );
}

function AddDomain({ onClose }: { onClose: () => void }) {
  const t = useT();
  const form = useContractForm<{ host: string }>(tenantSiteApi.addDomain.input, { host: "" });
  return (
    <FormDialog
      title={t("Add domain")}
      form={form}
      onSubmit={async (values) => {
        await call(tenantSiteApi.addDomain, values);
        refreshQueries(queryClient, ["tenancy."]);
        onClose();
      }}
      button={t("Add domain")}
      onClose={onClose}
    >
      <TextField
        name="host"
        label={t("Domain")}
        hint={t("Such as shop.example.com")}
        required
        autoFocus
        autoCapitalize="none"
      />
    </FormDialog>
  );
}
