import { describe, expect, it } from "vitest";
import { fillByCurve, fillDown, fillRight, spreadByWeights } from "./grid-fill.ts";
import type { GridStyle } from "./grid-model.ts";
import { firstCell, lastCell, moveForKey, moveInGrid } from "./grid-moves.ts";
import { copyRange, parseCount, parseSheetText, placePaste } from "./grid-paste.ts";
import { createGridStore } from "./grid-store.ts";
import { columnTotals, documentTotals, rowTotals, styleTotals } from "./grid-totals.ts";

/** Two colours by three sizes; Ecru M is not made. */
const shirt: GridStyle = {
  key: "shirt",
  code: "SH-1",
  name: "Oxford shirt",
  sizes: ["S", "M", "L"],
  curve: [1, 2, 1],
  rows: [
    { key: "n", name: "Navy", cells: ["n-s", "n-m", "n-l"].map((skuId) => ({ skuId, priceMinor: 1000 })) },
    { key: "e", name: "Ecru", cells: [{ skuId: "e-s" }, null, { skuId: "e-l", priceMinor: 500 }] },
  ],
};
const jean: GridStyle = {
  key: "jean",
  code: "JE-1",
  name: "Jean",
  sizes: ["30", "32"],
  rows: [{ key: "i", name: "Indigo", cells: [{ skuId: "i-30" }, { skuId: "i-32" }] }],
};
const styles = [shirt, jean];
const at = (style: number, row: number, col: number) => ({ style, row, col });
const key = (name: string, held: Partial<{ shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }> = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});

describe("moving in the grid", () => {
  it("steps over a combination that is not made", () => {
    expect(moveInGrid(styles, at(0, 1, 0), "right")).toEqual(at(0, 1, 2));
    expect(moveInGrid(styles, at(0, 1, 2), "left")).toEqual(at(0, 1, 0));
  });
  it("runs down into the next style when a colour's column has a hole, and back up", () => {
    expect(moveInGrid(styles, at(0, 0, 1), "down")).toEqual(at(1, 0, 1));
    expect(moveInGrid(styles, at(1, 0, 0), "up")).toEqual(at(0, 1, 0));
  });
  it("keeps to the last size of a shorter style", () => {
    expect(moveInGrid(styles, at(0, 1, 2), "down")).toEqual(at(1, 0, 1));
  });
  it("reads on like text with Tab and leaves at the end", () => {
    expect(moveInGrid(styles, at(0, 0, 2), "next")).toEqual(at(0, 1, 0));
    expect(moveInGrid(styles, at(0, 1, 2), "next")).toEqual(at(1, 0, 0));
    expect(moveInGrid(styles, at(1, 0, 1), "next")).toBeNull();
    expect(moveInGrid(styles, at(0, 0, 0), "previous")).toBeNull();
  });
  it("jumps to the ends of a row and of the grid", () => {
    expect(moveInGrid(styles, at(0, 1, 0), "rowEnd")).toEqual(at(0, 1, 2));
    expect(firstCell(styles)).toEqual(at(0, 0, 0));
    expect(lastCell(styles)).toEqual(at(1, 0, 1));
    expect(firstCell([])).toBeNull();
  });
  it("knows the spreadsheet's keys", () => {
    expect(moveForKey(key("Enter"))).toBe("down");
    expect(moveForKey(key("Enter", { shiftKey: true }))).toBe("up");
    expect(moveForKey(key("Tab", { shiftKey: true }))).toBe("previous");
    expect(moveForKey(key("ArrowRight", { ctrlKey: true }))).toBe("rowEnd");
    expect(moveForKey(key("Home", { metaKey: true }))).toBe("gridStart");
    expect(moveForKey(key("a"))).toBeNull();
  });
});

describe("pasting", () => {
  it("reads tabs, line ends and quoted cells of a sheet", () => {
    expect(parseSheetText("1\t2\r\n3\t4\r\n")).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(parseSheetText('"a\nb"\t"say ""hi"""')).toEqual([["a\nb", 'say "hi"']]);
  });
  it("takes counts as people write them and refuses what is not one", () => {
    expect(parseCount("1,200")).toBe(1200);
    expect(parseCount("1,20,000")).toBe(120_000);
    expect(parseCount("12 pcs")).toBe(12);
    expect(parseCount("12.0")).toBe(12);
    expect(parseCount("")).toBeNull();
    for (const bad of ["1.5", "-3", "x", "12 kg", "1,2"]) expect(parseCount(bad)).toBeUndefined();
  });
  it("places a block from the focused cell and counts what has no place", () => {
    const result = placePaste(styles, at(0, 0, 1), parseSheetText("1\t2\t9\n3\t4"));
    expect(result.changes).toEqual([
      { skuId: "n-m", value: 1 },
      { skuId: "n-l", value: 2 },
      { skuId: "e-l", value: 4 },
    ]);
    expect(result.skipped).toBe(2);
  });
  it("goes by name when the sheet brings sizes and colours, whatever their order", () => {
    const result = placePaste(styles, at(0, 0, 0), parseSheetText("Colour\tL\tS\necru\t7\t8\nPink\t1\t1\nNavy\t5\t"));
    expect(result.changes).toEqual([
      { skuId: "e-l", value: 7 },
      { skuId: "e-s", value: 8 },
      { skuId: "n-l", value: 5 },
    ]);
    expect(result.skipped).toBe(2);
  });
  it("takes bare figures equal to numeric size names as figures", () => {
    expect(placePaste(styles, at(1, 0, 0), parseSheetText("30\t32")).changes).toEqual([
      { skuId: "i-30", value: 30 },
      { skuId: "i-32", value: 32 },
    ]);
  });
  it("copies a range that pastes back the same", () => {
    const figures: Record<string, number> = { "n-s": 1, "n-m": 2, "n-l": 3, "e-s": 4, "e-l": 6 };
    const text = copyRange(shirt, { style: 0, top: 0, bottom: 1, left: 0, right: 2 }, (sku) => figures[sku]);
    expect(text).toBe("1\t2\t3\n4\t\t6");
    const back = placePaste(styles, at(0, 0, 0), parseSheetText(text));
    expect(Object.fromEntries(back.changes.map(({ skuId, value }) => [skuId, value]))).toEqual(figures);
    expect(back.skipped).toBe(0);
  });
});

