import { type InputOf, shopApi } from "@selvedge/contract";
import { Button, Card, Dialog, FieldFrame, Input, Money, useFormatSettings } from "@selvedge/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useController } from "react-hook-form";
import type { z } from "zod";
import { useCommand } from "../api/hooks.ts";
import { Form, MoneyField, NumberField, SaveButton, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { asOneRow } from "./as-one-row.ts";
import { type OpenSetup, ShopTabs } from "./shop-tabs.tsx";

type Delivery = InputOf<typeof shopApi.setShopDeliveries>["deliveries"][number];
const DeliverySchema: z.ZodType = shopApi.setShopDeliveries.input.shape.deliveries.element;

/** Where the shop delivers, how fast, and what it costs; of those that fit an address the shopper chooses. */
export function Deliveries() {
  return <ShopTabs current="delivery">{(setup) => <DeliveryList setup={setup} />}</ShopTabs>;
}

function DeliveryList({ setup }: { setup: OpenSetup }) {
  const t = useT();
  const mayChange = useCan()("shop.setup.change");
  const { currency } = useFormatSettings();
  const [editing, setEditing] = useState<number | "new" | null>(null);
  const all: Delivery[] = setup.deliveries.map(({ id: _id, ...delivery }) => delivery);
  const save = useCommand(shopApi.setShopDeliveries, { refresh: ["shop."], done: t("Saved"), quietErrors: true });
  const put = (deliveries: Delivery[]) => save.mutateAsync({ deliveries });
  return (
    <Card
      flush
      title={t("Delivery")}
      actions={
        mayChange && (
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
            {t("Add a delivery")}
          </Button>
        )
      }
    >
      <ul className="divide-y divide-line">
        {setup.deliveries.map((delivery, i) => (
          <li key={delivery.id} className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <span className="min-w-40 flex-1">
              <span className="font-medium">{delivery.name}</span>
              <span className="block text-xs text-ink-2">
                {delivery.country}
                {delivery.states.length > 0 && `: ${delivery.states.join(", ")}`} ·{" "}
                {t("{{least}} to {{most}} days", { least: delivery.leastDays, most: delivery.mostDays })}
              </span>
            </span>
            <span className="text-end">
              {delivery.chargeMinor === 0 ? (
                t("Free")
              ) : (
                <Money amountMinor={delivery.chargeMinor} currency={currency} />
              )}
              {delivery.chargeMinor > 0 && delivery.freeFromMinor !== null && (
                <span className="block text-xs text-ink-2">
                  {t("free from")} <Money amountMinor={delivery.freeFromMinor} currency={currency} />
                </span>
              )}
            </span>
            {mayChange && (
              <Button
                size="sm"
                aria-label={t("Change {{name}}", { name: delivery.name })}
                onClick={() => setEditing(i)}
              >
                {t("Change")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editing !== null && (
        <DeliveryDialog
          delivery={editing === "new" ? null : all[editing]!}
          country={all[0]?.country ?? ""}
          onSave={(next) =>
            editing === "new"
              ? asOneRow(put([...all, next]), "deliveries", all.length)
              : asOneRow(put(all.map((d, i) => (i === editing ? next : d))), "deliveries", editing)
          }
          onRemove={all.length > 1 ? () => put(all.filter((_, i) => i !== editing)) : null}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

const listed = (text: string): string[] =>
  text
    .split(",")
    .map((state) => state.trim())
    .filter((state) => state !== "");

/** Codes of states as one line, `MH, GA`. */
function StatesField() {
  const t = useT();
  const { field, fieldState } = useController<Delivery, "states">({ name: "states" });
  // One of the states may be wrong, or all of them.
  const wrong = [fieldState.error].flat().find((error) => error?.message);
  const [text, setText] = useState((field.value ?? []).join(", "));
  return (
    <FieldFrame label={t("Only these states")} hint={t("Such as MH, GA; blank: everywhere")} error={wrong?.message}>
      {(control) => (
        <Input
          {...control}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            field.onChange(listed(event.target.value));
          }}
        />
      )}
    </FieldFrame>
  );
}

function DeliveryDialog(props: {
  delivery: Delivery | null;
  /** Of a new delivery. */
  country: string;
  onSave: (delivery: Delivery) => Promise<unknown>;
  onRemove: (() => Promise<unknown>) | null;
  onClose: () => void;
}) {
  const { delivery, country, onSave, onRemove, onClose } = props;
  const t = useT();
  const { currency } = useFormatSettings();
  const form = useContractForm<Delivery>(DeliverySchema, {
    ...{ name: "", country, states: [], chargeMinor: 0, leastDays: 2, mostDays: 5, ...delivery },
  });
  const save = async (values: Delivery) => {
    await onSave(values);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={delivery ? delivery.name : t("Add a delivery")}
      footer={
        <>
          {delivery && onRemove && (
            <Button tone="danger" onClick={() => void onRemove().then(onClose)}>
              {t("Remove")}
            </Button>
          )}
          <SaveButton form="delivery" busy={form.formState.isSubmitting}>
            {t("Save")}
          </SaveButton>
        </>
      }
    >
      <Form id="delivery" form={form} onSubmit={save} className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="name"
          label={t("Name")}
          hint={t("As shoppers read it: Standard, Express")}
          required
          autoFocus
        />
        <TextField name="country" label={t("Country")} maxLength={2} hint={t("Country code, such as IN")} required />
        <StatesField />
        <MoneyField name="chargeMinor" label={t("Costs")} currency={currency} required />
        <MoneyField name="freeFromMinor" label={t("Free from")} hint={t("Blank: never")} currency={currency} />
        <div className="grid grid-cols-2 gap-4">
          <NumberField name="leastDays" label={t("Days at least")} required />
          <NumberField name="mostDays" label={t("At most")} required />
        </div>
      </Form>
    </Dialog>
  );
}
