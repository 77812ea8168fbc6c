import { inventoryApi, partyApi, pricingApi, salesApi } from "@selvedge/contract";
import { Button, Card, EmptyState, Page, SizeGrid, SkeletonRows, todayIn, useFormatSettings } from "@selvedge/ui";
import { Link, useBlocker, useNavigate, useSearch } from "@tanstack/react-router";
import { Grid3x3, Trash2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { errorText } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { StylePicker } from "../catalog/style-picker.tsx";
import { type PickPrice, useGridStyles } from "../catalog/use-grid-styles.ts";
import { useT } from "../i18n/i18n.ts";
import { cellPrice, listsFor } from "../pricing/pick-price.ts";
import { useCan } from "../session/session-store.ts";
import { afterOrder } from "./after-order.ts";
import { OrderHead } from "./order-head.tsx";
import { OrderSide, type PlaceOptions } from "./order-side.tsx";
import { usePricePreview } from "./use-price-preview.ts";

/** An order through the grid: who, where, which styles, how many of each colour and size; the price follows as it is typed. */
export function NewOrder() {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const { timeZone } = useFormatSettings();
  const asked = useSearch({ strict: false }) as { customerId?: string };
  const [customerId, setCustomerId] = useState<string | null>(asked.customerId ?? null);
  const [channelId, setChannelId] = useState("");
  const [fromId, setFromId] = useState("");
  const [buyerName, setBuyerName] = useState("");
  const [styleIds, setStyleIds] = useState<string[]>([]);
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [placed, setPlaced] = useState(false);

  const channels = useApi(salesApi.listChannels, {});
  const locations = useApi(inventoryApi.listLocations, {}, { enabled: can("inventory.stock.read") });
  const customer = useApi(
    partyApi.getCustomer,
    { id: customerId ?? "" },
    { enabled: customerId !== null, keepPrevious: false },
  );
  const lists = useApi(pricingApi.listPriceLists, {}, { enabled: can("pricing.price.read") });
  const all = channels.data?.items ?? [];
  const channel =
    all.find(({ id }) => id === channelId) ??
    all.find(({ kind }) => kind === (customer.data?.kind === "person" ? "retail" : "wholesale")) ??
    all[0];
  const locationId = fromId || channel?.locationId || null;
  const priceLists = useMemo(
    () => listsFor(lists.data?.items ?? [], channel, customer.data),
    [lists.data, channel, customer.data],
  );
  const today = todayIn(timeZone);
  const pickPrice = useCallback<PickPrice>(
    (prices, skuId) => cellPrice(priceLists, prices, skuId, today),
    [priceLists, today],
  );
  const { grid, loading } = useGridStyles(styleIds, {
    locationId: can("inventory.stock.read") ? locationId : null,
    pickPrice: can("pricing.price.read") ? pickPrice : undefined,
  });

  const shown = useMemo(
    () => new Set(grid.flatMap((style) => style.rows.flatMap((row) => row.cells)).map((cell) => cell?.skuId)),
    [grid],
  );
  const lines = useMemo(
    () =>
      Object.entries(quantities)
        .filter(([skuId, qty]) => qty > 0 && shown.has(skuId))
        .map(([skuId, qty]) => ({ skuId, qty })),
    [quantities, shown],
  );
  const draft = channel && {
    channelId: channel.id,
    lines,
    ...(customerId ? { customerId } : {}),
    ...(fromId ? { locationId: fromId } : {}),
    ...(buyerName.trim() && !customerId ? { buyerName: buyerName.trim() } : {}),
  };
  const preview = usePricePreview(draft);
  const opened = (orderId: string) => {
    setPlaced(true);
    void navigate({ to: "/orders/$orderId", params: { orderId }, ignoreBlocker: true });
  };
  const sell = useCommand(salesApi.sellOverCounter, {
    refresh: [...afterOrder, "party.list_customers"],
    done: (sale) => t("Invoice {{number}} is issued", { number: sale.invoiceNumber }),
    quietErrors: true,
    onDone: (sale) => opened(sale.orderId),
  });
  const place = useCommand(salesApi.placeOrder, {
    refresh: [...afterOrder, "party.list_customers"],
    done: (order) => t("Order {{number}} is placed", { number: order.number }),
    quietErrors: true,
    onDone: (order) => opened(order.orderId),
  });
  const finish = (options: PlaceOptions) => {
    if (!draft) return;
    place.reset();
    sell.reset();
    if (options.handOver) {
      const { handOver: _, method, totalMinor, ...rest } = options;
      sell.mutate({ ...draft, ...rest, payments: [{ method, amountMinor: totalMinor }] });
    } else {
      const { handOver: _, ...rest } = options;
      place.mutate({ ...draft, ...rest });
    }
  };
  useBlocker({
    shouldBlockFn: () => lines.length > 0 && !placed && !confirm(t("Leave without placing this order?")),
    enableBeforeUnload: () => lines.length > 0 && !placed,
  });

  return (
    <Page
      title={t("New order")}
      back={
        <Link to="/orders" className="text-ink-2 hover:underline">
          {t("Orders")}
        </Link>
      }
    >
      <OrderHead
        customer={customer.data ?? null}
        customerId={customerId}
        onCustomer={setCustomerId}
        buyerName={buyerName}
        onBuyerName={setBuyerName}
        channels={all}
        channel={channel}
        onChannel={setChannelId}
        locations={locations.data?.items ?? (channel ? [{ id: channel.locationId, name: channel.locationName }] : [])}
        locationId={locationId}
        onLocation={setFromId}
        priceList={priceLists[0]?.name}
      />

      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-3">
          <div className="max-w-xl">
            <StylePicker taken={styleIds} onPick={(id) => setStyleIds([...styleIds, id])} />
          </div>
          {grid.length === 0 ? (
            <Card>
              {loading && styleIds.length > 0 ? (
                <SkeletonRows rows={4} />
              ) : (
                <EmptyState icon={<Grid3x3 aria-hidden />} title={t("Which styles?")}>
                  {t(
                    "Add a style and type the pieces per colour and size. Arrows move, Ctrl R and Ctrl D fill, a block pasted from a sheet finds its cells.",
                  )}
                </EmptyState>
              )}
            </Card>
          ) : (
            <SizeGrid
              label={t("Pieces ordered")}
              styles={grid}
              currency={channel?.currency}
              onChange={setQuantities}
              styleAside={(style) => (
                <Button
                  tone="quiet"
                  size="icon"
                  aria-label={t("Remove {{name}}", { name: style.name })}
                  onClick={() => setStyleIds(styleIds.filter((id) => id !== style.key))}
                >
                  <Trash2 aria-hidden />
                </Button>
              )}
            />
          )}
        </div>
        <OrderSide
          preview={preview}
          lineCount={lines.length}
          busy={place.isPending || sell.isPending}
          failure={(place.error ?? sell.error) && errorText(place.error ?? sell.error)}
          names={grid}
          onPlace={finish}
        />
      </div>
    </Page>
  );
}
