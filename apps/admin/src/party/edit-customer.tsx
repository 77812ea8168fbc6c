import { type InputOf, type OutputOf, partyApi } from "@selvedge/contract";
import { Button, SidePanel } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { Form, SaveButton, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { customerChange, customerDraft } from "./customer-draft.ts";
import { CustomerFields } from "./customer-fields.tsx";

type Customer = OutputOf<typeof partyApi.getCustomer>;
type Change = InputOf<typeof partyApi.changeCustomer>;

export function EditCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useT();
  const can = useCan();
  const form = useContractForm<Change>(partyApi.changeCustomer.input, customerDraft(customer, can));
  const save = async (values: Change) => {
    await call(partyApi.changeCustomer, customerChange(values, form.getValues().account));
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
      <Form
        id="edit-customer"
        form={form}
        onSubmit={save}
        recordId={customer.id}
        latest={async () => customerDraft(await call(partyApi.getCustomer, { id: customer.id }), can)}
      >
        <CustomerFields terms />
      </Form>
    </SidePanel>
  );
}
