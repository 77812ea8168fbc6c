import { money, sizeName } from "../lib/format.ts";
import type { OrderView, ShopFront } from "../lib/types.ts";
import { Picture } from "./picture.tsx";

/** What was ordered, piece by piece. */
export function OrderLines({ shop, order }: { shop: ShopFront; order: OrderView }) {
  return (
    <ul className="sum-lines">
      {order.lines.map((line) => (
        <li key={line.lineId}>
          <Picture url={line.pictureUrl} alt="" sizes="56px" />
          <span>
            {line.qty} × {line.styleName}
            <small className="quiet">
              {line.colourName}
              {line.size !== "ONE" && `, ${sizeName(line.size)}`}
              {line.returnedQty > 0 && `, ${line.returnedQty} sent back`}
            </small>
          </span>
          <span>{money(shop, line.lineMinor)}</span>
        </li>
      ))}
    </ul>
  );
}
