import { catalogApi, inventoryApi, partyApi, pricingApi, tenancyApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import { importSkus, type KnownSku } from "../modules/catalog/index.ts";
import { readLocations as readAllLocations } from "../modules/inventory/index.ts";
import { importCustomers } from "../modules/party/index.ts";
import { changeChannel, insertChannel, readChannels } from "../modules/sales/index.ts";
import type { Doors } from "../platform/doors.ts";
import { seasonsBack } from "./calendar.ts";
import { drawColourways } from "./draw-colourways.ts";
import { type DemoStyle, fabricOf, kindFacts, palette, sizesOf, styles, wholesalePriceOf } from "./range.ts";
import type { SimChannel } from "./sim-types.ts";
import type { SimulatedTrade } from "./simulate.ts";

/** Ids of what the trade is posted against. */
export interface DemoMasters {
  places: Record<"main" | "bandra" | "pune" | "supplier" | "adjustment", string>;
  channels: Record<SimChannel, { id: string; currency: string; priceMode: "inclusive" | "exclusive" }>;
  /** In the order of the simulation's SKUs. */
  skus: KnownSku[];
  accountIds: string[];
  consumerIds: string[];
  styleIds: string[];
}

export const demoPeople = [
  { role: "Owner", email: "owner@kora.example", name: "Anita Rao", roles: ["owner"] },
  { role: "Manager", email: "manager@kora.example", name: "Devika Menon", roles: ["manager"] },
  { role: "Warehouse", email: "warehouse@kora.example", name: "Suresh Gaikwad", roles: ["warehouse"] },
  { role: "Cashier", email: "cashier@kora.example", name: "Farah Khan", roles: ["cashier"] },
  { role: "Sales rep", email: "sales@kora.example", name: "Rohan Desai", roles: ["sales_rep"] },
  { role: "Accountant", email: "accountant@kora.example", name: "Priya Iyer", roles: ["accountant"] },
] as const;

/** The demo's passwords are no secret: they are shown at every start. */
export const demoPassword = (person: (typeof demoPeople)[number]): string =>
  `demo-${person.role.toLowerCase().replace(" ", "-")}-2026`;

/** Everything that trade refers to, made through the product's own doors. */
export async function buildMasters(
  doors: Doors,
  trade: SimulatedTrade,
  endsOn: string,
  tell: (share: number) => void,
): Promise<DemoMasters> {
  await addUsers(doors);
  const { places, channels } = await openPlaces(doors);
  const styleIds = await createStyles(doors, endsOn, (share) => tell(share * 0.7));
  await addPromotions(doors, trade);
  const accountIds = await addAccounts(doors, trade);
  const consumerIds = await doors.step("demo.customers", async (ctx) => {
    const wanted = trade.consumers.map(({ code, name, state }) => ({
      ...{ code, name, state, country: "IN", kind: "person" as const },
      email: `${name.toLowerCase().replaceAll(" ", ".")}.${code.toLowerCase()}@example.com`,
    }));
    const ids = await importCustomers(ctx, null, wanted);
    return wanted.map((c) => ids.get(c.code)!);
  });
  const skus = await findSkus(doors, trade);
  tell(1);
  return { places, channels, skus, accountIds, consumerIds, styleIds };
}

async function addUsers(doors: Doors): Promise<void> {
  for (const person of demoPeople.slice(1)) {
    const { name, email, roles } = person;
    await doors.run(tenancyApi.createUser, { name, email, roles: [...roles], password: demoPassword(person) });
  }
}

async function openPlaces(doors: Doors) {
  const address = (line1: string, city: string, postcode: string) => ({
    line1,
    city,
    postcode,
    state: "MH",
    country: "IN",
  });
  const shop = { kind: "shop", state: "MH", country: "IN" } as const;
  const bandra = await doors.run(inventoryApi.createLocation, {
    ...{ ...shop, code: "BANDRA", name: "Mumbai Bandra" },
    address: address("14 Waroda Road, Bandra West", "Mumbai", "400050"),
  });
  const pune = await doors.run(inventoryApi.createLocation, {
    ...{ ...shop, code: "KOREGAON", name: "Pune Koregaon Park" },
    address: address("7 North Main Road, Koregaon Park", "Pune", "411001"),
  });
  await doors.step("demo.channels", async (ctx) => {
    const retail = (await readChannels(ctx)).find((c) => c.code === "retail")!;
    await changeChannel(ctx, retail.id, { name: "Bandra shop", locationId: bandra.id });
    await insertChannel(ctx, { code: "retail-pune", name: "Koregaon Park shop", kind: "retail", locationId: pune.id });
  });
  return doors.step("demo.places", async (ctx) => {
    const [locations, list] = await Promise.all([readAllLocations(ctx), readChannels(ctx)]);
    const at = (code: string) => locations.find((l) => l.code === code)!.id;
    const channel = (code: string) => list.find((c) => c.code === code)!;
    return {
      places: {
        main: at("MAIN"),
        bandra: bandra.id,
        pune: pune.id,
        supplier: at("SUPPLIER"),
        adjustment: at("ADJUSTMENT"),
      },
      channels: {
        wholesale: channel("wholesale"),
        web: channel("web"),
        bandra: channel("retail"),
        pune: channel("retail-pune"),
      },
    };
  });
}

async function createStyles(doors: Doors, endsOn: string, tell: (share: number) => void): Promise<string[]> {
  await doors.run(tenancyApi.changeTenant, { gtinPrefix: "890420100" });
  await doors.run(catalogApi.createCategory, { code: "SKIRTS", name: "Skirts" });
  const seasonIds: string[] = [];
  for (const season of seasonsBack(endsOn, 5)) seasonIds.push((await doors.run(catalogApi.createSeason, season)).id);
  const [categories, scales, lists] = await Promise.all([
    doors.run(catalogApi.listCategories, {}),
    doors.run(catalogApi.listSizeScales, {}),
    doors.run(pricingApi.listPriceLists, {}),
  ]);
  const wholesaleList = lists.items.find((l) => l.code === "WHOLESALE")!.id;
  const ids: string[] = [];
  for (const style of styles) {
    const { category, gender, scale, hsnCode, taxClass } = kindFacts[style.kind];
    const made = await doors.run(catalogApi.createStyle, {
      ...{ code: style.code, name: style.name, brand: "Kora", gender, hsnCode, taxClass, originCountry: "IN" },
      fabric: fabricOf(style),
      description: describe(style),
      categoryId: categories.items.find((c) => c.code === category)!.id,
      ...(style.line === "core" ? {} : { seasonId: seasonIds[style.line]! }),
      sizeScaleId: scales.items.find((s) => s.code === scale)!.id,
      sizes: [...sizesOf(style)],
      colourways: style.colours.map((key) => {
        const [code, name, hex, family] = palette[key];
        return { code, name, hex, family };
      }),
      assignGtins: true,
      basePriceMinor: style.mrpMinor,
    });
    await doors.run(pricingApi.setPrices, {
      priceListId: wholesaleList,
      styleId: made.id,
      prices: [{ unitPriceMinor: wholesalePriceOf(style) }],
    });
    await drawColourways(doors, style, made.colourways);
    const status = style.line === 1 ? "markdown" : style.line === 2 || style.line === 3 ? "discontinued" : null;
    if (status) await doors.run(catalogApi.changeStyle, { id: made.id, status });
    ids.push(made.id);
    tell(ids.length / styles.length);
  }
  return ids;
}

function describe(style: DemoStyle): string {
  const { gender } = kindFacts[style.kind];
  const print = style.print === "plain" ? "in a solid colour" : `with a ${style.print} print`;
  return `${style.name} for ${gender.toLowerCase() === "unisex" ? "everyone" : gender.toLowerCase()}, ${print}. ${fabricOf(style)}.`;
}

async function addPromotions(doors: Doors, trade: SimulatedTrade): Promise<void> {
  const { items } = await doors.run(catalogApi.listCategories, {});
  const idOf = new Map(items.map((c) => [c.code, c.id]));
  for (const p of trade.demand.promotions) {
    await doors.run(pricingApi.createPromotion, {
      ...{ code: p.code, name: p.name, kind: "percent", percentBasisPoints: p.percent * 100 },
      ...{ channelKinds: [...p.channels], categoryIds: p.categories.map((c) => idOf.get(c)!) },
      startsAt: `${p.from}T00:00:00+05:30`,
      endsAt: `${addDays(p.to, 1)}T00:00:00+05:30`,
    });
  }
}

async function addAccounts(doors: Doors, trade: SimulatedTrade): Promise<string[]> {
  const ids: string[] = [];
  for (const a of trade.accounts) {
    const made = await doors.run(partyApi.createCustomer, {
      ...{ kind: "company", name: a.name, code: a.code, taxNumber: a.gstin, country: "IN", state: a.state },
      email: `buying@${a.name.toLowerCase().replace(/[^a-z]/g, "")}.example`,
      addresses: [
        {
          kind: "billing",
          line1: `${ids.length + 11} Market Road`,
          city: a.city,
          state: a.state,
          country: "IN",
          isDefault: true,
        },
      ],
      account: {
        paymentTermsDays: a.termsDays,
        creditLimitMinor: a.creditLimitMinor,
        partialShip: a.segment === "key" ? "backorder" : "partial",
      },
    });
    ids.push(made.id);
  }
  return ids;
}

async function findSkus(doors: Doors, trade: SimulatedTrade): Promise<KnownSku[]> {
  const codes = trade.demand.skus.map(({ style, colour, size }) => {
    const s = styles[style]!;
    return `${s.code}-${palette[s.colours[colour]!][0]}-${sizesOf(s)[size]!.toUpperCase()}`;
  });
  return doors.step("demo.skus", async (ctx) => {
    const named = codes.map((code) => ({
      code,
      styleCode: "",
      styleName: "",
      colour: "",
      size: "",
      kind: "goods" as const,
    }));
    const known = await importSkus(ctx, null, named, "apparel");
    return codes.map((code) => known.get(code)!);
  });
}
