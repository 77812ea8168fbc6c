import { type InputOf, type OutputOf, partyApi } from "@selvedge/contract";
import { toast } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan, useSignedIn } from "../session/session-store.ts";
import { newCustomerDraft } from "./customer-draft.ts";
import { CustomerFields } from "./customer-fields.tsx";

type Draft = InputOf<typeof partyApi.createCustomer>;
type NewCustomerProps = {
  name?: string;
  onClose: () => void;
  onMade: (customer: OutputOf<typeof partyApi.createCustomer>) => void;
};

export function NewCustomer({ name = "", onClose, onMade }: NewCustomerProps) {
  const t = useT();
  const { tenant } = useSignedIn();
  const form = useContractForm<Draft>(partyApi.createCustomer.input, newCustomerDraft(name, tenant.country, useCan()));
  const save = async (values: Draft) => {
    const made = await call(partyApi.createCustomer, values);
    refreshQueries(queryClient, ["party."]);
    toast({ tone: "good", title: t("{{name}} is added", { name: made.name }) });
    onMade(made);
  };
  return (
    <FormDialog title={t("New customer")} form={form} onSubmit={save} button={t("Add customer")} onClose={onClose}>
      <CustomerFields terms={form.watch("kind") === "company"} />
    </FormDialog>
  );
}
