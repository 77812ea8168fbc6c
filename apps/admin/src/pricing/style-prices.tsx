import { type catalogApi, type OutputOf, pricingApi } from "@selvedge/contract";
import { Badge, Button, Card, EmptyState, MoneyInput, Notice, Select, SizeGrid } from "@selvedge/ui";
import { useMemo, useRef, useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { gridStyleOf } from "../catalog/style-grid.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { Ladder } from "./price-ladder.tsx";

type Style = OutputOf<typeof catalogApi.getStyle>;
type PriceList = OutputOf<typeof pricingApi.listPriceLists>["items"][number];
type Price = OutputOf<typeof pricingApi.listPrices>["items"][number];

/** The style's prices on one list: a style price, and a grid of exceptions by size and colour. */
export function StylePrices({ style }: { style: Style }) {
  const t = useT();
  const lists = useApi(pricingApi.listPriceLists, {});
  const prices = useApi(pricingApi.listPrices, { styleId: style.id }, { keepPrevious: false });
  const [listId, setListId] = useState<string | null>(null);
  const active = (lists.data?.items ?? []).filter((list) => list.status === "active");
  const list = active.find(({ id }) => id === listId) ?? active.find(({ kind }) => kind === "base") ?? active[0];
  return (
    <Loaded query={lists}>
      {() =>
        !list ? (
          <EmptyState title={t("No price lists yet")}>{t("A price list says what a customer group pays.")}</EmptyState>
        ) : (
          <div className="space-y-4">
            <div className="flex flex-wrap items-center gap-2">
              <Select
                aria-label={t("Price list")}
                className="w-64"
                value={list.id}
                options={active.map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }))}
                onChange={(event) => setListId(event.target.value)}
              />
              <Badge>{list.priceMode === "inclusive" ? t("Tax included") : t("Before tax")}</Badge>
            </div>
            <Loaded query={prices}>
              {({ items }) => (
                <ListPrices
                  key={list.id}
                  style={style}
                  list={list}
                  prices={items.filter((price) => price.priceListId === list.id)}
                />
              )}
            </Loaded>
          </div>
        )
      }
    </Loaded>
  );
}

type ListPricesProps = { style: Style; list: PriceList; prices: readonly Price[] };

function ListPrices({ style, list, prices }: ListPricesProps) {
  const t = useT();
  const can = useCan();
  const mayChange = can("pricing.price.change");
  const plain = prices.filter((price) => price.minQty === 1 && price.validTo === null);
  const base = plain.find((price) => price.skuId === null)?.unitPriceMinor ?? null;
  const [stylePrice, setStylePrice] = useState<number | null>(base);
  const start = useMemo(
    () => Object.fromEntries(plain.flatMap((price) => (price.skuId ? [[price.skuId, price.unitPriceMinor]] : []))),
    [plain],
  );
  const cells = useRef<Record<string, number>>(start);
  const [dirty, setDirty] = useState(false);
  const [warnings, setWarnings] = useState<string[]>([]);
  const save = useCommand(pricingApi.setPrices, {
    refresh: ["pricing.", "catalog.list_styles"],
    done: t("Prices are saved"),
    onDone: (output) => {
      setWarnings(output.warnings);
      setDirty(false);
    },
  });
  const grid = useMemo(() => [gridStyleOf(style)], [style]);
  const ladder = prices.filter((price) => price.minQty > 1 || price.validTo !== null);
  const submit = () => {
    const changed = Object.entries(cells.current).filter(([skuId, value]) => value > 0 && start[skuId] !== value);
    const emptied = plain.filter((price) => price.skuId !== null && !(cells.current[price.skuId] ?? 0));
    save.mutate({
      priceListId: list.id,
      styleId: style.id,
      remove: emptied.map(({ id }) => id),
      prices: [
        ...(stylePrice !== null && stylePrice !== base ? [{ unitPriceMinor: stylePrice }] : []),
        ...changed.map(([skuId, unitPriceMinor]) => ({ skuId, unitPriceMinor })),
      ],
    });
  };
  return (
    <>
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <Card
        title={t("Price of the style")}
        actions={
          mayChange && (
            <Button tone="primary" size="sm" disabled={!dirty} busy={save.isPending} onClick={submit}>
              {t("Save prices")}
            </Button>
          )
        }
      >
        <div className="max-w-48">
          <MoneyInput
            aria-label={t("Price of the style")}
            value={stylePrice}
            currency={list.currency}
            disabled={!mayChange}
            onChange={(amount) => {
              setStylePrice(amount);
              setDirty(true);
            }}
          />
        </div>
      </Card>
      <div>
        <h3 className="text-sm text-ink-2">
          {t("Exceptions by colour and size. An empty cell takes the style's price.")}
        </h3>
        <SizeGrid
          key={JSON.stringify(start)}
          label={t("Prices by colour and size")}
          styles={grid}
          initial={start}
          unit="money"
          currency={list.currency}
          readOnly={!mayChange}
          onChange={(next) => {
            cells.current = next;
            setDirty(true);
          }}
          {...(stylePrice === null ? {} : { emptyValue: stylePrice })}
          bare
        />
      </div>
      <Ladder
        prices={ladder}
        style={style}
        list={list}
        {...(mayChange
          ? {
              onRemove: (price: Price) =>
                save.mutate({ priceListId: list.id, styleId: style.id, remove: [price.id], prices: [] }),
            }
          : {})}
      />
    </>
  );
}
