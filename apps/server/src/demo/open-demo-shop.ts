import { catalogApi, pricingApi, shopApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Doors } from "../platform/doors.ts";
import type { DemoMasters } from "./build-masters.ts";
import { styles } from "./range.ts";

const idsOf = (masters: DemoMasters, ...codes: string[]): string[] =>
  codes.map((code) => masters.styleIds[styles.findIndex((s) => s.code === code)]!);

/** Opens the label's online shop: its words, what delivery costs, collections and a coupon to try. */
export async function openDemoShop(doors: Doors, masters: DemoMasters, endsOn: string): Promise<void> {
  await doors.run(shopApi.openShop, {});
  const rupees = (n: number) => n * 100;
  await doors.run(shopApi.setShopDeliveries, {
    deliveries: [
      {
        name: "Standard",
        country: "IN",
        chargeMinor: rupees(79),
        freeFromMinor: rupees(1499),
        leastDays: 3,
        mostDays: 6,
      },
      { name: "Express", country: "IN", chargeMinor: rupees(199), leastDays: 1, mostDays: 2 },
      {
        ...{ name: "Courier in Maharashtra", country: "IN", states: ["MH"], chargeMinor: rupees(49) },
        ...{ freeFromMinor: rupees(999), leastDays: 1, mostDays: 3 },
      },
    ],
  });
  const { items: seasons } = await doors.run(catalogApi.listSeasons, {});
  const newest = [...seasons].sort((a, b) => b.startsOn.localeCompare(a.startsOn))[0]!;
  await doors.run(shopApi.setShopCollections, {
    collections: [
      {
        ...{ slug: "new", name: newest.name, blurb: "The season's first pieces, in small numbers", rule: "season" },
        seasonId: newest.id,
      },
      {
        ...{ slug: "festive", name: "Festive edit", blurb: "For the evenings that go on", rule: "styles" },
        styleIds: idsOf(masters, "KU107", "MK202", "SA122", "KU104", "SA121", "DU131", "MK201", "KD113"),
      },
      {
        ...{ slug: "everyday", name: "Everyday cotton", blurb: "What one reaches for first", rule: "styles" },
        styleIds: idsOf(masters, "TS401", "SH301", "KU101", "TR601", "TS403", "SH302", "SK801", "TS402", "KU102"),
      },
      { slug: "sale", name: "Sale", blurb: "Last sizes, lower prices", rule: "sale" },
    ],
  });
  await doors.run(shopApi.changeShopSettings, {
    ...{ isOpen: true, title: "Kora", tagline: "Cloth with a memory of hands" },
    about: "Kurtas, shirts and sarees in handloom and block print, cut and sewn in Maharashtra.",
    announcement: "10 % off your first order with NAMASTE10",
    contactEmail: "hello@kora.example",
    heroStyleId: idsOf(masters, "KU107")[0]!,
    onDeliveryMostMinor: rupees(15_000),
    remindHours: 4,
  });
  await doors.run(pricingApi.createPromotion, {
    ...{ code: "WEB-WELCOME", name: "Welcome", kind: "percent", percentBasisPoints: 1000, channelKinds: ["web"] },
    ...{ coupon: "NAMASTE10", startsAt: `${addDays(endsOn, -30)}T00:00:00+05:30` },
    endsAt: `${addDays(endsOn, 365)}T00:00:00+05:30`,
  });
}
