import { memo, type ReactNode } from "react";
import { Money } from "../format/money.tsx";
import { Quantity } from "../format/quantity.tsx";
import { GarmentPicture } from "../garment-picture.tsx";
import { useGrid, useGridScope } from "./grid-context.tsx";
import type { GridStyle } from "./grid-model.ts";
import { GridRowLine } from "./grid-row.tsx";
import { columnTotals, documentTotals, styleTotals } from "./grid-totals.ts";

type BlockProps = { style: GridStyle; styleIndex: number; aside?: ReactNode };

/** One style: its picture and name, colours down, sizes across, totals on both sides. */
export const StyleBlock = memo(function StyleBlock({ style, styleIndex, aside }: BlockProps) {
  const { codec, text, bare } = useGrid();
  return (
    <section aria-label={`${style.code} ${style.name}`} className="rounded-lg border border-line bg-surface">
      {!bare && (
        <header className="flex items-center gap-3 px-3 py-2">
          <GarmentPicture
            src={style.pictureUrl}
            name={style.name}
            category={style.category}
            hex={style.rows[0]?.hex}
            size="sm"
          />
          <div className="min-w-0 flex-1">
            <h3 className="truncate text-sm font-semibold">{style.name}</h3>
            <p className="truncate text-xs text-ink-3">{style.code}</p>
          </div>
          {codec.unit === "pieces" && <StyleTotalLine style={style} styleIndex={styleIndex} />}
          {aside}
        </header>
      )}
      <div className="scroll-thin overflow-x-auto">
        <table aria-label={`${style.code} ${style.name}`} className="w-full border-collapse">
          <thead>
            <tr>
              <th className="sticky start-0 z-20 border border-line bg-surface-2 px-2.5 py-1" scope="col">
                <span className="sr-only">{style.name}</span>
              </th>
              {style.sizes.map((size) => (
                <th
                  key={size}
                  scope="col"
                  className="min-w-13 border border-line bg-surface-2 px-1 py-1 text-center text-xs font-semibold text-ink-2"
                >
                  {size}
                </th>
              ))}
              {codec.unit === "pieces" && (
                <th scope="col" className="border border-line bg-surface-2 px-2 py-1 text-end text-xs text-ink-3">
                  {text.total}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {style.rows.map((row, rowIndex) => (
              <GridRowLine key={row.key} style={style} styleIndex={styleIndex} rowIndex={rowIndex} />
            ))}
          </tbody>
          {codec.unit === "pieces" && style.rows.length > 1 && (
            <ColumnTotalsLine style={style} styleIndex={styleIndex} />
          )}
        </table>
      </div>
    </section>
  );
});

function StyleTotalLine({ style, styleIndex }: { style: GridStyle; styleIndex: number }) {
  const { store, text, currency } = useGrid();
  useGridScope(store, `${styleIndex}`);
  const totals = styleTotals(style, store.figureOf);
  return (
    <p className="text-end text-sm">
      <Quantity value={totals.pieces} className="font-semibold" /> <span className="text-ink-3">{text.pieces}</span>
      {totals.amountMinor > 0 && (
        <Money amountMinor={totals.amountMinor} currency={currency} className="block text-xs text-ink-2" />
      )}
    </p>
  );
}

function ColumnTotalsLine({ style, styleIndex }: { style: GridStyle; styleIndex: number }) {
  const { store, text } = useGrid();
  useGridScope(store, `${styleIndex}`);
  return (
    <tfoot>
      <tr className="bg-surface-2 text-xs">
        <th
          scope="row"
          className="sticky start-0 z-20 border border-line bg-surface-2 px-2.5 py-1 text-start text-ink-3"
        >
          {text.total}
        </th>
        {style.sizes.map((size, col) => (
          <td key={size} className="tabular border border-line py-1 text-center font-semibold">
            {columnTotals(style, col, store.figureOf).pieces || ""}
          </td>
        ))}
        <td className="tabular border border-line px-2 py-1 text-end font-semibold">
          {styleTotals(style, store.figureOf).pieces}
        </td>
      </tr>
    </tfoot>
  );
}

/** The document's pieces and list value. */
export function DocumentTotalLine({ styles }: { styles: readonly GridStyle[] }) {
  const { store, text, currency } = useGrid();
  useGridScope(store, "all");
  const totals = documentTotals(styles, store.figureOf);
  return (
    <p className="text-sm" aria-live="off">
      <span className="text-ink-3">{text.total} </span>
      <Quantity value={totals.pieces} className="font-semibold" /> <span className="text-ink-3">{text.pieces}</span>
      {totals.amountMinor > 0 && (
        <>
          {" · "}
          <Money amountMinor={totals.amountMinor} currency={currency} className="font-semibold" />
        </>
      )}
    </p>
  );
}
