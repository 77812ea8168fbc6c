import { inventoryApi, partyApi, pricingApi, salesApi } from "@selvedge/contract";
import {
  Button,
  Card,
  Combobox,
  type ComboboxItem,
  EmptyState,
  FieldFrame,
  Input,
  Notice,
  Page,
  Select,
  SizeGrid,
  SkeletonRows,
  todayIn,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useBlocker, useNavigate, useSearch } from "@tanstack/react-router";
import { Grid3x3, Trash2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { errorText } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { StylePicker } from "../catalog/style-picker.tsx";
import { type PickPrice, useGridStyles } from "../catalog/use-grid-styles.ts";
import { useT } from "../i18n/i18n.ts";
import { NewCustomer } from "../party/new-customer.tsx";
import { cellPrice, listsFor } from "../pricing/pick-price.ts";
import { useCan } from "../session/session-store.ts";
import { afterOrder } from "./after-order.ts";
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
      <Card>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <CustomerField
            chosen={customer.data ?? null}
            onChoose={setCustomerId}
            mayCreate={can("party.customer.change")}
          />
          {!customerId && (
            <FieldFrame label={t("Buyer's name")} hint={t("For a walk-in; may stay empty")}>
              {(control) => (
                <Input {...control} value={buyerName} maxLength={200} onChange={(e) => setBuyerName(e.target.value)} />
              )}
            </FieldFrame>
          )}
          <FieldFrame label={t("Channel")}>
            {(control) => (
              <Select
                {...control}
                value={channel?.id ?? ""}
                options={all.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(event) => setChannelId(event.target.value)}
              />
            )}
          </FieldFrame>
          <FieldFrame label={t("Ships from")}>
            {(control) => (
              <Select
                {...control}
                value={locationId ?? ""}
                options={
                  locations.data?.items.map(({ id, name }) => ({ value: id, label: name })) ??
                  (channel ? [{ value: channel.locationId, label: channel.locationName }] : [])
                }
                onChange={(event) => setFromId(event.target.value)}
              />
            )}
          </FieldFrame>
          {customerId && priceLists[0] && (
            <FieldFrame label={t("Price list")}>
              {(control) => (
                <p id={control.id} className="flex h-touch items-center text-sm text-ink-2">
                  {priceLists[0]?.name}
                </p>
              )}
            </FieldFrame>
          )}
        </div>
        {customer.data?.account.creditHold && (
          <Notice tone="warn" className="mt-4" title={t("Credit hold.")}>
            {t("This customer's orders are stopped until the hold is lifted.")}
          </Notice>
        )}
      </Card>

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

type CustomerFieldProps = {
  chosen: { id: string; name: string } | null;
  onChoose: (id: string | null) => void;
  mayCreate: boolean;
};

function CustomerField({ chosen, onChoose, mayCreate }: CustomerFieldProps) {
  const t = useT();
  const can = useCan();
  const [q, setQ] = useState("");
  const [creating, setCreating] = useState<string | null>(null);
  const found = useApi(
    partyApi.listCustomers,
    { limit: 12, ...(q ? { q } : {}) },
    { enabled: can("party.customer.read") },
  );
  const items: ComboboxItem[] = (found.data?.items ?? []).map((customer) => ({
    value: customer.id,
    label: customer.name,
    detail: [customer.code, customer.phone ?? customer.email, customer.place].filter(Boolean).join(" · "),
  }));
  return (
    <FieldFrame label={t("Customer")}>
      {(control) => (
        <>
          <Combobox
            id={control.id}
            value={chosen && { value: chosen.id, label: chosen.name }}
            placeholder={t("Walk-in, or name, phone, e-mail")}
            items={items}
            busy={found.isFetching}
            onSearch={setQ}
            clearable
            onChange={(item) => onChoose(item?.value ?? null)}
            {...(mayCreate
              ? {
                  onCreate: {
                    label: (query: string) => t("Add customer “{{name}}”", { name: query }),
                    run: setCreating,
                  },
                }
              : {})}
          />
          {creating !== null && (
            <NewCustomer
              name={creating}
              onClose={() => setCreating(null)}
              onMade={(made) => {
                setCreating(null);
                onChoose(made.id);
              }}
            />
          )}
        </>
      )}
    </FieldFrame>
  );
}
