import type { TaxDocument } from "@selvedge/domain";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { calculateDocumentTax } from "./calculate-document-tax.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

const shirt = { lineId: "1", qty: 2, unitPriceMinor: 100_000, taxClass: "apparel" };
const sale: TaxDocument = {
  sellerPlace: "IN-MH",
  buyerPlace: "IN-MH",
  buyerTaxStatus: "unregistered",
  lines: [shirt],
  priceMode: "exclusive",
  supplyOn: "2026-06-01",
  rounding: "line",
  deadBandPolicy: "refuse",
};
const tax = (tenant: TestTenant, document: Partial<TaxDocument> = {}) =>
  tenant.step((ctx) => calculateDocumentTax(ctx, { ...sale, ...document }));

it("charges by the rules copied at sign-up: halves inside a state, one tax between states, the slab of the day", async () => {
  const tenant = await world.openTenant();
  const inside = await tax(tenant);
  expect(inside.components.map((c) => [c.component, c.taxMinor])).toEqual([
    ["CGST", 5000],
    ["SGST", 5000],
  ]);
  expect(inside.lines[0]!.components[0]!.ruleId).toMatch(/^[0-9a-f-]{36}$/);
  const between = await tax(tenant, { buyerPlace: "IN-KA" });
  expect(between.components.map((c) => [c.component, c.taxMinor])).toEqual([["IGST", 10_000]]);
  const dear = { ...shirt, unitPriceMinor: 300_000 };
  expect((await tax(tenant, { lines: [dear] })).taxMinor).toBe(108_000);
  expect((await tax(tenant, { lines: [dear], supplyOn: "2025-09-21" })).taxMinor).toBe(72_000);
});

it("says which class, place and date no rule is in force for", async () => {
  const tenant = await world.openTenant();
  await expect(tax(tenant, { lines: [{ ...shirt, taxClass: "jewels" }] })).rejects.toMatchObject({
    code: "no_tax_rule",
    message: expect.stringContaining('class "jewels" in IN-MH on 2026-06-01'),
    details: { taxClass: "jewels", place: "IN-MH", on: "2026-06-01" },
  });
});

it("says of a price that no rate fits which lower one does", async () => {
  const tenant = await world.openTenant();
  const lines = [{ ...shirt, qty: 1, unitPriceMinor: 279_900 }];
  await expect(tax(tenant, { lines, priceMode: "inclusive" })).rejects.toMatchObject({
    code: "price_in_dead_band",
    message: "No tax rate fits a price of 2799.00 INR, tax included; the next lower price that fits is 2625.00 INR.",
    details: { lineId: "1", pieceMinor: 279_900, snappedMinor: 262_500 },
  });
});

it("copies the home state's rules for a seller in the US, and every state's where there is no pack of its own", async () => {
  const places = async (state: string) => {
    const tenant = await world.openTenant({
      country: "US",
      state,
      currency: "USD",
      locale: "en-US",
      taxNumber: undefined,
    });
    const rows = await world.admin<{ jurisdiction: string }[]>`
      select distinct jurisdiction from tax_rule where tenant_id = ${tenant.tenantId} order by 1`;
    return rows.map((row) => row.jurisdiction);
  };
  const newYork = await places("NY");
  expect(newYork).toContain("US-NY-NYC");
  expect(newYork.filter((place) => !place.startsWith("US-NY"))).toEqual([]);
  expect(await places("CA")).toContain("US-MA");
});

it("charges children's clothes nothing in the UK and says why", async () => {
  const tenant = await world.openTenant({
    country: "GB",
    state: undefined,
    currency: "GBP",
    locale: "en-GB",
    taxNumber: undefined,
  });
  const uk = { sellerPlace: "GB", buyerPlace: null };
  const child = await tax(tenant, { ...uk, lines: [{ ...shirt, taxClass: "clothing_child" }] });
  expect(child.lines[0]).toMatchObject({ taxMinor: 0, reason: "zero_rated" });
  expect((await tax(tenant, uk)).taxMinor).toBe(40_000);
});
