import { expect, test } from "vitest";
import { describeChange, labelOf } from "./describe-change.ts";

test("only what differs is told, with its kind", () => {
  const party = "018f0000-0000-7000-8000-000000000000";
  const lines = describeChange(
    { name: "Asha", unitPriceMinor: 99_900, currency: "INR", customerId: null, dueOn: "2026-11-01", version: 1 },
    { name: "Asha", unitPriceMinor: 109_900, currency: "INR", customerId: party, dueOn: "2026-12-01", version: 2 },
  );
  expect(lines.map((l) => [l.label.join(" "), l.before, l.after])).toEqual([
    [
      "Unit price",
      { kind: "money", amountMinor: 99_900, currency: "INR" },
      { kind: "money", amountMinor: 109_900, currency: "INR" },
    ],
    ["Customer", { kind: "none" }, { kind: "record", text: party }],
    ["Due on", { kind: "date", text: "2026-11-01" }, { kind: "date", text: "2026-12-01" }],
  ]);
});

test("what was made is told whole, lines by their number, money in its own currency", () => {
  const lines = describeChange(null, {
    status: "confirmed",
    lines: [{ qty: 2, priceMinor: 5, currency: "EUR" }, { qty: 1 }],
  });
  expect(lines.map((l) => [l.label.join(" / "), l.after])).toEqual([
    ["Status", { kind: "state", text: "confirmed" }],
    ["Lines 1 / Qty", { kind: "number", value: 2 }],
    ["Lines 1 / Price", { kind: "money", amountMinor: 5, currency: "EUR" }],
    ["Lines 1 / Currency", { kind: "text", text: "EUR" }],
    ["Lines 2 / Qty", { kind: "number", value: 1 }],
  ]);
});

test("nothing, lists and single values do not trip it", () => {
  expect(describeChange(null, null)).toEqual([]);
  expect(describeChange({ roles: ["clerk"] }, { roles: ["clerk", "owner"] })[0]?.after).toEqual({
    kind: "text",
    text: "clerk, owner",
  });
  expect(describeChange(null, "text")[0]?.after).toEqual({ kind: "text", text: "text" });
  expect(labelOf("onHandQty")).toBe("On hand");
  expect(labelOf("qty")).toBe("Qty");
});
