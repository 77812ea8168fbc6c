import Link from "next/link";
import { money, taxNote, usualDelivery } from "../lib/format.ts";
import type { ShopFront } from "../lib/types.ts";
import { Icon } from "./icon.tsx";

/** What one wants to know before buying: delivery, returns, whom to ask. */
export function Footer({ shop }: { shop: ShopFront }) {
  const freeFrom = usualDelivery(shop)?.freeFromMinor ?? null;
  return (
    <footer className="foot">
      <ul className="promises">
        <li>
          <Icon name="truck" />
          {freeFrom === null ? "Delivered to your door" : `Free delivery from ${money(shop, freeFrom)}`}
        </li>
        {shop.returnDays > 0 && (
          <li>
            <Icon name="back" />
            {shop.returnDays} days to send it back
          </li>
        )}
        <li>
          <Icon name="lock" />
          {shop.paysOnDelivery ? "Pay online or on delivery" : "Safe payment online"}
        </li>
      </ul>
      <div className="foot-columns">
        <div>
          <p className="foot-title">{shop.title}</p>
          {shop.about && <p>{shop.about}</p>}
          <p>All prices {taxNote(shop)}.</p>
        </div>
        <nav aria-label="Help">
          <p className="foot-title">Help</p>
          <ul>
            <li>
              <Link href="/orders" prefetch={false}>
                Track an order
              </Link>
            </li>
            <li>
              <Link href="/account" prefetch={false}>
                Your account
              </Link>
            </li>
            <li>
              <Link href="/help" prefetch={false}>
                Delivery and returns
              </Link>
            </li>
            {shop.contactEmail && (
              <li>
                <a href={`mailto:${shop.contactEmail}`}>{shop.contactEmail}</a>
              </li>
            )}
          </ul>
        </nav>
      </div>
    </footer>
  );
}
