import { tenancyApi } from "@selvedge/contract";
import { Checkbox, useFormatSettings } from "@selvedge/ui";
import { useFormContext } from "react-hook-form";
import { useApi } from "../api/hooks.ts";
import { LongTextField, MoneyField, NumberField, SelectField, TextField } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";

/** Name, reachability and tax of a customer; the trading terms below for companies. */
export function CustomerFields({ terms }: { terms: boolean }) {
  const t = useT();
  const { watch } = useFormContext();
  const company = watch("kind") === "company";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        name="kind"
        label={t("Kind")}
        options={[
          { value: "company", label: t("Company") },
          { value: "person", label: t("Person") },
        ]}
      />
      <TextField name="code" label={t("Customer code")} autoComplete="off" />
      <TextField name="name" label={t("Name")} required className="sm:col-span-2" autoComplete="off" />
      <TextField name="phone" label={t("Phone")} type="tel" autoComplete="off" />
      <TextField name="email" label={t("E-mail")} type="email" autoComplete="off" />
      <TextField name="country" label={t("Country")} hint={t("Country code, such as IN")} maxLength={2} />
      <TextField name="state" label={t("State")} hint={t("Decides the place of supply, such as IN-MH")} />
      {company && <TextField name="taxNumber" label={t("Tax number (GSTIN, VAT)")} className="sm:col-span-2" />}
      {terms && <TermFields />}
      <LongTextField name="note" label={t("Note")} rows={2} className="sm:col-span-2" />
    </div>
  );
}

/** Trading terms; those of credit only for who may set them, the representative for who gives out accounts. */
function TermFields() {
  const t = useT();
  const can = useCan();
  const { currency } = useFormatSettings();
  const { register } = useFormContext();
  const mayAssign = can("party.account.assign") && can("identity.user.read");
  const people = useApi(tenancyApi.listUsers, { limit: 200 }, { enabled: mayAssign });
  return (
    <>
      {can("party.credit.change") && (
        <>
          <NumberField name="account.paymentTermsDays" label={t("Payment terms, days")} />
          <MoneyField name="account.creditLimitMinor" label={t("Credit limit")} currency={currency} />
          <TextField name="account.priceTier" label={t("Price tier")} />
        </>
      )}
      <SelectField
        name="account.partialShip"
        label={t("When stock is short")}
        options={[
          { value: "refuse", label: t("Refuse the order") },
          { value: "partial", label: t("Ship what there is") },
          { value: "backorder", label: t("Owe the rest") },
        ]}
      />
      {mayAssign && (
        <SelectField
          name="account.salesRepId"
          label={t("Looked after by")}
          placeholder={t("Nobody in particular")}
          options={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {can("party.credit.change") && (
        <Checkbox
          {...register("account.creditHold")}
          label={t("Credit hold: stop new orders")}
          className="sm:col-span-2"
        />
      )}
    </>
  );
}
