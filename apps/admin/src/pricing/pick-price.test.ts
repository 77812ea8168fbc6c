import { expect, it } from "vitest";
import { cellPrice, listsFor } from "./pick-price.ts";

type Lists = Parameters<typeof listsFor>[0];
const list = (id: string, kind: Lists[number]["kind"], more: Partial<Lists[number]> = {}): Lists[number] => ({
  id,
  code: id,
  name: id,
  kind,
  currency: "INR",
  priceMode: "exclusive",
  channelKind: null,
  priceTier: null,
  customerId: null,
  status: "active",
  ...more,
});
const price = (priceListId: string, skuId: string | null, unitPriceMinor: number, more = {}) => ({
  id: `${priceListId}-${skuId}-${unitPriceMinor}`,
  priceListId,
  priceListName: priceListId,
  priceListKind: "base",
  currency: "INR",
  priceMode: "exclusive" as const,
  styleId: "st",
  skuId,
  minQty: 1,
  unitPriceMinor,
  floorMinor: null,
  validFrom: null,
  validTo: null,
  ...more,
});

it("lets the contract win over tier, channel and base, and leaves others' lists out", () => {
  const lists = [
    list("base", "base"),
    list("gold", "tier", { priceTier: "gold" }),
    list("theirs", "contract", { customerId: "other" }),
    list("ours", "contract", { customerId: "c1" }),
    list("usd", "base", { currency: "USD" }),
    list("shop", "channel", { channelKind: "retail" }),
  ];
  const customer = { id: "c1", account: { priceTier: "gold" } } as Parameters<typeof listsFor>[2];
  const channel = { kind: "wholesale", currency: "INR" } as Parameters<typeof listsFor>[1];
  expect(listsFor(lists, channel, customer).map(({ id }) => id)).toEqual(["ours", "gold", "base"]);
});

it("takes the SKU's own price before the style's, on its days", () => {
  const lists = [list("gold", "tier"), list("base", "base")];
  const rows = [
    price("base", null, 100),
    price("base", "a", 120),
    price("gold", "b", 80),
    price("base", "c", 50, { validTo: "2026-01-01" }),
    price("base", "d", 10, { minQty: 12 }),
  ];
  const at = (sku: string) => cellPrice(lists, rows, sku, "2026-11-21");
  expect([at("a"), at("b"), at("c"), at("d")]).toEqual([120, 80, 100, 100]);
  expect(cellPrice([], rows, "a", "2026-11-21")).toBeUndefined();
});
