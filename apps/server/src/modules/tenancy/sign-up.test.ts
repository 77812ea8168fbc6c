import { accessApi, builtInRoles, catalogApi, inventoryApi, ledgerApi, salesApi, tenancyApi } from "@selvedge/contract";
import { chartFor, countryStarts, taxPacks } from "@selvedge/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStockedShop } from "../../testing/a-shop.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Opens a business as the sign-up screen does: everything that the country says, in its first state and last time zone. */
function openIn(country: string): Promise<TestTenant> {
  const start = countryStarts[country]!;
  const [state] = Object.keys(start.states);
  return world.openTenant({
    ...{ country, currency: start.currency, locale: start.locale, timeZone: start.timeZones.at(-1)! },
    ...{ state, taxNumber: undefined },
  });
}

test.each(Object.keys(countryStarts))(
  "a business in %s begins with that country's books, tax, money, time, sizes and roles",
  async (country) => {
    const start = countryStarts[country]!;
    const shop = await openIn(country);
    const [state = null] = Object.keys(start.states);
    expect(await shop.run(tenancyApi.getTenant, {})).toMatchObject({
      ...{ country, state, currency: start.currency, locale: start.locale, timeZone: start.timeZones.at(-1) },
      fiscalYearStartMonth: country === "IN" || country === "GB" ? 4 : 1,
    });
    const { items: accounts } = await shop.run(ledgerApi.listAccounts, {});
    expect(accounts.map((a) => a.code).toSorted()).toEqual(
      chartFor(country)
        .map((a) => a.code)
        .toSorted(),
    );
    const pack = taxPacks[`${country}-${state}`] ?? taxPacks[country]!;
    const rules = await world.admin<{ component: string; rate_ppm: string; source: string }[]>`
    select component, rate_ppm, source from tax_rule where tenant_id = ${shop.tenantId}`;
    const told = (rows: readonly { component: string; rate: number; source: string }[]) =>
      rows.map((r) => `${r.component} ${r.rate} ${r.source}`).toSorted();
    expect(told(rules.map((r) => ({ ...r, rate: Number(r.rate_ppm) })))).toEqual(
      told(pack.map((r) => ({ ...r, rate: r.ratePpm }))),
    );
    const { items: scales } = await shop.run(catalogApi.listSizeScales, {});
    expect(scales.map((s) => s.code).toSorted()).toEqual([...start.sizeScales].toSorted());
    const { items: roles } = await shop.run(accessApi.listRoles, {});
    expect(roles.map((r) => r.code).toSorted()).toEqual(Object.keys(builtInRoles).toSorted());
    const { items: locations } = await shop.run(inventoryApi.listLocations, {});
    expect(locations.map((l) => l.kind)).toEqual(["warehouse"]);
    const { items: channels } = await shop.run(salesApi.listChannels, {});
    expect(channels.map((c) => c.kind).toSorted()).toEqual(["retail", "web", "wholesale"]);
  },
);

test("chosen sizes and number series are the ones that styles and documents then use", async () => {
  const shop = await world.openTenant({
    sizeScales: ["ALPHA_SHORT"],
    numberPrefixes: { sales_order: "ORD/", invoice: "KG26/" },
  });
  const { items: scales } = await shop.run(catalogApi.listSizeScales, {});
  expect(scales.map((s) => s.code)).toEqual(["ALPHA_SHORT"]);
  const stocked = await aStockedShop(shop);
  const sold = await shop.run(salesApi.sellOverCounter, {
    channelId: stocked.channels.retail,
    lines: [{ skuId: stocked.skuIds[0]!, qty: 1 }],
  });
  const [numbers] = await world.admin<{ order_number: string; invoice_number: string }[]>`
    select o.number as order_number, i.number as invoice_number from sales_order o
    join invoice i on i.tenant_id = o.tenant_id and i.order_id = o.id
    where o.tenant_id = ${shop.tenantId} and i.id = ${sold.invoiceId}`;
  expect(numbers).toEqual({
    order_number: expect.stringMatching(/^ORD\/0*1$/),
    invoice_number: expect.stringMatching(/^KG26\/0*1$/),
  });
});

test("what cannot be is refused with its field, and nothing of the business is left behind", async () => {
  const before = await world.admin`select id from tenant`;
  for (const [wrong, field] of [
    [{ state: "Atlantis" }, "state"],
    [{ timeZone: "Asia/Nowhere" }, "timeZone"],
    [{ sizeScales: ["ROMAN"] }, "sizeScales"],
    [{ owner: { name: "A", email: "a@example.com", password: "password123" } }, "owner.password"],
  ] as const) {
    await expect(world.openTenant(wrong as never)).rejects.toMatchObject({
      code: "validation_failed",
      fields: [expect.objectContaining({ path: field })],
    });
  }
  await expect(world.openTenant({ slug: "twice" })).resolves.toBeDefined();
  await expect(world.openTenant({ slug: "twice" })).rejects.toMatchObject({
    code: "duplicate",
    fields: [{ path: "slug", message: "This address is taken; choose another." }],
  });
  expect((await world.admin`select id from tenant`).length).toBe(before.length + 1);
});
