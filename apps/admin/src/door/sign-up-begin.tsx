import { chartFor, countryStarts, sizeScaleNames, standardSizeScales, taxPacks } from "@selvedge/domain";
import { Checkbox } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";
import { DoorField, DoorForm } from "./door-frame.tsx";
import type { ChangeProps, Draft, Series } from "./sign-up-draft.ts";

/** What the business begins with by its country, and what of it is chosen here: sizes and numbers. */
export function Begin({
  draft,
  refused,
  onChange,
  onNext,
}: {
  draft: Draft;
  refused: unknown;
  onChange: ChangeProps["onChange"];
  onNext: () => Promise<void>;
}) {
  const t = useT();
  const start = countryStarts[draft.country]!;
  const rules = taxPacks[`${draft.country}-${draft.state}`] ?? taxPacks[draft.country] ?? [];
  const facts: readonly (readonly [string, string])[] = [
    [start.tax, t("{{count}} rules, with their dates and sources", { count: rules.length })],
    [
      t("Books"),
      t("{{count}} accounts, in {{currency}}", { count: chartFor(draft.country).length, currency: start.currency }),
    ],
    [t("Roles"), t("Owner, manager, cashier and five more")],
  ];
  return (
    <DoorForm refused={refused} button={t("Open the business")} onSubmit={onNext}>
      <dl className="space-y-2 rounded-md bg-surface-2 p-3 text-sm">
        {facts.map(([name, what]) => (
          <div key={name} className="flex gap-3">
            <dt className="w-20 shrink-0 text-ink-3">{name}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <fieldset>
        <legend className="text-sm font-medium">{t("Sizes you sell in")}</legend>
        {Object.keys(standardSizeScales).map((code) => (
          <Checkbox
            key={code}
            label={sizeScaleNames[code] ?? code}
            checked={draft.sizeScales.includes(code)}
            disabled={draft.sizeScales.length === 1 && draft.sizeScales[0] === code}
            onChange={(event) =>
              onChange({
                sizeScales: event.target.checked
                  ? [...draft.sizeScales, code]
                  : draft.sizeScales.filter((one) => one !== code),
              })
            }
          />
        ))}
      </fieldset>
      <NumberSeries prefixes={draft.numberPrefixes} onChange={(numberPrefixes) => onChange({ numberPrefixes })} />
    </DoorForm>
  );
}

type NumberSeriesProps = { prefixes: Draft["numberPrefixes"]; onChange: (next: Draft["numberPrefixes"]) => void };

/** What the numbers of documents begin with; counting starts at 1 and invoices leave no gap. */
function NumberSeries({ prefixes, onChange }: NumberSeriesProps) {
  const t = useT();
  const labels: Record<Series, string> = {
    sales_order: t("Orders"),
    invoice: t("Invoices"),
    credit_note: t("Credit notes"),
  };
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t("Numbers begin with")}</legend>
      <div className="mt-1 grid grid-cols-3 gap-3">
        {(Object.keys(labels) as Series[]).map((series) => (
          <DoorField
            key={series}
            name={`numberPrefixes.${series}`}
            label={<span className="text-xs font-normal text-ink-2">{labels[series]}</span>}
            value={prefixes[series]}
            onChange={(event) => onChange({ ...prefixes, [series]: event.currentTarget.value.toUpperCase() })}
            required
            maxLength={10}
            pattern="[A-Z0-9][A-Z0-9\/\-]*"
            title={t("Capital letters, digits, / and -")}
            autoComplete="off"
          />
        ))}
      </div>
      <p className="mt-1 text-xs text-ink-3">
        {t("The first ones are {{order}} and {{invoice}}.", {
          order: `${prefixes.sales_order}00001`,
          invoice: `${prefixes.invoice}00001`,
        })}
      </p>
    </fieldset>
  );
}
