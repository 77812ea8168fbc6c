import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { openShift } from "../../apps/pos/src/device/shift.ts";
import { openPool, type Sql } from "../../apps/server/src/platform/db.ts";
import { type Business, openServer, type ServerUnderTest } from "../boundary/open-server.ts";
import { openShop, openTill, type Shop, type TestTill } from "./shop-floor.ts";

/** A till with its shift open in a shop of its own, on a server that all tests of a file share. */
export interface PairedTill {
  world: ServerUnderTest;
  /** The database past the tenant wall, to check the books. */
  admin: Sql;
  business: Business;
  shop: Shop;
  till: TestTill;
}

/** Every test of the file gets a {@link PairedTill}, new each time; read it inside a test. */
export function pairTillForEach(name: string): PairedTill {
  const given = {} as PairedTill;
  let businesses = 0;
  beforeAll(async () => {
    given.world = await openServer("api");
    given.admin = openPool(given.world.database.adminUrl, { max: 2 });
  });
  afterAll(async () => {
    await given.admin?.end();
    await given.world?.close();
  });
  beforeEach(async () => {
    businesses += 1;
    given.business = await given.world.openBusiness(`${name}-${businesses}`);
    given.shop = await openShop(given.business, 5);
    given.till = await openTill(given.world.server.origin, given.business, given.shop);
    await openShift(given.till.db, given.shop.cashierId, 100_000);
    expect(await given.till.deliver()).toMatchObject({ kind: "done" });
  });
  return given;
}
