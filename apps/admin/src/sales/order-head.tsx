import type { OutputOf, partyApi, salesApi } from "@selvedge/contract";
import { Card, FieldFrame, Input, Notice, Select } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { CustomerField } from "./customer-field.tsx";

type Named = { id: string; name: string };
type OrderHeadProps = {
  customer: OutputOf<typeof partyApi.getCustomer> | null;
  customerId: string | null;
  onCustomer: (id: string | null) => void;
  buyerName: string;
  onBuyerName: (name: string) => void;
  channels: OutputOf<typeof salesApi.listChannels>["items"];
  channel: Named | undefined;
  onChannel: (id: string) => void;
  locations: readonly Named[];
  locationId: string | null;
  onLocation: (id: string) => void;
  /** The price list that comes first for this customer here. */
  priceList: string | undefined;
};

const choices = (items: readonly Named[]) => items.map(({ id, name }) => ({ value: id, label: name }));

/** Who buys, on which channel and from where it ships. */
export function OrderHead(props: OrderHeadProps) {
  const { customer, customerId, onCustomer, buyerName, onBuyerName, channels, channel, priceList } = props;
  const t = useT();
  const can = useCan();
  return (
    <Card>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <CustomerField chosen={customer} onChoose={onCustomer} mayCreate={can("party.customer.change")} />
        {!customerId && (
          <FieldFrame label={t("Buyer's name")} hint={t("For a walk-in; may stay empty")}>
            {(control) => (
              <Input {...control} value={buyerName} maxLength={200} onChange={(e) => onBuyerName(e.target.value)} />
            )}
          </FieldFrame>
        )}
        <FieldFrame label={t("Channel")}>
          {(control) => (
            <Select
              {...control}
              value={channel?.id ?? ""}
              options={choices(channels)}
              onChange={(event) => props.onChannel(event.target.value)}
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("Ships from")}>
          {(control) => (
            <Select
              {...control}
              value={props.locationId ?? ""}
              options={choices(props.locations)}
              onChange={(event) => props.onLocation(event.target.value)}
            />
          )}
        </FieldFrame>
        {customerId && priceList && (
          <FieldFrame label={t("Price list")}>
            {(control) => (
              <p id={control.id} className="flex h-touch items-center text-sm text-ink-2">
                {priceList}
              </p>
            )}
          </FieldFrame>
        )}
      </div>
      {customer?.account.creditHold && (
        <Notice tone="warn" className="mt-4" title={t("Credit hold.")}>
          {t("This customer's orders are stopped until the hold is lifted.")}
        </Notice>
      )}
    </Card>
  );
}
