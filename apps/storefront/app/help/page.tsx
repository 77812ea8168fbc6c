import type { Metadata } from "next";
import Link from "next/link";
import { countryName, money, taxNote } from "../../lib/format.ts";
import type { ShopFront } from "../../lib/types.ts";
import { findShop } from "../../lib/visitor.ts";
import { getWords } from "../../lib/words.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getWords())("Delivery and returns"),
  alternates: { canonical: "/help" },
});

/** `Maharashtra, Goa`; empty where the whole country is served. */
function stateNames(shop: ShopFront, delivery: ShopFront["delivery"][number]): string {
  const known = shop.deliverTo.find((c) => c.country === delivery.country)?.states ?? [];
  return delivery.states.map((code) => known.find((s) => s.code === code)?.name ?? code).join(", ");
}

export default async function HelpPage() {
  const shop = await findShop();
  if (!shop) return null;
  const t = await getWords();
  return (
    <div className="narrow prose">
      <h1>{t("Delivery and returns")}</h1>
      <h2>{t("Delivery")}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("Way")}</th>
            <th scope="col">{t("Days")}</th>
            <th scope="col">{t("Costs")}</th>
          </tr>
        </thead>
        <tbody>
          {shop.delivery.map((d) => (
            <tr key={`${d.country} ${d.name} ${d.chargeMinor}`}>
              <th scope="row">
                {d.name}, {stateNames(shop, d) || countryName(shop, d.country)}
              </th>
              <td>{t("{{from}} to {{to}}", { from: d.leastDays, to: d.mostDays })}</td>
              <td>
                {d.chargeMinor === 0 ? t("Free") : money(shop, d.chargeMinor)}
                {d.chargeMinor > 0 &&
                  d.freeFromMinor !== null &&
                  t(", free from {{money}}", { money: money(shop, d.freeFromMinor) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t("Payment")}</h2>
      <p>
        {[shop.paysOnline && t("Online by card, UPI or wallet."), shop.paysOnDelivery && t("At the door on delivery.")]
          .filter(Boolean)
          .join(" ")}{" "}
        {t("All prices {{tax}}.", { tax: taxNote(shop, t) })}
      </p>
      <h2>{t("Sending back")}</h2>
      {shop.returnDays > 0 ? (
        <p>
          {t("Within {{count}} days of the day it left us.", { count: shop.returnDays })}{" "}
          <Link href="/orders" prefetch={false}>
            {t("Open your order")}
          </Link>
          {t(", choose the pieces and say why; we answer by mail. What you paid goes back the way it came.")}
        </p>
      ) : (
        <p>{t("What was bought here cannot be sent back, unless it came damaged.")}</p>
      )}
      {shop.contactEmail && (
        <p>
          {t("Questions?")} <a href={`mailto:${shop.contactEmail}`}>{shop.contactEmail}</a>
        </p>
      )}
    </div>
  );
}
