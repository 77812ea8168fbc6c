import type { OutputOf, salesApi } from "@selvedge/contract";
import { formatMoney, Money, Popover, useFormatSettings } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";

type Line = Pick<
  OutputOf<typeof salesApi.getOrder>["lines"][number],
  "unitPriceMinor" | "discountMinor" | "priceTrace" | "taxTrace" | "skuCode"
>;

/** The unit price; pressed, the rules that led to it and to its tax. */
export function WhyPrice({ line, currency }: { line: Line; currency: string }) {
  const t = useT();
  if (line.priceTrace.length === 0 && line.taxTrace.length === 0) {
    return <Money amountMinor={line.unitPriceMinor} currency={currency} />;
  }
  return (
    <Popover
      align="end"
      className="w-80 text-start"
      trigger={
        <button
          type="button"
          className="rounded decoration-dotted underline-offset-4 hover:underline"
          aria-label={t("Why this price, {{name}}", { name: line.skuCode })}
        >
          <Money amountMinor={line.unitPriceMinor} currency={currency} />
          {line.discountMinor > 0 && (
            <span className="block text-xs text-ink-3">
              −<Money amountMinor={line.discountMinor} currency={currency} />
            </span>
          )}
        </button>
      }
    >
      <Trace title={t("Why this price")} steps={line.priceTrace} currency={currency} />
      <Trace title={t("Why this tax")} steps={line.taxTrace} currency={currency} />
    </Popover>
  );
}

type TraceProps = { title: string; steps: readonly Record<string, unknown>[]; currency: string };

function Trace({ title, steps, currency }: TraceProps) {
  const { locale } = useFormatSettings();
  if (steps.length === 0) return null;
  return (
    <section className="not-first:mt-3 not-first:border-t not-first:border-line not-first:pt-3">
      <h3 className="mb-1 text-xs font-semibold">{title}</h3>
      <ol className="space-y-2">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps of one calculation in their fixed order
          <li key={index}>
            <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs">
              {Object.entries(step)
                .filter(
                  ([key, value]) =>
                    value !== null && value !== undefined && typeof value !== "object" && !/id$/i.test(key),
                )
                .map(([key, value]) => (
                  <div key={key} className="contents">
                    <dt className="text-ink-3">{traceWords(key)}</dt>
                    <dd className="text-end break-words">{traceValue(key, value, currency, locale)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** "unitPriceMinor" is "Unit price". */
export function traceWords(key: string): string {
  const words = key.replace(/(Minor|Ppm|BasisPoints)$/, "").replace(/([A-Z])/g, " $1");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

/** Amounts as money, parts per million and basis points as percent, the rest as it is. */
export function traceValue(key: string, value: unknown, currency: string, locale: string): string {
  if (typeof value === "number" && key.endsWith("Minor")) return formatMoney(value, currency, locale);
  if (typeof value === "number" && key.endsWith("Ppm")) return `${value / 10_000} %`;
  if (typeof value === "number" && key.endsWith("BasisPoints")) return `${value / 100} %`;
  return String(value).replace(/_/g, " ");
}
