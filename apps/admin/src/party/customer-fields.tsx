import { Checkbox, useFormatSettings } from "@selvedge/ui";
import { useFormContext } from "react-hook-form";
import { LongTextField, MoneyField, NumberField, SelectField, TextField } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";

/** Name, reachability and tax of a customer; the trading terms below for companies. */
export function CustomerFields({ terms }: { terms: boolean }) {
  const t = useT();
  const { currency } = useFormatSettings();
  const { watch, register } = useFormContext();
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
      {terms && (
        <>
          <NumberField name="account.paymentTermsDays" label={t("Payment terms, days")} />
          <MoneyField name="account.creditLimitMinor" label={t("Credit limit")} currency={currency} />
          <TextField name="account.priceTier" label={t("Price tier")} />
          <SelectField
            name="account.partialShip"
            label={t("When stock is short")}
            options={[
              { value: "refuse", label: t("Refuse the order") },
              { value: "partial", label: t("Ship what there is") },
              { value: "backorder", label: t("Owe the rest") },
            ]}
          />
          <Checkbox
            {...register("account.creditHold")}
            label={t("Credit hold: stop new orders")}
            className="sm:col-span-2"
          />
        </>
      )}
      <LongTextField name="note" label={t("Note")} rows={2} className="sm:col-span-2" />
    </div>
  );
}
