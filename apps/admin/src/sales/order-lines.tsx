import type { OutputOf, salesApi } from "@selvedge/contract";
import { Card, GarmentPicture, Money, Segmented, SizeGrid, Swatch } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useT } from "../i18n/i18n.ts";
import { orderGrid } from "./order-grid.ts";
import { WhyPrice } from "./why-price.tsx";

type Order = OutputOf<typeof salesApi.getOrder>;

/** The ordered pieces as a matrix, or line by line with price, tax and what shipped. */
export function OrderLines({ order }: { order: Order }) {
  const t = useT();
  const [view, setView] = useState<"grid" | "lines">(order.lines.length > 5 ? "grid" : "lines");
  const grid = useMemo(() => orderGrid(order.lines), [order.lines]);
  return (
    <div className="space-y-3">
      <Segmented
        label={t("Show as")}
        value={view}
        onChange={setView}
        options={[
          { value: "grid", label: t("Grid") },
          { value: "lines", label: t("Lines") },
        ]}
      />
      {view === "grid" ? (
        <SizeGrid
          label={t("Pieces ordered")}
          styles={grid.styles}
          initial={grid.quantities}
          currency={order.currency}
          readOnly
        />
      ) : (
        <LineTables order={order} />
      )}
    </div>
  );
}

/** Lines under their style, colour by colour. */
function LineTables({ order }: { order: Order }) {
  const t = useT();
  const styles = [...Map.groupBy(order.lines, (line) => line.styleId).values()];
  return (
    <div className="space-y-4">
      {styles.map((lines) => {
        const first = lines[0]!;
        const pieces = lines.reduce((sum, line) => sum + line.qty, 0);
        const total = lines.reduce((sum, line) => sum + line.totalMinor, 0);
        return (
          <Card key={first.styleId} flush>
            <header className="flex items-center gap-3 px-4 py-2.5">
              <GarmentPicture src={first.pictureUrl} name={first.styleName} hex={first.hex} />
              <div className="min-w-0 flex-1">
                <Link
                  to="/styles/$styleId"
                  params={{ styleId: first.styleId }}
                  className="line-clamp-1 font-medium hover:underline"
                >
                  {first.styleName}
                </Link>
                <p className="text-xs text-ink-3">
                  {first.styleCode} · {t("{{count}} pieces", { count: pieces })}
                </p>
              </div>
              <Money amountMinor={total} currency={order.currency} className="font-semibold" />
            </header>
            <div className="scroll-thin overflow-x-auto border-t border-line">
              <table className="w-full text-sm sm:table-fixed">
                <thead className="text-xs text-ink-2">
                  <tr>
                    <th scope="col" className="px-4 py-1.5 text-start font-medium">
                      {t("Colour and size")}
                    </th>
                    <th scope="col" className="px-2 py-1.5 text-end font-medium sm:w-20">
                      {t("Pieces")}
                    </th>
                    <th scope="col" className="px-2 py-1.5 text-end font-medium sm:w-24">
                      {t("Shipped")}
                    </th>
                    <th scope="col" className="hidden px-2 py-1.5 text-end font-medium sm:table-cell sm:w-32">
                      {t("Price")}
                    </th>
                    <th scope="col" className="hidden px-2 py-1.5 text-end font-medium sm:table-cell sm:w-28">
                      {t("Tax")}
                    </th>
                    <th scope="col" className="px-4 py-1.5 text-end font-medium sm:w-36">
                      {t("Total")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <LineRow key={line.id} line={line} currency={order.currency} />
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        );
      })}
    </div>
  );
}

function LineRow({ line, currency }: { line: Order["lines"][number]; currency: string }) {
  const t = useT();
  const rest = [
    line.cancelledQty > 0 && t("{{count}} cancelled", { count: line.cancelledQty }),
    line.returnedQty > 0 && t("{{count}} returned", { count: line.returnedQty }),
  ].filter(Boolean);
  return (
    <tr className="tabular border-t border-line text-end">
      <td className="px-4 py-1.5 text-start">
        <span className="inline-flex items-center gap-2">
          <Swatch hex={line.hex} size="sm" />
          {line.colourName} <span className="font-medium">{line.size}</span>
        </span>
        {rest.length > 0 && <span className="block text-xs text-warn">{rest.join(" · ")}</span>}
      </td>
      <td className="px-2 py-1.5 font-medium">{line.qty}</td>
      <td
        className={line.shippedQty < line.qty - line.cancelledQty ? "px-2 py-1.5 text-ink-3" : "px-2 py-1.5 text-good"}
      >
        {line.shippedQty}
      </td>
      <td className="hidden px-2 py-1.5 sm:table-cell">
        <WhyPrice line={line} currency={currency} />
      </td>
      <td className="hidden px-2 py-1.5 text-ink-2 sm:table-cell">
        <Money amountMinor={line.taxMinor} currency={currency} />
      </td>
      <td className="px-4 py-1.5">
        <Money amountMinor={line.totalMinor} currency={currency} />
      </td>
    </tr>
  );
}
