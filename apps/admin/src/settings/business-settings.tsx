import { type InputOf, type OutputOf, tenancyApi } from "@selvedge/contract";
import { countryStarts } from "@selvedge/domain";
import { Card, toast } from "@selvedge/ui";
import { useEffect } from "react";
import { Controller } from "react-hook-form";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { Form, SaveButton, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { currentLanguage, useT } from "../i18n/i18n.ts";
import { refreshSession, useCan } from "../session/session-store.ts";
import { countryName } from "../shell/places.ts";
import { applyAccent } from "../shell/theme.ts";
import { LogoRow } from "./logo-row.tsx";

type Tenant = OutputOf<typeof tenancyApi.getTenant>;
type Change = InputOf<typeof tenancyApi.changeTenant>;

const accents = ["#34499e", "#0f766e", "#7c2d5b", "#9a3412", "#166534", "#6d28d9", "#334155"];

const valuesOf = (tenant: Tenant): Change => ({
  version: tenant.version,
  name: tenant.name,
  legalName: tenant.legalName,
  taxNumber: tenant.taxNumber ?? "",
  locale: tenant.locale,
  costMethod: tenant.costMethod,
  gtinPrefix: tenant.gtinPrefix ?? "",
  skuPattern: tenant.skuPattern,
  accent: tenant.accent ?? accents[0],
});

/** "Maharashtra, India" of IN and MH. */
function placeName({ country, state }: Tenant): string {
  const name = countryName(country, currentLanguage());
  const part = state && (countryStarts[country]?.states[state] ?? state);
  return part ? `${part}, ${name}` : name;
}

export function BusinessSettings() {
  const tenant = useApi(tenancyApi.getTenant, {});
  return <Loaded query={tenant}>{(loaded) => <BusinessForm tenant={loaded} />}</Loaded>;
}

function BusinessForm({ tenant }: { tenant: Tenant }) {
  const t = useT();
  const can = useCan();
  const mayChange = can("tenancy.settings.change");
  const place = countryStarts[tenant.country];
  const form = useContractForm<Change>(tenancyApi.changeTenant.input, valuesOf(tenant));
  const { isDirty } = form.formState;
  // The version moves with any setting of the business: what is typed here stays, an untouched form follows.
  useEffect(() => {
    if (!isDirty) form.reset(valuesOf(tenant));
  }, [tenant, isDirty, form]);
  const save = async (values: Change) => {
    const { taxNumber, gtinPrefix } = form.getValues();
    await call(tenancyApi.changeTenant, { ...values, taxNumber: taxNumber || null, gtinPrefix: gtinPrefix || null });
    refreshQueries(queryClient, ["tenancy."]);
    await refreshSession();
    toast({ tone: "good", title: t("Saved") });
    form.reset(form.getValues());
  };
  return (
    <Form
      form={form}
      onSubmit={save}
      guardLeaving
      {...(mayChange ? { recordId: tenant.id } : {})}
      latest={async () => valuesOf(await call(tenancyApi.getTenant, {}))}
      className="space-y-4"
    >
      <fieldset disabled={!mayChange} className="space-y-4">
        <Card title={t("Business")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="name" label={t("Name")} required />
            <TextField name="legalName" label={t("Legal name")} hint={t("As on invoices")} />
            <TextField name="taxNumber" label={place?.taxNumber ?? t("Tax number (GSTIN, VAT)")} />
            <SelectField
              name="locale"
              label={t("Figures and dates as in")}
              options={[
                { value: "en-IN", label: "English (India)" },
                { value: "hi-IN", label: "हिन्दी (भारत)" },
                { value: "en-GB", label: "English (UK)" },
                { value: "en-US", label: "English (US)" },
                { value: "de-DE", label: "Deutsch" },
                { value: "fr-FR", label: "Français" },
              ].concat(
                ["en-IN", "hi-IN", "en-GB", "en-US", "de-DE", "fr-FR"].includes(tenant.locale)
                  ? []
                  : [{ value: tenant.locale, label: tenant.locale }],
              )}
            />
          </div>
          <dl className="mt-4 grid grid-cols-2 gap-4 border-t border-line pt-4 text-sm sm:grid-cols-4">
            {(
              [
                [t("Currency"), tenant.currency],
                [t("Time zone"), tenant.timeZone.replaceAll("_", " ")],
                [t("Country"), placeName(tenant)],
                [
                  t("Fiscal year begins"),
                  new Intl.DateTimeFormat(currentLanguage(), { month: "long", timeZone: "UTC" }).format(
                    new Date(Date.UTC(2026, tenant.fiscalYearStartMonth - 1, 1)),
                  ),
                ],
              ] as const
            ).map(([name, value]) => (
              <div key={name}>
                <dt className="text-xs text-ink-3">{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Card title={t("Stock and codes")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              name="costMethod"
              label={t("Cost of stock")}
              hint={t("May be changed only while no stock has moved.")}
              options={[
                { value: "fifo", label: t("First in, first out") },
                { value: "moving_average", label: t("Moving average") },
              ]}
            />
            <TextField name="skuPattern" label={t("SKU pattern")} hint={t("From {style}, {colour} and {size}")} />
            <TextField
              name="gtinPrefix"
              label={t("GS1 company prefix")}
              hint={t("6 to 11 digits; GTINs of new SKUs begin with it.")}
              inputMode="numeric"
            />
          </div>
        </Card>
        <LogoRow logoUrl={tenant.logoUrl} />
        <Card title={t("Colour of the app")}>
          <Controller
            name="accent"
            render={({ field }) => (
              <div className="flex flex-wrap items-center gap-2" role="radiogroup" aria-label={t("Colour of the app")}>
                {accents.map((accent) => (
                  <label
                    key={accent}
                    className="grid size-touch place-items-center rounded-full has-checked:outline-2 has-checked:outline-offset-2 has-checked:outline-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
                    style={{ backgroundColor: accent }}
                  >
                    <input
                      type="radio"
                      className="sr-only"
                      name={field.name}
                      aria-label={accent}
                      checked={field.value === accent}
                      onChange={() => {
                        field.onChange(accent);
                        applyAccent(accent);
                      }}
                    />
                  </label>
                ))}
                <input
                  type="color"
                  aria-label={t("Another colour")}
                  className="size-touch rounded-md border border-line-strong/55 bg-surface p-0.5"
                  value={String(field.value ?? accents[0])}
                  onChange={(event) => {
                    field.onChange(event.target.value);
                    applyAccent(event.target.value);
                  }}
                />
              </div>
            )}
          />
        </Card>
      </fieldset>
      {mayChange && <SaveButton busy={form.formState.isSubmitting}>{t("Save settings")}</SaveButton>}
    </Form>
  );
}
