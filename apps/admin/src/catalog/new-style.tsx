import { catalogApi } from "@selvedge/contract";
import { Button, Card, Checkbox, Page, Select, toast, useFormatSettings } from "@selvedge/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { Controller, type UseFormReturn, useFormContext, useWatch } from "react-hook-form";
import { z } from "zod";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useApi } from "../api/hooks.ts";
import { Form, LongTextField, MoneyField, SaveButton, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { useT } from "../i18n/i18n.ts";
import { ColourwayRows } from "./colourway-rows.tsx";
import { countSkus, type StyleDraft, styleInput } from "./style-draft.ts";
import { taxClassOptions } from "./tax-classes.ts";

/** The form checks with the command's own schema, on the input the draft stands for. */
const draftSchema = z.preprocess((draft) => styleInput(draft as StyleDraft), catalogApi.createStyle.input);

export function NewStyle() {
  const t = useT();
  const navigate = useNavigate();
  const form = useContractForm<StyleDraft>(draftSchema, {
    code: "",
    name: "",
    taxClass: "apparel",
    sizes: [],
    colourways: [{ code: "", name: "", hex: "#1f2a44", off: [] }],
    assignGtins: false,
    status: "active",
  });
  // The schema's output is the command's input already; what was typed is read from the form to keep one shape.
  const save = async () => {
    const style = await call(catalogApi.createStyle, cleaned(form));
    refreshQueries(queryClient, ["catalog."]);
    toast({ tone: "good", title: t("{{name}} is made", { name: style.name }) });
    form.reset(form.getValues());
    await navigate({ to: "/styles/$styleId", params: { styleId: style.id }, ignoreBlocker: true });
  };
  return (
    <Page
      title={t("New style")}
      back={
        <Link to="/styles" className="text-ink-2 hover:underline">
          {t("Styles")}
        </Link>
      }
      className="max-w-5xl"
    >
      <Form form={form} onSubmit={save} guardLeaving className="space-y-4">
        <WhatCard />
        <MatrixCard />
        <LawCard />
        <SaveBar busy={form.formState.isSubmitting} />
      </Form>
    </Page>
  );
}

function cleaned(form: UseFormReturn<StyleDraft>) {
  const { hsnCode, brand, description, fabric, categoryId, seasonId, originCountry, ...rest } = styleInput(
    form.getValues(),
  );
  const typed = {
    hsnCode,
    brand,
    description,
    fabric,
    categoryId,
    seasonId,
    originCountry: originCountry?.toUpperCase(),
  };
  return { ...rest, ...Object.fromEntries(Object.entries(typed).filter(([, value]) => value)) };
}

function WhatCard() {
  const t = useT();
  const categories = useApi(catalogApi.listCategories, {});
  const seasons = useApi(catalogApi.listSeasons, {});
  const choices = (items: { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Card title={t("Style")}>
      <div className="grid gap-4 sm:grid-cols-6">
        <TextField
          name="name"
          label={t("Name")}
          required
          className="sm:col-span-4"
          autoFocus
          placeholder={t("Oxford shirt, slim")}
        />
        <TextField name="code" label={t("Style code")} required className="sm:col-span-2" autoCapitalize="characters" />
        <SelectField
          name="categoryId"
          label={t("Category")}
          placeholder="–"
          options={choices(categories.data?.items)}
          className="sm:col-span-2"
        />
        <SelectField
          name="seasonId"
          label={t("Season")}
          placeholder="–"
          options={choices(seasons.data?.items)}
          className="sm:col-span-2"
        />
        <TextField name="brand" label={t("Brand")} className="sm:col-span-2" />
        <LongTextField name="description" label={t("Description")} rows={2} className="sm:col-span-6" />
      </div>
    </Card>
  );
}

function MatrixCard() {
  const t = useT();
  const { control, setValue } = useFormContext<StyleDraft>();
  const scales = useApi(catalogApi.listSizeScales, {});
  const sizeScaleId = useWatch({ control, name: "sizeScaleId" });
  const chosen = useWatch({ control, name: "sizes" });
  const scale = useMemo(() => scales.data?.items.find((one) => one.id === sizeScaleId), [scales.data, sizeScaleId]);
  const first = scales.data?.items[0];
  useEffect(() => {
    if (!sizeScaleId && first) {
      setValue("sizeScaleId", first.id);
      setValue("sizes", first.sizes);
    }
  }, [first, sizeScaleId, setValue]);
  const order = scale?.sizes ?? [];
  return (
    <Card
      title={t("Colours and sizes")}
      actions={
        <Controller
          name="sizeScaleId"
          render={({ field }) => (
            <Select
              aria-label={t("Size scale")}
              className="w-44"
              value={(field.value as string | undefined) ?? ""}
              options={(scales.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => {
                field.onChange(event.target.value);
                setValue("sizes", scales.data?.items.find(({ id }) => id === event.target.value)?.sizes ?? []);
              }}
            />
          )}
        />
      }
    >
      <fieldset className="mb-4">
        <legend className="mb-1 text-sm font-medium">{t("Size run")}</legend>
        <div className="flex flex-wrap gap-x-4">
          {order.map((size) => (
            <Checkbox
              key={size}
              label={size}
              checked={chosen.includes(size)}
              onChange={(event) => {
                const next = event.target.checked ? [...chosen, size] : chosen.filter((one) => one !== size);
                setValue(
                  "sizes",
                  order.filter((one) => next.includes(one)),
                  { shouldDirty: true },
                );
              }}
            />
          ))}
        </div>
      </fieldset>
      <ColourwayRows sizes={chosen} />
    </Card>
  );
}

function LawCard() {
  const t = useT();
  const { currency } = useFormatSettings();
  const { register } = useFormContext<StyleDraft>();
  return (
    <Card title={t("Price, tax and label")}>
      <div className="grid gap-4 sm:grid-cols-6">
        <MoneyField name="basePriceMinor" label={t("Base price")} currency={currency} className="sm:col-span-2" />
        <SelectField name="taxClass" label={t("Tax class")} options={taxClassOptions(t)} className="sm:col-span-2" />
        <TextField
          name="hsnCode"
          label={t("HSN code")}
          inputMode="numeric"
          className="sm:col-span-2"
          placeholder="6205"
        />
        <TextField
          name="fabric"
          label={t("Fabric")}
          className="sm:col-span-4"
          placeholder={t("100% cotton, 120 gsm")}
        />
        <TextField
          name="originCountry"
          label={t("Made in")}
          hint={t("Country code, such as IN")}
          maxLength={2}
          autoCapitalize="characters"
          className="sm:col-span-2"
        />
        <Checkbox
          {...register("assignGtins")}
          label={t("Give every SKU a GTIN from our company prefix")}
          className="sm:col-span-6"
        />
      </div>
    </Card>
  );
}

function SaveBar({ busy }: { busy: boolean }) {
  const t = useT();
  const { control } = useFormContext<StyleDraft>();
  const [sizes, colourways] = useWatch({ control, name: ["sizes", "colourways"] });
  return (
    <div className="sticky bottom-0 -mx-4 flex items-center justify-between gap-3 border-t border-line bg-bg/95 px-4 py-3 backdrop-blur-sm sm:mx-0 sm:px-0">
      <p className="text-sm text-ink-2">
        {t("{{count}} colours", { count: colourways.length })} ·{" "}
        <strong className="tabular font-semibold text-ink">
          {t("{{count}} SKUs", { count: countSkus({ sizes, colourways }) })}
        </strong>
      </p>
      <span className="flex gap-2">
        <Link to="/styles" tabIndex={-1}>
          <Button tone="quiet">{t("Cancel")}</Button>
        </Link>
        <SaveButton busy={busy}>{t("Make style")}</SaveButton>
      </span>
    </div>
  );
}
