import type { Say } from "../i18n/fill-in.ts";
import { money, sizeName } from "../lib/format.ts";
import type { OrderView, ShopFront } from "../lib/types.ts";
import { Picture } from "./picture.tsx";

/** What was ordered, piece by piece. */
export function OrderLines({ shop, order, t }: { shop: ShopFront; order: OrderView; t: Say }) {
  return (
    <ul className="sum-lines">
      {order.lines.map((line) => (
        <li key={line.lineId}>
          <Picture url={line.pictureUrl} alt="" sizes="56px" />
          <span>
            {line.qty} × {line.styleName}
            <small className="quiet">
              {line.colourName}
              {line.size !== "ONE" && `, ${sizeName(line.size, t)}`}
              {line.returnedQty > 0 && t(", {{count}} sent back", { count: line.returnedQty })}
            </small>
          </span>
          <span>{money(shop, line.lineMinor)}</span>
        </li>
      ))}
    </ul>
  );
}
