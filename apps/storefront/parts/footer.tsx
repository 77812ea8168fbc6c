import Link from "next/link";
import type { Say } from "../i18n/fill-in.ts";
import { money, taxNote, usualDelivery } from "../lib/format.ts";
import type { ShopFront } from "../lib/types.ts";
import { type Language, languagesOf } from "../lib/visitor.ts";
import { Icon } from "./icon.tsx";

/** What one wants to know before buying: delivery, returns, whom to ask. */
export function Footer({ shop, language, t }: { shop: ShopFront; language: Language; t: Say }) {
  const freeFrom = usualDelivery(shop)?.freeFromMinor ?? null;
  return (
    <footer className="foot">
      <ul className="promises">
        <li>
          <Icon name="truck" />
          {freeFrom === null
            ? t("Delivered to your door")
            : t("Free delivery from {{money}}", { money: money(shop, freeFrom) })}
        </li>
        {shop.returnDays > 0 && (
          <li>
            <Icon name="back" />
            {t("{{count}} days to send it back", { count: shop.returnDays })}
          </li>
        )}
        <li>
          <Icon name="lock" />
          {shop.paysOnDelivery ? t("Pay online or on delivery") : t("Safe payment online")}
        </li>
      </ul>
      <div className="foot-columns">
        <div>
          <p className="foot-title">{shop.title}</p>
          {shop.about && <p>{shop.about}</p>}
          <p>{t("All prices {{tax}}.", { tax: taxNote(shop, t) })}</p>
        </div>
        <nav aria-label={t("Help")}>
          <p className="foot-title">{t("Help")}</p>
          <ul>
            <li>
              <Link href="/orders" prefetch={false}>
                {t("Track an order")}
              </Link>
            </li>
            <li>
              <Link href="/account" prefetch={false}>
                {t("Your account")}
              </Link>
            </li>
            <li>
              <Link href="/help" prefetch={false}>
                {t("Delivery and returns")}
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
      {languagesOf(shop).length > 1 && (
        <form action="/do/language" method="post" className="languages">
          <button
            type="submit"
            name="language"
            value={language === "hi" ? "en" : "hi"}
            className="link"
            lang={language === "hi" ? "en" : "hi"}
          >
            {language === "hi" ? "English" : "हिन्दी"}
          </button>
        </form>
      )}
    </footer>
  );
}
