import type { Metadata } from "next";
import Link from "next/link";
import { countryName, money, taxNote } from "../../lib/format.ts";
import type { ShopFront } from "../../lib/types.ts";
import { findShop } from "../../lib/visitor.ts";

export const metadata: Metadata = { title: "Delivery and returns", alternates: { canonical: "/help" } };

/** `Maharashtra, Goa`; empty where the whole country is served. */
function stateNames(shop: ShopFront, delivery: ShopFront["delivery"][number]): string {
  const known = shop.deliverTo.find((c) => c.country === delivery.country)?.states ?? [];
  return delivery.states.map((code) => known.find((s) => s.code === code)?.name ?? code).join(", ");
}

export default async function HelpPage() {
  const shop = await findShop();
  if (!shop) return null;
  return (
    <div className="narrow prose">
      <h1>Delivery and returns</h1>
      <h2>Delivery</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Way</th>
            <th scope="col">Days</th>
            <th scope="col">Costs</th>
          </tr>
        </thead>
        <tbody>
          {shop.delivery.map((d) => (
            <tr key={`${d.country} ${d.name} ${d.chargeMinor}`}>
              <th scope="row">
                {d.name}, {stateNames(shop, d) || countryName(shop, d.country)}
              </th>
              <td>
                {d.leastDays} to {d.mostDays}
              </td>
              <td>
                {d.chargeMinor === 0 ? "Free" : money(shop, d.chargeMinor)}
                {d.chargeMinor > 0 && d.freeFromMinor !== null && `, free from ${money(shop, d.freeFromMinor)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Payment</h2>
      <p>
        {[shop.paysOnline && "Online by card, UPI or wallet", shop.paysOnDelivery && "at the door on delivery"]
          .filter(Boolean)
          .join(", or ")}
        . All prices are {taxNote(shop)}.
      </p>
      <h2>Sending back</h2>
      {shop.returnDays > 0 ? (
        <p>
          Within {shop.returnDays} days of the day it left us. Open{" "}
          <Link href="/orders" prefetch={false}>
            your order
          </Link>
          , choose the pieces and say why; we answer by mail. What you paid goes back the way it came.
        </p>
      ) : (
        <p>What was bought here cannot be sent back, unless it came damaged.</p>
      )}
      {shop.contactEmail && (
        <p>
          Questions? <a href={`mailto:${shop.contactEmail}`}>{shop.contactEmail}</a>
        </p>
      )}
    </div>
  );
}
