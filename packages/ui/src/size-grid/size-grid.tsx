import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownToLine, ArrowRightToLine, Undo2 } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../button.tsx";
import { cx } from "../classes.ts";
import { useFormatSettings } from "../format/format-context.tsx";
import { Tooltip } from "../menu.tsx";
import { useUiText } from "../ui-text.tsx";
import { GridContext, type GridSetting, moneyCodec, piecesCodec } from "./grid-context.tsx";
import type { GridStyle } from "./grid-model.ts";
import { createGridStore, type GridStore } from "./grid-store.ts";
import { DocumentTotalLine, StyleBlock } from "./style-block.tsx";
import { useGridHands } from "./use-grid-hands.ts";

export type SizeGridProps = {
  label: string;
  styles: readonly GridStyle[];
  /** Figures by SKU at the start. Later ones live inside; a read-only grid follows what it is given. */
  initial?: Readonly<Record<string, number>>;
  /** Told after figures change, at most every 120 ms, with all that are not zero. */
  onChange?: (quantities: Record<string, number>) => void;
  /** Whole pieces, or money in minor units (price entry). */
  unit?: "pieces" | "money";
  currency?: string | undefined;
  readOnly?: boolean;
  /** Without the style's picture and name: the page around already shows them. */
  bare?: boolean;
  /** Figure that an empty cell stands for (the style's price), shown faintly. */
  emptyValue?: number;
  /** Beside a style's name: remove it, apply a pre-pack. */
  styleAside?: (style: GridStyle) => ReactNode;
  /** More tools beside fill and undo. */
  tools?: ReactNode;
  className?: string;
};

const virtualFrom = 6;

/** The matrix of colours and sizes used in every document. Keyboard, copy and paste as in a spreadsheet. */
export function SizeGrid(props: SizeGridProps) {
  const { label, styles, initial, onChange, unit = "pieces", readOnly = false, styleAside, tools, className } = props;
  const { bare = false, emptyValue } = props;
  const text = useUiText();
  const format = useFormatSettings();
  const currency = props.currency ?? format.currency;
  const [store] = useState<GridStore>(() => createGridStore(styles, initial ?? {}));
  const arranged = useRef(styles);
  if (arranged.current !== styles) {
    arranged.current = styles;
    store.arrange(styles);
  }
  useEffect(() => {
    if (!readOnly || !initial) return;
    const gone = Object.keys(store.quantities()).filter((skuId) => !(skuId in initial));
    store.write([
      ...gone.map((skuId) => ({ skuId, value: 0 })),
      ...Object.entries(initial).map(([skuId, value]) => ({ skuId, value })),
    ]);
  }, [readOnly, initial, store]);
  const [said, setSaid] = useState("");
  const root = useRef<HTMLDivElement>(null);
  useOnChange(store, onChange);

  const setting = useMemo<GridSetting>(() => {
    const codec = unit === "money" ? moneyCodec(currency) : piecesCodec;
    const empty = emptyValue === undefined ? "·" : codec.format(emptyValue);
    return { store, readOnly, currency, format, text, codec, bare, empty };
  }, [store, readOnly, currency, format, text, unit, bare, emptyValue]);
  const blocks = useVirtualBlocks(styles, root);
  const { fill, ...hands } = useGridHands({ styles, setting, root, say: setSaid, reveal: blocks.reveal });

  return (
    <GridContext value={setting}>
      <div ref={root} className={cx("min-w-0", className)} {...(readOnly ? { onCopy: hands.onCopy } : hands)}>
        {!readOnly && (
          <div className="sticky top-0 z-30 -mx-px flex flex-wrap items-center gap-1 bg-bg/95 py-2 backdrop-blur-sm">
            <span className="sr-only">{label}</span>
            <FillTools fill={fill} store={store} />
            {tools}
            {unit === "pieces" && (
              <div className="ms-auto">
                <DocumentTotalLine styles={styles} />
              </div>
            )}
          </div>
        )}
        {blocks.virtual ? (
          <div style={{ height: blocks.height, position: "relative" }}>
            {blocks.items.map((item) => (
              <div
                key={styles[item.index]!.key}
                ref={blocks.measure}
                data-index={item.index}
                className="absolute inset-x-0 top-0 pb-3"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <StyleBlock
                  style={styles[item.index]!}
                  styleIndex={item.index}
                  aside={styleAside?.(styles[item.index]!)}
                />
              </div>
            ))}
          </div>
        ) : (
          <div className="space-y-3">
            {styles.map((style, index) => (
              <StyleBlock key={style.key} style={style} styleIndex={index} aside={styleAside?.(style)} />
            ))}
          </div>
        )}
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
    </GridContext>
  );
}

function FillTools({ fill, store }: { fill: (direction: "right" | "down") => void; store: GridStore }) {
  const text = useUiText();
  return (
    <>
      <Tooltip content={`${text.fillRight} · Ctrl R`}>
        <Button
          size="iconSm"
          tone="quiet"
          aria-label={text.fillRight}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => fill("right")}
        >
          <ArrowRightToLine aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip content={`${text.fillDown} · Ctrl D`}>
        <Button
          size="iconSm"
          tone="quiet"
          aria-label={text.fillDown}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => fill("down")}
        >
          <ArrowDownToLine aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip content={`${text.undo} · Ctrl Z`}>
        <Button
          size="iconSm"
          tone="quiet"
          aria-label={text.undo}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => store.undo()}
        >
          <Undo2 aria-hidden />
        </Button>
      </Tooltip>
    </>
  );
}

function useOnChange(store: GridStore, onChange: SizeGridProps["onChange"]): void {
  const told = useRef(onChange);
  told.current = onChange;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.subscribe("all", () => {
      clearTimeout(timer);
      timer = setTimeout(() => told.current?.(store.quantities()), 120);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
}

/** Draws only the styles near the window once there are many; the page's scroll box is the nearest `data-scroll` or the window's main. */
function useVirtualBlocks(styles: readonly GridStyle[], root: React.RefObject<HTMLDivElement | null>) {
  const virtual = styles.length > virtualFrom;
  const [margin, setMargin] = useState(0);
  const scroller = () => root.current?.closest<HTMLElement>("[data-scroll]") ?? document.documentElement;
  useEffect(() => {
    const box = root.current;
    if (!box || !virtual) return;
    const scroll = box.closest<HTMLElement>("[data-scroll]") ?? document.documentElement;
    setMargin(box.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop);
  }, [virtual, root]);
  const virtualizer = useVirtualizer({
    count: virtual ? styles.length : 0,
    getScrollElement: scroller,
    estimateSize: (index) => 110 + (styles[index]?.rows.length ?? 1) * 54,
    getItemKey: (index) => styles[index]?.key ?? index,
    overscan: 1,
    scrollMargin: margin,
  });
  return {
    virtual,
    height: virtualizer.getTotalSize(),
    items: virtualizer.getVirtualItems().map((item) => ({ index: item.index, start: item.start - margin })),
    measure: virtualizer.measureElement,
    reveal: (index: number) => {
      if (virtual) virtualizer.scrollToIndex(index, { align: "auto" });
    },
  };
}
