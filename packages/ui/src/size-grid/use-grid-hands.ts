import type { ClipboardEvent, FocusEvent, KeyboardEvent, PointerEvent, RefObject } from "react";
import { useRef } from "react";
import type { GridSetting } from "./grid-context.tsx";
import { fillDown, fillRight } from "./grid-fill.ts";
import {
  cellAt,
  type GridPosition,
  type GridStyle,
  isSingleCell,
  parsePositionKey,
  positionKey,
} from "./grid-model.ts";
import { moveForKey, moveInGrid } from "./grid-moves.ts";
import { copyRange, parseSheetText, placePaste } from "./grid-paste.ts";

type HandsInput = {
  styles: readonly GridStyle[];
  setting: GridSetting;
  root: RefObject<HTMLDivElement | null>;
  /** Spoken to screen readers after a fill, copy or paste. */
  say: (words: string) => void;
  /** Brings a style into the window before the focus goes there. */
  reveal: (style: number) => void;
};

const placeOf = (target: EventTarget | null): GridPosition | null =>
  target instanceof HTMLElement ? parsePositionKey(target.dataset["pos"]) : null;

/** Keys, mouse and clipboard of the whole grid, handled at its root. */
export function useGridHands({ styles, setting, root, say, reveal }: HandsInput) {
  const { store, codec, text, readOnly } = setting;
  const dragging = useRef(false);

  const focus = (to: GridPosition) => {
    const find = () => root.current?.querySelector<HTMLInputElement>(`[data-pos="${positionKey(to)}"]`);
    const now = find();
    if (now) {
      now.focus();
      now.scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
    reveal(to.style);
    let tries = 0;
    const later = () => {
      const found = find();
      if (found) found.focus();
      else if (tries++ < 20) requestAnimationFrame(later);
    };
    requestAnimationFrame(later);
  };

  const fill = (direction: "right" | "down") => {
    const range = store.range();
    const style = range && styles[range.style];
    if (!range || !style || readOnly) return;
    const changes = (direction === "right" ? fillRight : fillDown)(style, range, store.figureOf);
    store.write(changes);
    say(`${changes.length} ${text.filledCells}`);
  };

  const clear = () => {
    const range = store.range();
    const style = range && styles[range.style];
    if (!range || !style) return;
    const changes = style.rows
      .slice(range.top, range.bottom + 1)
      .flatMap((row) => row.cells.slice(range.left, range.right + 1))
      .flatMap((cell) => (cell ? [{ skuId: cell.skuId, value: 0 }] : []));
    store.write(changes);
  };

  const extend = (from: GridPosition, event: KeyboardEvent): boolean => {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    };
    const step = steps[event.key];
    const style = styles[from.style];
    if (!event.shiftKey || !step || !style) return false;
    const selection = store.selection() ?? { anchor: from, head: from };
    const head = {
      style: from.style,
      row: Math.max(0, Math.min(style.rows.length - 1, selection.head.row + step[0])),
      col: Math.max(0, Math.min(style.sizes.length - 1, selection.head.col + step[1])),
    };
    store.select({ anchor: selection.anchor, head });
    return true;
  };

  const command = (event: KeyboardEvent): boolean => {
    const range = store.range();
    const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (ctrl && key === "r") fill("right");
    else if (ctrl && key === "d") fill("down");
    else if (ctrl && key === "z" && !event.shiftKey) store.undo();
    else if ((event.key === "Delete" || event.key === "Backspace") && range && !isSingleCell(range)) clear();
    else return false;
    return true;
  };

  return {
    fill,
    onKeyDown(event: KeyboardEvent) {
      const from = placeOf(event.target);
      if (!from) return;
      if (command(event) || extend(from, event)) {
        event.preventDefault();
        return;
      }
      if (event.ctrlKey && event.key === "Enter") return;
      const move = moveForKey(event);
      if (!move) return;
      const to = moveInGrid(styles, from, move);
      if (!to) {
        if (move !== "next" && move !== "previous") event.preventDefault();
        return;
      }
      event.preventDefault();
      focus(to);
    },
    onFocus(event: FocusEvent) {
      const at = placeOf(event.target);
      if (at && !dragging.current) store.select({ anchor: at, head: at });
    },
    onPointerDown(event: PointerEvent) {
      const at = placeOf(event.target);
      if (!at || event.pointerType !== "mouse") return;
      const selection = store.selection();
      if (event.shiftKey && selection && selection.anchor.style === at.style) {
        event.preventDefault();
        store.select({ anchor: selection.anchor, head: at });
        return;
      }
      dragging.current = true;
      store.select({ anchor: at, head: at });
      addEventListener(
        "pointerup",
        () => {
          dragging.current = false;
        },
        { once: true },
      );
    },
    onPointerOver(event: PointerEvent) {
      const at = placeOf(event.target);
      const selection = store.selection();
      if (!dragging.current || !at || !selection || selection.anchor.style !== at.style) return;
      if (!cellAt(styles, at)) return;
      store.select({ anchor: selection.anchor, head: at });
      if (positionKey(at) !== positionKey(selection.anchor)) getSelection()?.removeAllRanges();
    },
    onCopy(event: ClipboardEvent) {
      const range = store.range();
      const style = range && styles[range.style];
      if (!placeOf(event.target) || !range || !style || isSingleCell(range)) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", copyRange(style, range, store.figureOf));
      say(text.copied);
    },
    onPaste(event: ClipboardEvent) {
      const at = placeOf(event.target);
      const pasted = event.clipboardData.getData("text/plain");
      if (!at || readOnly || pasted === "") return;
      event.preventDefault();
      const result = placePaste(styles, at, parseSheetText(pasted), codec.parse);
      store.write(result.changes);
      const skipped = result.skipped > 0 ? `, ${result.skipped} ${text.skippedCells}` : "";
      say(`${result.changes.length} ${text.filledCells}${skipped}`);
    },
  };
}
