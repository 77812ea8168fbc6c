import { catalogApi, type InputOf, type OutputOf } from "@selvedge/contract";
import { Button, Card, Checkbox, FieldFrame, GarmentPicture, Input, Swatch } from "@selvedge/ui";
import { Archive, ArchiveRestore, Plus } from "lucide-react";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries, useCommand } from "../api/hooks.ts";
import { TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { codeForColour, hexForName } from "./colour-names.ts";
import { PictureButtons } from "./picture-buttons.tsx";

type Style = OutputOf<typeof catalogApi.getStyle>;

/** Each colour with its SKUs, their codes and GTINs; add a colour, archive one. */
export function ColourwayList({ style }: { style: Style }) {
  const t = useT();
  const can = useCan();
  const mayChange = can("catalog.style.change");
  const [adding, setAdding] = useState(false);
  const change = useCommand(catalogApi.changeColourway, { refresh: ["catalog."], done: t("Saved") });
  return (
    <div className="space-y-4">
      {mayChange && (
        <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
          {t("Add colour")}
        </Button>
      )}
      {style.colourways.map((colourway) => {
        const archived = colourway.status === "archived";
        return (
          <Card
            key={colourway.id}
            flush
            className={archived ? "opacity-70" : ""}
            title={
              <span className="flex items-center gap-2">
                <GarmentPicture
                  src={colourway.pictureUrl}
                  name={`${style.name}, ${colourway.name}`}
                  category={style.category?.name ?? style.name}
                  hex={colourway.hex}
                />
                <Swatch hex={colourway.hex} />
                {colourway.name}
                <span className="text-xs font-normal text-ink-3">
                  {colourway.code}
                  {archived && ` · ${t("Archived")}`}
                </span>
              </span>
            }
            actions={
              mayChange && (
                <span className="flex flex-wrap justify-end gap-1">
                  <PictureButtons colourway={colourway} />
                  <Button
                    size="sm"
                    tone="quiet"
                    busy={change.isPending}
                    icon={archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
                    onClick={() =>
                      change.mutate({
                        id: colourway.id,
                        status: archived ? "active" : "archived",
                        version: colourway.version,
                      })
                    }
                  >
                    <span className="max-sm:sr-only">{archived ? t("Bring back") : t("Archive")}</span>
                  </Button>
                </span>
              )
            }
          >
            <div className="scroll-thin overflow-x-auto">
              <table className="w-full text-sm">
                <thead className="text-xs text-ink-2">
                  <tr>
                    {[t("Size"), t("SKU"), t("GTIN"), t("Reorder point")].map((name, index) => (
                      <th
                        key={name}
                        scope="col"
                        className={`px-4 py-1.5 font-medium ${index === 3 ? "text-end" : "text-start"}`}
                      >
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {colourway.skus.map((sku) => (
                    <tr key={sku.id} className="border-t border-line">
                      <td className="px-4 py-1.5 font-medium">{sku.size}</td>
                      <td className="px-4 py-1.5 font-mono text-xs">{sku.code}</td>
                      <td className="px-4 py-1.5 font-mono text-xs">{sku.gtin ?? "–"}</td>
                      <td className="px-4 py-1 text-end">
                        <ReorderPoint skuId={sku.id} name={sku.code} value={sku.reorderPoint} editable={mayChange} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        );
      })}
      {adding && <AddColour style={style} onClose={() => setAdding(false)} />}
    </div>
  );
}

type ReorderPointProps = { skuId: string; name: string; value: number | null; editable: boolean };

/** Typed in place, saved when left. */
function ReorderPoint({ skuId, name, value, editable }: ReorderPointProps) {
  const t = useT();
  const change = useCommand(catalogApi.changeSku, { refresh: ["catalog.get_style", "inventory.list_alerts"] });
  if (!editable) return <span className="tabular">{value ?? "–"}</span>;
  const save = (typed: string) => {
    const next = typed.trim() === "" ? null : Number(typed);
    if (next === value || (next !== null && !Number.isInteger(next))) return;
    change.mutate({ id: skuId, reorderPoint: next });
  };
  return (
    <Input
      key={value ?? "none"}
      defaultValue={value ?? ""}
      placeholder="–"
      inputMode="numeric"
      aria-label={t("Reorder point of {{name}}", { name })}
      className="ms-auto w-20 text-end"
      onBlur={(event) => save(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

type NewColour = InputOf<typeof catalogApi.addColourways>;

function AddColour({ style, onClose }: { style: Style; onClose: () => void }) {
  const t = useT();
  const run = style.colourways[0]?.skus.map((sku) => sku.size) ?? style.sizeScale.sizes;
  const form = useContractForm<NewColour>(catalogApi.addColourways.input, {
    id: style.id,
    colourways: [{ name: "", code: "", hex: "#8a8d91", sizes: run }],
    assignGtins: style.colourways.some(({ skus }) => skus.some((sku) => sku.gtin !== null)),
  });
  const save = async (values: NewColour) => {
    await call(catalogApi.addColourways, values);
    refreshQueries(queryClient, ["catalog."]);
    onClose();
  };
  return (
    <FormDialog
      title={t("Add colour")}
      description={style.name}
      form={form}
      onSubmit={save}
      button={t("Add colour")}
      onClose={onClose}
    >
      <NewColourFields sizes={style.sizeScale.sizes} />
    </FormDialog>
  );
}

function NewColourFields({ sizes }: { sizes: readonly string[] }) {
  const t = useT();
  const { register, setValue, watch } = useFormContext<NewColour>();
  const chosen = watch("colourways.0.sizes") ?? [];
  return (
    <>
      <div className="grid grid-cols-[auto_1fr_6rem] items-start gap-3">
        <FieldFrame label={t("Cloth")}>
          {(control) => (
            <input
              {...control}
              type="color"
              className="size-touch rounded-md border border-line-strong/55 bg-surface p-0.5"
              {...register("colourways.0.hex")}
            />
          )}
        </FieldFrame>
        <TextField
          name="colourways.0.name"
          label={t("Name")}
          required
          autoFocus
          onInput={(event) => {
            const name = event.currentTarget.value;
            setValue("colourways.0.code", codeForColour(name));
            const hex = hexForName(name);
            if (hex) setValue("colourways.0.hex", hex);
          }}
        />
        <TextField name="colourways.0.code" label={t("Code")} required />
      </div>
      <fieldset>
        <legend className="text-sm font-medium">{t("Size run")}</legend>
        <div className="flex flex-wrap gap-x-4">
          {sizes.map((size) => (
            <Checkbox
              key={size}
              label={size}
              checked={chosen.includes(size)}
              onChange={(event) => {
                const next = event.target.checked ? [...chosen, size] : chosen.filter((one) => one !== size);
                setValue(
                  "colourways.0.sizes",
                  sizes.filter((one) => next.includes(one)),
                );
              }}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}
