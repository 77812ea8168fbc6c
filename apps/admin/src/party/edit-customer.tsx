import { type InputOf, type OutputOf, partyApi } from "@selvedge/contract";
import { Button, SidePanel } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { Form, SaveButton, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { CustomerFields } from "./customer-fields.tsx";

type Customer = OutputOf<typeof partyApi.getCustomer>;
type Change = InputOf<typeof partyApi.changeCustomer>;

export function EditCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useT();
  const form = useContractForm<Change>(partyApi.changeCustomer.input, {
    id: customer.id,
    version: customer.version,
    kind: customer.kind,
    name: customer.name,
    code: customer.code ?? "",
    email: customer.email ?? "",
    phone: customer.phone ?? "",
    taxNumber: customer.taxNumber ?? "",
    country: customer.country ?? "",
    state: customer.state ?? "",
    note: customer.note ?? "",
    account: {
      priceTier: customer.account.priceTier ?? "",
      paymentTermsDays: customer.account.paymentTermsDays,
      creditLimitMinor: customer.account.creditLimitMinor,
      creditHold: customer.account.creditHold,
      partialShip: customer.account.partialShip,
    },
  });
  const save = async (values: Change) => {
    // An emptied limit or tier is taken away, not left as it was.
    const { creditLimitMinor, priceTier } = form.getValues().account ?? {};
    await call(partyApi.changeCustomer, {
      ...values,
      account: { ...values.account, creditLimitMinor: creditLimitMinor ?? null, priceTier: priceTier || null },
    });
    refreshQueries(queryClient, ["party.", "receivables."]);
    onClose();
  };
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Edit {{name}}", { name: customer.name })}
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <SaveButton form="edit-customer" busy={form.formState.isSubmitting}>
            {t("Save")}
          </SaveButton>
        </>
      }
    >
      <Form id="edit-customer" form={form} onSubmit={save}>
        <CustomerFields terms />
      </Form>
    </SidePanel>
  );
}
