import type { Say } from "../i18n/fill-in.ts";
import type { OrderView, ShopFront } from "../lib/types.ts";
import { SumLine } from "./sum-line.tsx";

/** What was ordered, piece by piece. */
export function OrderLines({ shop, order, t }: { shop: ShopFront; order: OrderView; t: Say }) {
  return (
    <ul className="sum-lines">
      {order.lines.map((line) => (
        <SumLine key={line.lineId} shop={shop} line={line} t={t}>
          {line.returnedQty > 0 && t(", {{count}} sent back", { count: line.returnedQty })}
        </SumLine>
      ))}
    </ul>
  );
}