describe("filling", () => {
  const figureOf = (sku: string) => ({ "n-s": 5, "e-s": 7, "n-m": 2 })[sku] ?? 0;
  it("fills one cell to the end of its row", () => {
    expect(fillRight(shirt, { style: 0, top: 0, bottom: 0, left: 0, right: 0 }, figureOf)).toEqual([
      { skuId: "n-m", value: 5 },
      { skuId: "n-l", value: 5 },
    ]);
  });
  it("fills a selection row by row over holes", () => {
    expect(fillRight(shirt, { style: 0, top: 0, bottom: 1, left: 0, right: 1 }, figureOf)).toEqual([
      { skuId: "n-m", value: 5 },
    ]);
  });
  it("fills down column by column", () => {
    expect(fillDown(shirt, { style: 0, top: 0, bottom: 1, left: 0, right: 2 }, figureOf)).toEqual([
      { skuId: "e-s", value: 5 },
      { skuId: "e-l", value: 0 },
    ]);
  });
  it("spreads a total by weights to the last piece", () => {
    expect(spreadByWeights(10, [1, 2, 1])).toEqual([3, 5, 2]);
    expect(spreadByWeights(7, [0, 0])).toEqual([4, 3]);
    expect(spreadByWeights(5, [0, 1])).toEqual([0, 5]);
    expect(spreadByWeights(5, [])).toEqual([]);
    for (let total = 0; total < 60; total += 1) {
      const pieces = spreadByWeights(total, [3, 1.7, 0, 9.2, 0.1]);
      expect(pieces.reduce((sum, count) => sum + count, 0)).toBe(total);
      expect(pieces[2]).toBe(0);
    }
  });
  it("spreads a colour's total over the sizes it is made in", () => {
    expect(fillByCurve(shirt, 0, 8)).toEqual([
      { skuId: "n-s", value: 2 },
      { skuId: "n-m", value: 4 },
      { skuId: "n-l", value: 2 },
    ]);
    expect(fillByCurve(shirt, 1, 3).map(({ value }) => value)).toEqual([2, 1]);
  });
});

describe("totals and the store", () => {
  it("adds by row, column, style and document", () => {
    const store = createGridStore(styles, { "n-s": 1, "n-l": 2, "e-l": 4, "i-30": 3 });
    expect(rowTotals(shirt, 0, store.figureOf)).toEqual({ pieces: 3, amountMinor: 3000 });
    expect(columnTotals(shirt, 2, store.figureOf)).toEqual({ pieces: 6, amountMinor: 4000 });
    expect(styleTotals(shirt, store.figureOf)).toEqual({ pieces: 7, amountMinor: 5000 });
    expect(documentTotals(styles, store.figureOf)).toEqual({ pieces: 10, amountMinor: 5000 });
  });
  it("wakes only the row, the style and the document that changed", () => {
    const store = createGridStore(styles, {});
    const woken: string[] = [];
    for (const scope of ["0:0", "0:1", "1:0", "0", "1", "all"]) store.subscribe(scope, () => woken.push(scope));
    store.write([{ skuId: "n-m", value: 4 }]);
    expect(woken.sort()).toEqual(["0", "0:0", "all"]);
    store.write([{ skuId: "n-m", value: 4 }]);
    expect(woken).toHaveLength(3);
  });
  it("takes back whole steps", () => {
    const store = createGridStore(styles, { "n-s": 1 });
    store.write([
      { skuId: "n-s", value: 9 },
      { skuId: "n-m", value: 9 },
    ]);
    expect(store.undo()).toBe(true);
    expect(store.quantities()).toEqual({ "n-s": 1 });
    expect(store.undo()).toBe(false);
  });
  it("keeps figures when styles are rearranged", () => {
    const store = createGridStore([shirt], { "n-s": 2 });
    store.arrange([jean, shirt]);
    const woken: string[] = [];
    store.subscribe("1:0", () => woken.push("1:0"));
    store.write([{ skuId: "n-s", value: 3 }]);
    expect(woken).toEqual(["1:0"]);
    expect(store.quantities()).toEqual({ "n-s": 3 });
  });
});
