import { type InputOf, inventoryApi, salesApi, tillApi } from "@selvedge/contract";
import { Dialog } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi } from "../api/hooks.ts";
import {
  Form,
  LongTextField,
  SaveButton,
  SelectField,
  TextField,
  useContractForm,
  withoutEmpty,
} from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";

type Draft = InputOf<typeof tillApi.createTill>;

/** A new till, or another name, place or UPI address for one. */
export function TillDialog({ till, onClose }: { till: tillApi.Till | null; onClose: () => void }) {
  const t = useT();
  const locations = useApi(inventoryApi.listLocations, {});
  const channels = useApi(salesApi.listChannels, {});
  const form = useContractForm<Draft>(tillApi.createTill.input, {
    code: till?.code ?? "",
    name: till?.name ?? "",
    locationId: till?.location.id ?? "",
    channelId: till?.channel.id ?? "",
    upiId: till?.upiId ?? "",
    receiptFooter: till?.receiptFooter ?? "",
  });
  const save = async (values: Draft) => {
    const { code, ...rest } = { ...values, upiId: values.upiId || null };
    if (till) await call(tillApi.changeTill, { id: till.id, version: till.version, ...rest });
    else await call(tillApi.createTill, { code, ...withoutEmpty(rest) });
    refreshQueries(queryClient, ["pos."]);
    onClose();
  };
  const sellsFrom = (locations.data?.items ?? []).filter(
    (l) => l.kind === "shop" || l.kind === "warehouse" || l.kind === "van",
  );
  const retail = (channels.data?.items ?? []).filter((c) => c.kind === "retail");
  const title = till ? t("Change till {{code}}", { code: till.code }) : t("Add a till");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <SaveButton form="till" busy={form.formState.isSubmitting}>
          {t("Save")}
        </SaveButton>
      }
    >
      <Form id="till" form={form} onSubmit={save} className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label={t("Name")} required autoFocus placeholder={t("Front counter")} />
        <TextField
          name="code"
          label={t("Code")}
          required
          disabled={till !== null}
          hint={t("Begins its receipt numbers, such as BAN1")}
        />
        <SelectField
          name="locationId"
          label={t("Sells from")}
          required
          placeholder={t("Choose")}
          options={sellsFrom.map((l) => ({ value: l.id, label: l.name }))}
        />
        <SelectField
          name="channelId"
          label={t("Channel")}
          required
          placeholder={t("Choose")}
          options={retail.map((c) => ({ value: c.id, label: c.name }))}
        />
        <TextField
          name="upiId"
          label={t("UPI address")}
          hint={t("For the code that shoppers scan")}
          placeholder="shop@bank"
        />
        <LongTextField name="receiptFooter" label={t("Last lines of the receipt")} className="sm:col-span-2" />
      </Form>
    </Dialog>
  );
}
