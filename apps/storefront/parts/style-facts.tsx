import { addDays, businessDate } from "@selvedge/domain";
import type { Say } from "../i18n/fill-in.ts";
import { sayAnswer } from "../i18n/say-answer.ts";
import { countryName, day, money, usualDelivery } from "../lib/format.ts";
import type { ShopFront, StyleView } from "../lib/types.ts";
import { Icon } from "./icon.tsx";

/** What it is made of, how it fits, when it comes and how it goes back. */
export function StyleFacts({ shop, style, t }: { shop: ShopFront; style: StyleView; t: Say }) {
  const delivery = usualDelivery(shop);
  const today = businessDate(new Date(), shop.timeZone);
  return (
    <div className="facts">
      <ul className="promises">
        {delivery && (
          <li>
            <Icon name="truck" />
            {t("With you by {{day}}", { day: day(shop, addDays(today, delivery.mostDays)) })}
            {delivery.freeFromMinor !== null &&
              t(". Delivery is free from {{money}}", { money: money(shop, delivery.freeFromMinor) })}
          </li>
        )}
        {shop.returnDays > 0 && (
          <li>
            <Icon name="back" />
            {t("{{count}} days to send it back", { count: shop.returnDays })}
          </li>
        )}
      </ul>
      <details open>
        <summary>{t("About it")}</summary>
        {style.description && <p>{style.description}</p>}
        <dl>
          {style.fabric && (
            <div>
              <dt>{t("Fabric")}</dt>
              <dd>{style.fabric}</dd>
            </div>
          )}
          {style.gender && (
            <div>
              <dt>{t("For")}</dt>
              <dd>{t(style.gender)}</dd>
            </div>
          )}
          {style.originCountry && (
            <div>
              <dt>{t("Made in")}</dt>
              <dd>{countryName(shop, style.originCountry)}</dd>
            </div>
          )}
          <div>
            <dt>{t("Style")}</dt>
            <dd>{style.code}</dd>
          </div>
        </dl>
      </details>
      {style.sizeHelp && (
        <details id="size-help">
          <summary>{t("Which size fits me?")}</summary>
          <p>
            {t("Measure yourself over light clothes, tape level and not tight. Between two sizes, take the larger.")}
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("Size")}</th>
                <th scope="col">{t("Made for")}</th>
              </tr>
            </thead>
            <tbody>
              {style.sizeHelp.map((row) => (
                <tr key={row.size}>
                  <th scope="row">{row.size}</th>
                  <td>{sayAnswer(t, row.fits)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
