import { Money } from "@selvedge/ui";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n.ts";

export type OrderTotalsProps = {
  currency: string;
  priceMode: "inclusive" | "exclusive";
  grossMinor: number;
  discountMinor: number;
  taxableMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** Tax by component (CGST, SGST, VAT) where known. */
  components?: readonly { component: string; taxMinor: number }[];
  children?: ReactNode;
};

/** From the price of the goods to what is to pay, tax shown as the law names it. */
export function OrderTotals(props: OrderTotalsProps) {
  const t = useT();
  const { currency, components = [] } = props;
  return (
    <dl className="space-y-1.5 text-sm">
      <TotalLine name={t("Goods")} amountMinor={props.grossMinor} currency={currency} />
      {props.discountMinor !== 0 && (
        <TotalLine name={t("Discount")} amountMinor={-props.discountMinor} currency={currency} />
      )}
      <TotalLine name={t("Taxable value")} amountMinor={props.taxableMinor} currency={currency} quiet />
      {components.length > 0 ? (
        components.map((part) => (
          <TotalLine
            key={part.component}
            name={taxName(part.component)}
            amountMinor={part.taxMinor}
            currency={currency}
            quiet
          />
        ))
      ) : (
        <TotalLine name={t("Tax")} amountMinor={props.taxMinor} currency={currency} quiet />
      )}
      <div className="flex justify-between gap-4 border-t border-line pt-2 text-base font-semibold">
        <dt>
          {t("Total")}
          {props.priceMode === "inclusive" && (
            <span className="ms-1 text-xs font-normal text-ink-3">{t("tax included")}</span>
          )}
        </dt>
        <dd>
          <Money amountMinor={props.totalMinor} currency={currency} />
        </dd>
      </div>
      {props.children}
    </dl>
  );
}

const taxName = (component: string): string => component.toUpperCase().replace(/_/g, " ");

export function TotalLine({
  name,
  amountMinor,
  currency,
  quiet,
}: {
  name: ReactNode;
  amountMinor: number;
  currency: string;
  quiet?: boolean;
}) {
  return (
    <div className={quiet ? "flex justify-between gap-4 text-ink-2" : "flex justify-between gap-4"}>
      <dt>{name}</dt>
      <dd>
        <Money amountMinor={amountMinor} currency={currency} />
      </dd>
    </div>
  );
}
