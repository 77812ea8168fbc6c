import { Button, Checkbox, cx, Input } from "@selvedge/ui";
import { Plus, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { useT } from "../i18n/i18n.ts";
import { codeForColour, hexForName } from "./colour-names.ts";
import type { StyleDraft } from "./style-draft.ts";

/** The matrix of a new style: colours down, sizes across; a box off means that combination is not made. */
export function ColourwayRows({ sizes }: { sizes: readonly string[] }) {
  const t = useT();
  const { control, register, setValue, getValues, formState } = useFormContext<StyleDraft>();
  const { fields, append, remove } = useFieldArray({ control, name: "colourways" });
  const colourways = useWatch({ control, name: "colourways" });
  const table = useRef<HTMLTableElement>(null);

  const nameTyped = (index: number, name: string) => {
    const row = getValues(`colourways.${index}`);
    const shouldValidate = formState.isSubmitted;
    const touched = formState.touchedFields.colourways?.[index];
    if (!touched?.code)
      setValue(`colourways.${index}.code`, codeForColour(name), { shouldDirty: true, shouldValidate });
    const hex = hexForName(name);
    if (hex && row.hex !== hex) setValue(`colourways.${index}.hex`, hex, { shouldDirty: true });
  };
  const add = () => {
    append({ code: "", name: "", hex: "#8a8d91", off: [] }, { shouldFocus: false });
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLInputElement>("tbody tr:last-child input[data-colour-name]")?.focus(),
    );
  };
  const errorsOf = (index: number) => {
    const row = formState.errors.colourways?.[index];
    return [row?.name?.message, row?.code?.message, row?.hex?.message].filter(Boolean).join(" · ");
  };

  return (
    <div>
      <div className="scroll-thin -mx-4 overflow-x-auto px-4">
        <table ref={table} className="w-full border-collapse text-sm">
          <thead>
            <tr className="text-xs text-ink-2">
              <th scope="col" className="pe-2 pb-1.5 text-start font-medium" colSpan={2}>
                {t("Colour")}
              </th>
              <th scope="col" className="pe-2 pb-1.5 text-start font-medium">
                {t("Code")}
              </th>
              {sizes.map((size) => (
                <th key={size} scope="col" className="min-w-9 pb-1.5 text-center font-medium">
                  {size}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">{t("Remove")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, index) => {
              const error = errorsOf(index);
              const off = colourways[index]?.off ?? [];
              const name = colourways[index]?.name || t("Colour {{number}}", { number: index + 1 });
              return (
                <tr key={field.id} className="align-top">
                  <td className="py-1 pe-2">
                    <input
                      type="color"
                      aria-label={t("Cloth colour of {{name}}", { name })}
                      className="size-touch rounded-md border border-line-strong/55 bg-surface p-0.5"
                      {...register(`colourways.${index}.hex`)}
                    />
                  </td>
                  <td className="min-w-36 py-1 pe-2">
                    <Input
                      data-colour-name
                      aria-label={t("Name of colour {{number}}", { number: index + 1 })}
                      aria-invalid={error ? true : undefined}
                      placeholder={t("Navy")}
                      {...register(`colourways.${index}.name`, {
                        onChange: (event) => nameTyped(index, event.target.value),
                      })}
                      onKeyDown={(event) => {
                        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
                          event.preventDefault();
                          add();
                        }
                      }}
                    />
                    {error && (
                      <p role="alert" className="mt-1 text-xs text-bad">
                        {error}
                      </p>
                    )}
                  </td>
                  <td className="min-w-20 py-1 pe-2">
                    <Input
                      aria-label={t("Code of {{name}}", { name })}
                      className="uppercase"
                      {...register(`colourways.${index}.code`)}
                    />
                  </td>
                  {sizes.map((size) => (
                    <td key={size} className="py-1 text-center align-middle">
                      <span
                        className={cx(
                          "inline-grid size-9 place-items-center rounded",
                          off.includes(size) && "bg-surface-3",
                        )}
                      >
                        <Checkbox
                          aria-label={t("{{name}} in {{size}}", { name, size })}
                          checked={!off.includes(size)}
                          onChange={(event) =>
                            setValue(
                              `colourways.${index}.off`,
                              event.target.checked ? off.filter((one) => one !== size) : [...off, size],
                              { shouldDirty: true },
                            )
                          }
                        />
                      </span>
                    </td>
                  ))}
                  <td className="py-1 ps-1">
                    <Button
                      tone="quiet"
                      size="icon"
                      aria-label={t("Remove {{name}}", { name })}
                      disabled={fields.length === 1}
                      onClick={() => remove(index)}
                    >
                      <Trash2 aria-hidden />
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Button className="mt-2" size="sm" icon={<Plus aria-hidden />} onClick={add}>
        {t("Add colour")}
      </Button>
    </div>
  );
}
