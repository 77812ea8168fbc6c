import { type ReactNode, useState } from "react";
import { Button } from "../button.tsx";
import { cx } from "../classes.ts";
import { useUiText } from "../ui-text.tsx";

type ChartFrameProps = {
  /** The one question the chart answers. */
  title: ReactNode;
  aside?: ReactNode;
  header: readonly string[];
  /** The same figures as text, first cell the row's name. */
  rows: readonly (readonly ReactNode[])[];
  children: ReactNode;
  className?: string;
};

/** A chart and the table behind it: what eyes see as a shape can be read as figures. */
export function ChartFrame({ title, aside, header, rows, children, className }: ChartFrameProps) {
  const text = useUiText();
  const [shown, setShown] = useState(false);
  return (
    <figure className={cx("min-w-0 rounded-lg border border-line bg-surface", className)}>
      <figcaption className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="min-w-0 flex-1 text-base font-semibold">{title}</h2>
        {aside}
        <Button tone="quiet" size="sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? text.hideTable : text.showTable}
        </Button>
      </figcaption>
      <div className="p-4" aria-hidden={shown || undefined} hidden={shown}>
        {children}
      </div>
      {shown && (
        <div className="scroll-thin max-h-96 overflow-auto">
          <table className="w-full text-sm">
            <thead className="sticky top-0 bg-surface-2 text-xs text-ink-2">
              <tr>
                {header.map((name, index) => (
                  <th
                    key={name}
                    scope="col"
                    className={cx("px-4 py-2 font-medium", index === 0 ? "text-start" : "text-end")}
                  >
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, rowIndex) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of figures have no other identity and never move
                <tr key={rowIndex} className="border-t border-line">
                  {row.map((cell, index) => (
                    <td
                      key={header[index]}
                      className={cx("tabular px-4 py-1.5", index === 0 ? "text-start" : "text-end")}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </figure>
  );
}
