import { addDays, businessDate } from "@selvedge/domain";
import { countryName, day, money, usualDelivery } from "../lib/format.ts";
import type { ShopFront, StyleView } from "../lib/types.ts";
import { Icon } from "./icon.tsx";

/** What it is made of, how it fits, when it comes and how it goes back. */
export function StyleFacts({ shop, style }: { shop: ShopFront; style: StyleView }) {
  const delivery = usualDelivery(shop);
  const today = businessDate(new Date(), shop.timeZone);
  return (
    <div className="facts">
      <ul className="promises">
        {delivery && (
          <li>
            <Icon name="truck" />
            With you by {day(shop, addDays(today, delivery.mostDays))}
            {delivery.freeFromMinor !== null && `. Delivery is free from ${money(shop, delivery.freeFromMinor)}`}
          </li>
        )}
        {shop.returnDays > 0 && (
          <li>
            <Icon name="back" />
            {shop.returnDays} days to send it back
          </li>
        )}
      </ul>
      <details open>
        <summary>About it</summary>
        {style.description && <p>{style.description}</p>}
        <dl>
          {style.fabric && (
            <div>
              <dt>Fabric</dt>
              <dd>{style.fabric}</dd>
            </div>
          )}
          {style.gender && (
            <div>
              <dt>For</dt>
              <dd>{style.gender}</dd>
            </div>
          )}
          {style.originCountry && (
            <div>
              <dt>Made in</dt>
              <dd>{countryName(shop, style.originCountry)}</dd>
            </div>
          )}
          <div>
            <dt>Style</dt>
            <dd>{style.code}</dd>
          </div>
        </dl>
      </details>
      {style.sizeHelp && (
        <details id="size-help">
          <summary>Which size fits me?</summary>
          <p>Measure yourself over light clothes, tape level and not tight. Between two sizes, take the larger.</p>
          <table>
            <thead>
              <tr>
                <th scope="col">Size</th>
                <th scope="col">Made for</th>
              </tr>
            </thead>
            <tbody>
              {style.sizeHelp.map((row) => (
                <tr key={row.size}>
                  <th scope="row">{row.size}</th>
                  <td>{row.fits}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
