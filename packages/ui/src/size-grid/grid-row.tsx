import { memo, useState } from "react";
import { cx } from "../classes.ts";
import { Swatch } from "../swatch.tsx";
import { cellName, shortPrice, useGrid, useGridScope } from "./grid-context.tsx";
import { fillByCurve } from "./grid-fill.ts";
import type { GridCell, GridRow, GridStyle } from "./grid-model.ts";
import { rowTotals } from "./grid-totals.ts";

type CellProps = {
  row: GridRow;
  size: string;
  cell: GridCell | null;
  value: number;
  place: string;
  selected: boolean;
};

const GridCellBox = memo(function GridCellBox({ row, size, cell, value, place, selected }: CellProps) {
  const setting = useGrid();
  const { codec, store, readOnly, currency, format } = setting;
  const [draft, setDraft] = useState<string | null>(null);
  if (!cell) {
    return (
      <td className="border border-line bg-[repeating-linear-gradient(135deg,var(--surface-3)_0_4px,transparent_4px_9px)]">
        <span className="sr-only">{cellName(row, size, null, 0, setting)}</span>
      </td>
    );
  }
  const over = codec.unit === "pieces" && cell.availableQty !== undefined && value > cell.availableQty;
  return (
    <td
      data-selected={selected || undefined}
      className={cx(
        "relative border border-line p-0 focus-within:z-10 focus-within:shadow-[0_0_0_2px_var(--accent)]",
        selected && "bg-accent-soft",
        over && "bg-warn-soft",
      )}
    >
      <input
        data-pos={place}
        inputMode={codec.inputMode}
        autoComplete="off"
        enterKeyHint="next"
        readOnly={readOnly}
        aria-label={cellName(row, size, cell, value, setting)}
        value={draft ?? codec.format(value)}
        placeholder={setting.empty}
        className={cx(
          "tabular block h-7 w-full min-w-0 bg-transparent px-1 text-center text-sm font-medium outline-none placeholder:font-normal pointer-coarse:h-9",
          over && "text-warn",
        )}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          const typed = event.target.value;
          const parsed = codec.parse(typed);
          if (parsed === undefined && codec.unit === "pieces") return;
          setDraft(typed);
          if (parsed !== undefined) store.write([{ skuId: cell.skuId, value: parsed ?? 0 }]);
        }}
        onBlur={() => setDraft(null)}
      />
      {(cell.availableQty !== undefined || (cell.priceMinor !== undefined && codec.unit === "pieces")) && (
        <span
          aria-hidden
          className="tabular pointer-events-none block px-1 pb-1 text-center text-2xs leading-3 text-ink-3"
        >
          {cell.availableQty !== undefined && (
            <span className={cx(cell.availableQty <= 0 && "font-medium text-bad", over && "text-warn")}>
              {cell.availableQty}
            </span>
          )}
          {cell.priceMinor !== undefined && codec.unit === "pieces" && (
            <span className="block">{shortPrice(cell.priceMinor, currency, format.locale)}</span>
          )}
        </span>
      )}
    </td>
  );
});

type RowProps = { style: GridStyle; styleIndex: number; rowIndex: number };

/** One colour across its sizes, its total at the end; the total takes a figure and spreads it by the size curve. */
export const GridRowLine = memo(function GridRowLine({ style, styleIndex, rowIndex }: RowProps) {
  const { store, codec, readOnly, text } = useGrid();
  useGridScope(store, `${styleIndex}:${rowIndex}`);
  const row = style.rows[rowIndex]!;
  const range = store.range();
  const inRow = range && range.style === styleIndex && rowIndex >= range.top && rowIndex <= range.bottom ? range : null;
  const multi = inRow && (range?.top !== range?.bottom || range?.left !== range?.right);
  const totals = rowTotals(style, rowIndex, store.figureOf);
  const hint = style.curve ? text.curveHint : text.evenHint;
  return (
    <tr>
      <th
        scope="row"
        className="sticky start-0 z-20 max-w-36 min-w-28 border border-line bg-surface px-2.5 py-1 text-start font-normal sm:max-w-52 sm:min-w-40"
      >
        <span className="flex items-center gap-2">
          <Swatch hex={row.hex} imageUrl={row.imageUrl} size="md" />
          <span className="line-clamp-2 text-sm break-words">{row.name}</span>
        </span>
      </th>
      {style.sizes.map((size, col) => {
        const cell = row.cells[col] ?? null;
        return (
          <GridCellBox
            key={size}
            row={row}
            size={size}
            cell={cell}
            value={cell ? store.figureOf(cell.skuId) : 0}
            place={`${styleIndex}:${rowIndex}:${col}`}
            selected={Boolean(multi && inRow && col >= inRow.left && col <= inRow.right)}
          />
        );
      })}
      {codec.unit === "pieces" && (
        <td className="relative border border-line bg-surface-2 p-0 focus-within:z-10 focus-within:shadow-[0_0_0_2px_var(--accent)]">
          {readOnly ? (
            <span className="tabular block px-2 text-end text-sm font-semibold">{totals.pieces}</span>
          ) : (
            <RowTotalBox
              label={`${row.name}, ${text.total}, ${totals.pieces} ${text.pieces}. ${hint}`}
              hint={hint}
              pieces={totals.pieces}
              onSpread={(total) => store.write(fillByCurve(style, rowIndex, total))}
            />
          )}
        </td>
      )}
    </tr>
  );
});

type RowTotalProps = { label: string; hint: string; pieces: number; onSpread: (total: number) => void };

function RowTotalBox({ label, hint, pieces, onSpread }: RowTotalProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const spread = () => {
    const total = draft === null ? Number.NaN : Number(draft);
    if (draft !== null && draft !== "" && Number.isInteger(total) && total >= 0) onSpread(total);
    setDraft(null);
  };
  return (
    <input
      data-total="row"
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      title={hint}
      value={draft ?? String(pieces)}
      className="tabular h-7 w-full min-w-14 bg-transparent px-2 text-end text-sm font-semibold outline-none pointer-coarse:h-9"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        if (/^\d{0,6}$/.test(event.target.value)) setDraft(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") spread();
        if (event.key === "Escape") setDraft(null);
      }}
      onBlur={spread}
    />
  );
}
