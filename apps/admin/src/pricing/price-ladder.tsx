import { type catalogApi, type InputOf, type OutputOf, pricingApi } from "@selvedge/contract";
import { Button, Card, DateTime, Money } from "@selvedge/ui";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { MoneyField, NumberField, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useT } from "../i18n/i18n.ts";

type Style = OutputOf<typeof catalogApi.getStyle>;
type PriceList = OutputOf<typeof pricingApi.listPriceLists>["items"][number];
type Price = OutputOf<typeof pricingApi.listPrices>["items"][number];

type LadderProps = {
  prices: readonly Price[];
  style: Style;
  list: PriceList;
  /** Left out for those who may not change prices. */
  onRemove?: (price: Price) => void;
};

/** Prices from a quantity on, or between two days. */
export function Ladder({ prices, style, list, onRemove }: LadderProps) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const skuNames = new Map(
    style.colourways.flatMap(({ name, skus }) => skus.map((sku) => [sku.id, `${name} ${sku.size}`])),
  );
  if (prices.length === 0 && !onRemove) return null;
  const nameOf = (price: Price) =>
    price.skuId ? (skuNames.get(price.skuId) ?? t("A SKU that is archived")) : t("Whole style");
  return (
    <Card
      title={t("By quantity and date")}
      flush
      actions={
        onRemove && (
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
            {t("Add price")}
          </Button>
        )
      }
    >
      {prices.length === 0 ? (
        <p className="p-4 text-sm text-ink-2">
          {t("A lower price from a quantity on, or a price that holds between two days.")}
        </p>
      ) : (
        <div className="scroll-thin overflow-x-auto">
          <table className="w-full text-sm">
            <thead className="text-xs text-ink-2">
              <tr>
                {[t("For"), t("From quantity"), t("From"), t("To"), t("Price")].map((name, index) => (
                  <th
                    key={name}
                    scope="col"
                    className={`px-4 py-2 font-medium ${index === 0 ? "text-start" : "text-end"}`}
                  >
                    {name}
                  </th>
                ))}
                {onRemove && (
                  <th scope="col">
                    <span className="sr-only">{t("Remove")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {prices.map((price) => (
                <tr key={price.id} className="tabular border-t border-line text-end">
                  <td className="px-4 py-2 text-start">{nameOf(price)}</td>
                  <td className="px-4 py-2">{price.minQty}</td>
                  <td className="px-4 py-2">
                    <DateTime value={price.validFrom} />
                  </td>
                  <td className="px-4 py-2">
                    <DateTime value={price.validTo} />
                  </td>
                  <td className="px-4 py-2 font-medium">
                    <Money amountMinor={price.unitPriceMinor} currency={price.currency} />
                  </td>
                  {onRemove && (
                    <td className="pe-2">
                      <Button
                        size="sm"
                        tone="quiet"
                        icon={<Trash2 aria-hidden />}
                        aria-label={t("Remove the price of {{name}}", { name: nameOf(price) })}
                        onClick={() => onRemove(price)}
                      />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && <AddPrice style={style} list={list} onClose={() => setAdding(false)} />}
    </Card>
  );
}

type SetPrices = InputOf<typeof pricingApi.setPrices>;

function AddPrice({ style, list, onClose }: { style: Style; list: PriceList; onClose: () => void }) {
  const t = useT();
  const form = useContractForm<SetPrices>(pricingApi.setPrices.input, {
    priceListId: list.id,
    styleId: style.id,
    prices: [{ skuId: "", minQty: 1, validFrom: "", validTo: "" }],
  });
  const save = async (values: SetPrices) => {
    await call(pricingApi.setPrices, values);
    refreshQueries(queryClient, ["pricing.", "catalog.list_styles"]);
    onClose();
  };
  const skus = style.colourways
    .filter(({ status }) => status === "active")
    .flatMap(({ name, skus: sizes }) => sizes.map((sku) => ({ value: sku.id, label: `${name} ${sku.size}` })));
  return (
    <FormDialog
      title={t("Add price")}
      description={`${style.name} · ${list.name}`}
      form={form}
      onSubmit={save}
      button={t("Add price")}
      onClose={onClose}
    >
      <SelectField name="prices.0.skuId" label={t("For")} placeholder={t("Whole style")} options={skus} />
      <div className="grid grid-cols-2 gap-3">
        <MoneyField name="prices.0.unitPriceMinor" label={t("Price")} currency={list.currency} required />
        <NumberField name="prices.0.minQty" label={t("From quantity")} hint={t("Pieces of the style on one order")} />
        <TextField name="prices.0.validFrom" label={t("From")} type="date" />
        <TextField name="prices.0.validTo" label={t("To")} type="date" />
      </div>
      <MoneyField
        name="prices.0.floorMinor"
        label={t("Lowest price")}
        currency={list.currency}
        hint={t("No discount goes below it")}
      />
    </FormDialog>
  );
}
