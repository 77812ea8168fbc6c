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

test("records in a list are told by their names too, and what a role has by another is not told twice", () => {
  const location = "018f0000-0000-7000-8000-000000000000";
  const lines = describeChange(null, {
    parents: ["cashier"],
    inherited: [{ permission: "sales.order.read", from: "cashier" }],
    limits: { locationIds: [location] },
  });
  expect(lines.map((l) => [l.label.join(" / "), l.after])).toEqual([
    ["Parents", { kind: "sentences", sentences: ["Cashier"] }],
    ["Limits / Location", { kind: "records", ids: [location] }],
  ]);
});

test("nothing, lists and single values do not trip it", () => {
  expect(describeChange(null, null)).toEqual([]);
  expect(describeChange({ tags: ["a"] }, { tags: ["a", "b"] })[0]?.after).toEqual({ kind: "text", text: "a, b" });
  expect(describeChange(null, "text")[0]?.after).toEqual({ kind: "text", text: "text" });
  expect(labelOf("onHandQty")).toBe("On hand");
  expect(labelOf("qty")).toBe("Qty");
});

test("permissions, refusals and roles are told in words, never by their names in the program", () => {
  const [what, code, permission, roles, own] = describeChange(null, {
    ...{ what: "GET /v1/users", code: "not_permitted", permission: "identity.user.read", roles: ["clerk", "owner"] },
    parents: ["shop_lead"],
  }).map((line) => line.after);
  expect(what).toEqual({ kind: "text", text: "GET /v1/users" });
  expect(code).toEqual({ kind: "sentences", sentences: ["Your role does not allow this"] });
  expect(permission).toEqual({ kind: "sentences", sentences: ["See people and their roles"] });
  expect(roles).toEqual({ kind: "sentences", sentences: ["Clerk", "Owner"] });
  expect(own).toEqual({ kind: "text", text: "shop_lead" });
});
