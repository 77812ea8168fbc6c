import { type FormatSettings, formatMoney } from "@selvedge/ui";
import type { Translate } from "../i18n/i18n.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const controlOf = (form: HTMLFormElement, name: string) => form.querySelector<Control>(`[name="${CSS.escape(name)}"]`);

/** What the form itself calls a field: its label on the screen, so that no second list of names is kept. */
export function fieldName(form: HTMLFormElement, name: string): string {
  const control = controlOf(form, name);
  const group = control?.closest("[role=radiogroup]")?.getAttribute("aria-label");
  const label = group ?? control?.labels?.[0]?.textContent ?? control?.getAttribute("aria-label");
  return label?.replace(/\s*\*$/, "") || name;
}

/** A value as the form would show it: the words of a choice, money as money, a tick as yes or no. */
export function fieldValue(
  form: HTMLFormElement,
  name: string,
  value: unknown,
  t: Translate,
  { currency, locale }: FormatSettings,
): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? t("Yes") : t("No");
  if (Array.isArray(value)) return value.join(", ");
  if (name.endsWith("Minor") && typeof value === "number") return formatMoney(value, currency, locale);
  const control = controlOf(form, name);
  const options = control instanceof HTMLSelectElement ? [...control.options] : [];
  return options.find((one) => one.value === String(value))?.textContent || String(value);
}
