import { type InputOf, inventoryApi } from "@selvedge/contract";
import { Badge, Button, Card, Checkbox, Dialog } from "@selvedge/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { Form, SaveButton, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { statusWords } from "../shell/status-words.ts";

type Draft = InputOf<typeof inventoryApi.createLocation>;

export function LocationSettings() {
  const t = useT();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const locations = useApi(inventoryApi.listLocations, {});
  return (
    <>
      <Loaded query={locations}>
        {({ items }) => (
          <Card
            flush
            title={t("Locations")}
            actions={
              can("inventory.location.change") && (
                <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
                  {t("Add location")}
                </Button>
              )
            }
          >
            <ul className="divide-y divide-line">
              {items.map((location) => (
                <li key={location.id} className="flex min-h-12 items-center gap-3 px-4 py-2 text-sm">
                  <span className="min-w-0 flex-1">
                    <span className="font-medium">{location.name}</span>
                    <span className="block text-xs text-ink-3">
                      {[location.code, location.state, location.country].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                  {location.allowsBackorder && <Badge tone="note">{t("Backorders")}</Badge>}
                  <Badge>{statusWords(t, location.kind)}</Badge>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      {adding && <AddLocation onClose={() => setAdding(false)} />}
    </>
  );
}

function AddLocation({ onClose }: { onClose: () => void }) {
  const t = useT();
  const form = useContractForm<Draft>(inventoryApi.createLocation.input, { code: "", name: "", kind: "shop" });
  const save = async (values: Draft) => {
    await call(inventoryApi.createLocation, values);
    refreshQueries(queryClient, ["inventory.list_locations"]);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Add location")}
      footer={
        <SaveButton form="add-location" busy={form.formState.isSubmitting}>
          {t("Add location")}
        </SaveButton>
      }
    >
      <Form id="add-location" form={form} onSubmit={save} className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label={t("Name")} required autoFocus />
        <TextField name="code" label={t("Code")} required />
        <SelectField
          name="kind"
          label={t("Kind")}
          options={inventoryApi.locationKinds.map((value) => ({ value, label: statusWords(t, value) }))}
        />
        <TextField name="state" label={t("State or territory")} />
        <TextField name="country" label={t("Country")} maxLength={2} hint={t("Country code, such as IN")} />
        <Checkbox {...form.register("allowsBackorder")} label={t("May sell what is not there yet")} />
      </Form>
    </Dialog>
  );
}
