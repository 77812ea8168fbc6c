import type { Say } from "../i18n/fill-in.ts";
import { moment } from "../lib/format.ts";
import type { OrderView, ShopFront } from "../lib/types.ts";
import { Icon } from "./icon.tsx";

export const stateWords: Readonly<Record<OrderView["state"], string>> = {
  to_pay: "Waits for its payment",
  paid: "Confirmed, being packed",
  on_delivery: "Being packed, paid on delivery",
  shipped: "On its way to you",
  delivered: "With you",
  cancelled: "Cancelled",
  returned: "Sent back",
};

const names = { placed: "Ordered", confirmed: "Confirmed", shipped: "Left us", delivered: "With you" } as const;

/** How far an order is. */
export function OrderSteps({ shop, order, t }: { shop: ShopFront; order: OrderView; t: Say }) {
  return (
    <ol className="steps">
      {order.steps.map((step) => (
        <li key={step.name} className={step.at ? "is-done" : undefined}>
          <span className="step-dot">{step.at && <Icon name="check" />}</span>
          <span>
            {t(names[step.name])}
            <small>{step.at ? moment(shop, step.at) : ""}</small>
          </span>
        </li>
      ))}
    </ol>
  );
}
