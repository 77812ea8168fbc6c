import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ask, ShopError } from "../../../lib/api.ts";
import { addressLines, day, moment, money, taxNote } from "../../../lib/format.ts";
import type { Search } from "../../../lib/list-query.ts";
import { type OrderView, type ShopFront, shopApi } from "../../../lib/types.ts";
import { findShop, getVisitor } from "../../../lib/visitor.ts";
import { OrderLines } from "../../../parts/order-lines.tsx";
import { OrderSteps, stateWords } from "../../../parts/order-steps.tsx";
import { ReturnForm } from "../../../parts/return-form.tsx";

export const metadata: Metadata = { title: "Your order", robots: { index: false } };

const text = (value: string | string[] | undefined): string | undefined => [value].flat()[0] || undefined;

export default async function OrderPage(props: { params: Promise<{ number: string }>; searchParams: Promise<Search> }) {
  const [shop, { number }, search, visitor] = await Promise.all([
    findShop(),
    props.params,
    props.searchParams,
    getVisitor(),
  ]);
  if (!shop) return null;
  const which = { number: decodeURIComponent(number), key: text(search["key"]), email: text(search["email"]) };
  const order = await ask(shopApi.getShopOrder, which, visitor).catch((error: unknown) => {
    if (!(error instanceof ShopError) || error.problem.status >= 500) throw error;
    redirect(`/orders?number=${encodeURIComponent(which.number)}&problem=${encodeURIComponent(error.message)}`);
  });
  const isWaiting = search["from"] === "bank" && order.state === "to_pay" && order.lastPayment?.status === "pending";
  return (
    <div className="order">
      {isWaiting && <meta httpEquiv="refresh" content="2" />}
      <h1>{headingOf(order, isWaiting)}</h1>
      <p className="quiet">
        Order {order.number}, {moment(shop, order.placedAt)}
      </p>
      {text(search["problem"]) && (
        <p className="bad" role="alert">
          {text(search["problem"])?.slice(0, 200)}
        </p>
      )}
      {isWaiting && <p role="status">We wait for the bank&apos;s word. This page looks again by itself.</p>}
      {order.state === "to_pay" && !isWaiting && (
        <ToPay shop={shop} order={order} orderKey={which.key} hasLeft={search["left"] === "1"} />
      )}
      {order.state !== "cancelled" && order.state !== "to_pay" && (
        <>
          <OrderSteps shop={shop} order={order} />
          {order.state !== "delivered" && order.state !== "returned" && (
            <p>
              It should be with you between {day(shop, order.arrivesFrom)} and{" "}
              <strong>{day(shop, order.arrivesBy)}</strong>.
            </p>
          )}
        </>
      )}
      {order.state === "paid" && order.lastPayment?.status === "authorised" && (
        <p>Your bank has set the money aside; it is taken when the parcel leaves.</p>
      )}
      {(order.state === "paid" || order.state === "on_delivery") && order.email && (
        <p className="quiet">
          The confirmation is in the mail to {order.email}. Sign in with that address to see all your orders in one
          place.
        </p>
      )}
      {order.state === "cancelled" && (
        <p>
          {order.refundedMinor > 0
            ? `${money(shop, order.refundedMinor)} is on its way back to you.`
            : "Nothing was charged."}
        </p>
      )}
      {order.parcels.map((p) => (
        <p key={`${p.shippedOn} ${p.trackingNumber}`} className="parcel">
          Left on {day(shop, p.shippedOn)}
          {p.carrier && ` with ${p.carrier}`}
          {p.trackingNumber && `, number ${p.trackingNumber}`}
        </p>
      ))}
      <OrderLines shop={shop} order={order} />
      <Sum shop={shop} order={order} />
      <Address shop={shop} order={order} />
      <ReturnForm shop={shop} order={order} orderKey={which.key} />
      {order.mayCancel && order.state !== "to_pay" && <Cancel order={order} orderKey={which.key} />}
      <p>
        <Link href="/search" prefetch={false}>
          Go on looking around
        </Link>
      </p>
    </div>
  );
}

function headingOf(order: OrderView, isWaiting: boolean): string {
  if (isWaiting) return "One moment";
  if (order.state === "to_pay") return "Your order waits for its payment";
  if (order.state === "paid" || order.state === "on_delivery") return "Thank you for your order";
  return stateWords[order.state];
}

function Hidden({ order, orderKey }: { order: OrderView; orderKey: string | undefined }) {
  return (
    <>
      <input type="hidden" name="number" value={order.number} />
      {orderKey && <input type="hidden" name="key" value={orderKey} />}
    </>
  );
}

function ToPay(props: { shop: ShopFront; order: OrderView; orderKey: string | undefined; hasLeft: boolean }) {
  const { shop, order, orderKey, hasLeft } = props;
  const declined = order.lastPayment?.status === "failed";
  return (
    <section className="notice">
      <p className={declined ? "bad" : undefined} role="status">
        {declined
          ? `${order.lastPayment?.failureReason ?? "The payment did not go through"}. Nothing was charged.`
          : hasLeft
            ? "You left the bank's page before paying. Nothing was charged."
            : "It has not been paid yet."}{" "}
        {order.payUntil && `We hold your pieces until ${moment(shop, order.payUntil)}.`}
      </p>
      {order.mayCancel && (
        <div className="actions">
          <form action="/do/orders/pay" method="post">
            <Hidden order={order} orderKey={orderKey} />
            <button type="submit" name="pays" value="online" className="button">
              Pay {money(shop, order.totalMinor - order.paidMinor)}
            </button>
            {shop.paysOnDelivery && (
              <button type="submit" name="pays" value="on_delivery" className="button button-plain">
                Pay on delivery instead
              </button>
            )}
          </form>
          <Cancel order={order} orderKey={orderKey} />
        </div>
      )}
    </section>
  );
}

function Cancel({ order, orderKey }: { order: OrderView; orderKey: string | undefined }) {
  return (
    <form action="/do/orders/cancel" method="post">
      <Hidden order={order} orderKey={orderKey} />
      <button type="submit" className="link">
        Cancel this order
      </button>
    </form>
  );
}

function Sum({ shop, order }: { shop: ShopFront; order: OrderView }) {
  return (
    <dl className="sum">
      <div>
        <dt>Goods</dt>
        <dd>{money(shop, order.goodsMinor)}</dd>
      </div>
      <div>
        <dt>{order.deliveryName}</dt>
        <dd>{order.deliveryMinor === 0 ? "Free" : money(shop, order.deliveryMinor)}</dd>
      </div>
      {order.priceMode === "exclusive" && (
        <div>
          <dt>Tax</dt>
          <dd>{money(shop, order.taxMinor)}</dd>
        </div>
      )}
      <div className="total">
        <dt>Total</dt>
        <dd>{money(shop, order.totalMinor)}</dd>
      </div>
      {order.priceMode === "inclusive" && (
        <div className="quiet small">
          <dt>{taxNote(shop)}</dt>
          <dd>{money(shop, order.taxMinor)}</dd>
        </div>
      )}
    </dl>
  );
}

function Address({ shop, order }: { shop: ShopFront; order: OrderView }) {
  if (!order.shipTo) return null;
  const lines = [...(order.buyerName ? [order.buyerName] : []), ...addressLines(shop, order.shipTo)];
  return (
    <section>
      <h2>Goes to</h2>
      <address>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </section>
  );
}
