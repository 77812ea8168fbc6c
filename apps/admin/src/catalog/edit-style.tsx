import { catalogApi, type InputOf, type OutputOf } from "@selvedge/contract";
import { Button, SidePanel } from "@selvedge/ui";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi } from "../api/hooks.ts";
import { Form, LongTextField, SaveButton, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { taxClassOptions } from "./tax-classes.ts";

type Style = OutputOf<typeof catalogApi.getStyle>;
type Change = InputOf<typeof catalogApi.changeStyle>;

export function EditStyle({ style, onClose }: { style: Style; onClose: () => void }) {
  const t = useT();
  const categories = useApi(catalogApi.listCategories, {});
  const seasons = useApi(catalogApi.listSeasons, {});
  const form = useContractForm<Change>(catalogApi.changeStyle.input, valuesOf(style));
  const save = async (values: Change) => {
    await call(catalogApi.changeStyle, values);
    refreshQueries(queryClient, ["catalog."]);
    onClose();
  };
  const choices = (items: { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Edit {{name}}", { name: style.name })}
      description={style.code}
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <SaveButton form="edit-style" busy={form.formState.isSubmitting}>
            {t("Save")}
          </SaveButton>
        </>
      }
    >
      <Form
        id="edit-style"
        form={form}
        onSubmit={save}
        recordId={style.id}
        latest={async () => valuesOf(await call(catalogApi.getStyle, { id: style.id }))}
        className="space-y-4"
      >
        <TextField name="name" label={t("Name")} required />
        <LongTextField name="description" label={t("Description")} />
        <SelectField
          name="categoryId"
          label={t("Category")}
          placeholder="–"
          options={choices(categories.data?.items)}
        />
        <SelectField name="seasonId" label={t("Season")} placeholder="–" options={choices(seasons.data?.items)} />
        <TextField name="brand" label={t("Brand")} />
        <TextField name="fabric" label={t("Fabric")} />
        <SelectField name="taxClass" label={t("Tax class")} options={taxClassOptions(t)} />
        <TextField name="hsnCode" label={t("HSN code")} inputMode="numeric" />
        <TextField name="originCountry" label={t("Made in")} maxLength={2} hint={t("Country code, such as IN")} />
      </Form>
    </SidePanel>
  );
}

const valuesOf = (style: Style): Change => ({
  id: style.id,
  version: style.version,
  name: style.name,
  description: style.description ?? "",
  brand: style.brand ?? "",
  categoryId: style.category?.id ?? "",
  seasonId: style.season?.id ?? "",
  hsnCode: style.hsnCode ?? "",
  taxClass: style.taxClass,
  fabric: style.fabric ?? "",
  originCountry: style.originCountry ?? "",
});
