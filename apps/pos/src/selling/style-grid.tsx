import { EmptyState, GarmentPicture, Money, SwatchRow } from "@selvedge/ui";
import { SearchX } from "lucide-react";
import { memo, useMemo } from "react";
import { tillNow } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import { type Catalog, searchStyles, type TillStyle } from "../device/catalog.ts";
import { emptyTicket, priceTicket } from "../device/ticket.ts";
import { useT } from "../i18n/i18n.ts";

/** What can be sold, as pictures; a touch opens colours and sizes. Drawn again only for another search: a scan leaves it alone. */
export const StyleGrid = memo(function StyleGrid({
  text,
  onPick,
}: {
  text: string;
  onPick: (styleId: string) => void;
}) {
  const t = useT();
  const catalog = useTill((s) => s.catalog!);
  const found = useMemo(() => searchStyles(catalog, text), [catalog, text]);
  if (found.length === 0) {
    return (
      <div className="flex-1">
        <EmptyState icon={<SearchX />} title={text ? t("Nothing fits “{{text}}”", { text }) : t("Nothing to sell yet")}>
          {text
            ? t("Try a part of the name, the colour or the code.")
            : t("Styles appear here as soon as the admin has them.")}
        </EmptyState>
      </div>
    );
  }
  return (
    <ul className="grid min-h-0 flex-1 auto-rows-min grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3 overflow-y-auto px-3 pb-3 contain-strict">
      {found.map((style) => (
        <li key={style.id}>
          <StyleTile style={style} catalog={catalog} onPick={onPick} />
        </li>
      ))}
    </ul>
  );
});

function StyleTile({ style, catalog, onPick }: { style: TillStyle; catalog: Catalog; onPick: (id: string) => void }) {
  const colour = style.colours[0];
  const priceMinor = useMemo(() => unitPrice(catalog, style), [catalog, style]);
  return (
    <button
      type="button"
      onClick={() => onPick(style.id)}
      className="flex h-full w-full flex-col overflow-hidden rounded-lg border border-line bg-surface text-start transition-colors hover:border-accent active:bg-accent-soft"
    >
      <GarmentPicture
        src={colour?.pictureUrl}
        name={style.name}
        hex={colour?.hex}
        size="fill"
        className="aspect-square! rounded-none"
      />
      <span className="flex flex-1 flex-col gap-1 p-2.5">
        <span className="line-clamp-2 text-[0.9375rem] leading-snug font-medium">{style.name}</span>
        <span className="mt-auto flex items-center justify-between gap-2">
          {priceMinor === null ? (
            <span className="text-xs text-ink-3">–</span>
          ) : (
            <Money
              amountMinor={priceMinor}
              show={priceMinor % 100 === 0 ? "whole" : "full"}
              className="text-[0.9375rem] font-semibold"
            />
          )}
          <SwatchRow swatches={style.colours.map((c) => ({ name: c.name, hex: c.hex }))} limit={2} />
        </span>
      </span>
    </button>
  );
}

/** What one piece costs now, promotions and tax included, as the ticket would say. */
export function unitPrice(catalog: Catalog, style: TillStyle, skuId = style.colours[0]?.skus[0]?.id): number | null {
  if (!skuId) return null;
  const line = { id: "one", skuId, qty: 1, discount: null };
  try {
    const priced = priceTicket({ ...emptyTicket, lines: [line] }, catalog, tillNow(), 0);
    return priced.lines[0]
      ? catalog.head.channel.priceMode === "inclusive"
        ? priced.totalMinor
        : priced.taxableMinor
      : null;
  } catch {
    return null;
  }
}
