import { billingApi, type InputOf, type OutputOf, type salesApi } from "@selvedge/contract";
import { Dialog, Money, toast } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { Form, MoneyField, SaveButton, SelectField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { afterOrder } from "./after-order.ts";

type Order = OutputOf<typeof salesApi.getOrder>;
type Payment = InputOf<typeof billingApi.takePayment>;

export function TakePayment({ order, owedMinor, onClose }: { order: Order; owedMinor: number; onClose: () => void }) {
  const t = useT();
  const form = useContractForm<Payment>(billingApi.takePayment.input, {
    id: order.id,
    method: order.channel.kind === "wholesale" ? "bank" : "cash",
    amountMinor: owedMinor,
  });
  const save = async (values: Payment) => {
    const taken = await call(billingApi.takePayment, values);
    refreshQueries(queryClient, afterOrder);
    toast({
      tone: "good",
      title: t("Payment is taken"),
      detail: taken.unappliedMinor > 0 ? t("What no invoice asks for yet is kept as an advance.") : undefined,
    });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Take payment")}
      description={
        <>
          {order.number} · {t("Still to pay")} <Money amountMinor={owedMinor} currency={order.currency} />
        </>
      }
      footer={
        <SaveButton form="take-payment" busy={form.formState.isSubmitting}>
          {t("Take payment")}
        </SaveButton>
      }
    >
      <Form id="take-payment" form={form} onSubmit={save} className="grid gap-4 sm:grid-cols-2">
        <MoneyField name="amountMinor" label={t("Amount")} required currency={order.currency} />
        <SelectField
          name="method"
          label={t("Method")}
          options={[
            { value: "cash", label: t("Cash") },
            { value: "card", label: t("Card") },
            { value: "upi", label: "UPI" },
            { value: "bank", label: t("Bank transfer") },
          ]}
        />
      </Form>
    </Dialog>
  );
}
