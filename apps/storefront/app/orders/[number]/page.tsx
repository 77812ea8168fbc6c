import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { Say } from "../../../i18n/fill-in.ts";
import { ask, ShopError } from "../../../lib/api.ts";
import { addressLines, day, moment, money, taxNote } from "../../../lib/format.ts";
import type { Search } from "../../../lib/list-query.ts";
import { saidNo } from "../../../lib/said-no.ts";
import { type OrderView, type ShopFront, shopApi } from "../../../lib/types.ts";
import { findShop, getVisitor } from "../../../lib/visitor.ts";
import { getWords } from "../../../lib/words.ts";
import { OrderLines } from "../../../parts/order-lines.tsx";
import { OrderSteps, stateWords } from "../../../parts/order-steps.tsx";
import { ReturnForm } from "../../../parts/return-form.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Your order"),
  robots: { index: false },
});

const text = (value: string | string[] | undefined): string | undefined => [value].flat()[0] || undefined;

export default async function OrderPage(props: { params: Promise<{ number: string }>; searchParams: Promise<Search> }) {
  const [t, shop, { number }, search, visitor] = await Promise.all([
    getWords(),
    findShop(),
    props.params,
    props.searchParams,
    getVisitor(),
  ]);
  if (!shop) return null;
  const which = { number: decodeURIComponent(number), key: text(search["key"]), email: text(search["email"]) };
  const order = await ask(shopApi.getShopOrder, which, visitor).catch((error: unknown) => {
    if (!(error instanceof ShopError) || error.problem.status >= 500) throw error;
    redirect(`/orders?number=${encodeURIComponent(which.number)}&problem=${encodeURIComponent(saidNo(error, t))}`);
  });
  const isWaiting = search["from"] === "bank" && order.state === "to_pay" && order.lastPayment?.status === "pending";
  return (
    <div className="order">
      {isWaiting && <meta httpEquiv="refresh" content="2" />}
      <h1>{t(headingOf(order, isWaiting))}</h1>
      <p className="quiet">
        {t("Order {{number}}", { number: order.number })}, {moment(shop, order.placedAt)}
      </p>
      {text(search["problem"]) && (
        <p className="bad" role="alert">
          {text(search["problem"])?.slice(0, 200)}
        </p>
      )}
      {isWaiting && <p role="status">{t("We wait for the bank's word. This page looks again by itself.")}</p>}
      {order.state === "to_pay" && !isWaiting && (
        <ToPay shop={shop} order={order} orderKey={which.key} hasLeft={search["left"] === "1"} t={t} />
      )}
      {order.state !== "cancelled" && order.state !== "to_pay" && (
        <>
          <OrderSteps shop={shop} order={order} t={t} />
          {order.state !== "delivered" && order.state !== "returned" && (
            <p>
              {t("It should be with you between {{from}} and {{to}}.", {
                from: day(shop, order.arrivesFrom),
                to: day(shop, order.arrivesBy),
              })}
            </p>
          )}
        </>
      )}
      {order.state === "paid" && order.lastPayment?.status === "authorised" && (
        <p>{t("Your bank has set the money aside; it is taken when the parcel leaves.")}</p>
      )}
      {(order.state === "paid" || order.state === "on_delivery") && order.email && (
        <p className="quiet">
          {t("The confirmation is in the mail to {{email}}.", { email: order.email })}{" "}
          {t("Sign in with that address to see all your orders in one place.")}
        </p>
      )}
      {order.state === "cancelled" && (
        <p>
          {order.refundedMinor > 0
            ? t("{{money}} is on its way back to you.", { money: money(shop, order.refundedMinor) })
            : t("Nothing was charged.")}
        </p>
      )}
      {order.parcels.map((p) => (
        <p key={`${p.shippedOn} ${p.trackingNumber}`} className="parcel">
          {t("Left on {{day}}", { day: day(shop, p.shippedOn) })}
          {p.carrier && t(" with {{carrier}}", { carrier: p.carrier })}
          {p.trackingNumber && t(", number {{number}}", { number: p.trackingNumber })}
        </p>
      ))}
      <OrderLines shop={shop} order={order} t={t} />
      <Sum shop={shop} order={order} t={t} />
      <Address shop={shop} order={order} t={t} />
      <ReturnForm shop={shop} order={order} orderKey={which.key} t={t} />
      {order.mayCancel && order.state !== "to_pay" && <Cancel order={order} orderKey={which.key} t={t} />}
      <p>
        <Link href="/search" prefetch={false}>
          {t("Go on looking around")}
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

function ToPay(props: { shop: ShopFront; order: OrderView; orderKey: string | undefined; hasLeft: boolean; t: Say }) {
  const { shop, order, orderKey, hasLeft, t } = props;
  const declined = order.lastPayment?.status === "failed";
  return (
    <section className="notice">
      <p className={declined ? "bad" : undefined} role="status">
        {declined
          ? `${t(order.lastPayment?.failureReason ?? "The payment did not go through")}. ${t("Nothing was charged.")}`
          : hasLeft
            ? t("You left the bank's page before paying. Nothing was charged.")
            : t("It has not been paid yet.")}{" "}
        {order.payUntil && t("We hold your pieces until {{time}}.", { time: moment(shop, order.payUntil) })}
      </p>
      {order.mayCancel && (
        <div className="actions">
          <form action="/do/orders/pay" method="post">
            <Hidden order={order} orderKey={orderKey} />
            <button type="submit" name="pays" value="online" className="button">
              {t("Pay {{money}}", { money: money(shop, order.totalMinor - order.paidMinor) })}
            </button>
            {shop.paysOnDelivery && (
              <button type="submit" name="pays" value="on_delivery" className="button button-plain">
                {t("Pay on delivery instead")}
              </button>
            )}
          </form>
          <Cancel order={order} orderKey={orderKey} t={t} />
        </div>
      )}
    </section>
  );
}

function Cancel({ order, orderKey, t }: { order: OrderView; orderKey: string | undefined; t: Say }) {
  return (
    <form action="/do/orders/cancel" method="post">
      <Hidden order={order} orderKey={orderKey} />
      <button type="submit" className="link">
        {t("Cancel this order")}
      </button>
    </form>
  );
}

function Sum({ shop, order, t }: { shop: ShopFront; order: OrderView; t: Say }) {
  return (
    <dl className="sum">
      <div>
        <dt>{t("Goods")}</dt>
        <dd>{money(shop, order.goodsMinor)}</dd>
      </div>
      <div>
        <dt>{order.deliveryName}</dt>
        <dd>{order.deliveryMinor === 0 ? t("Free") : money(shop, order.deliveryMinor)}</dd>
      </div>
      {order.priceMode === "exclusive" && (
        <div>
          <dt>{t("Tax")}</dt>
          <dd>{money(shop, order.taxMinor)}</dd>
        </div>
      )}
      <div className="total">
        <dt>{t("Total")}</dt>
        <dd>{money(shop, order.totalMinor)}</dd>
      </div>
      {order.priceMode === "inclusive" && (
        <div className="quiet small">
          <dt>{taxNote(shop, t)}</dt>
          <dd>{money(shop, order.taxMinor)}</dd>
        </div>
      )}
    </dl>
  );
}

function Address({ shop, order, t }: { shop: ShopFront; order: OrderView; t: Say }) {
  if (!order.shipTo) return null;
  const lines = [...(order.buyerName ? [order.buyerName] : []), ...addressLines(shop, order.shipTo)];
  return (
    <section>
      <h2>{t("Goes to")}</h2>
      <address>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </section>
  );
}
