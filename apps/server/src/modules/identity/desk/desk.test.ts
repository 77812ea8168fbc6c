import { accountApi, catalogApi, deskApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { type Browser, openSignInWorld, type SignInWorld } from "../testing/sign-in-client.ts";

const PASSWORD = "correct horse battery";
let world: SignInWorld;
let owner: Browser;
let asha: Browser;
let ravi: Browser;

beforeAll(async () => {
  world = await openSignInWorld();
  await world.server.openBusiness("kora");
  await world.server.openBusiness("other");
  owner = await enter("owner@kora.example");
  asha = await aClerk("Asha Rao");
  ravi = await aClerk("Ravi Mehta");
}, 60_000);
beforeEach(() => world.travel(0));
afterAll(() => world?.close());

async function enter(email: string): Promise<Browser> {
  const browser = world.browser();
  await browser.enter(tenancyApi.signIn, { email, password: PASSWORD });
  return browser;
}

async function aClerk(name: string): Promise<Browser> {
  const email = `${newId()}@kora.example`;
  await owner.call(tenancyApi.createUser, { name, email, password: PASSWORD, roles: ["clerk"] });
  return enter(email);
}

const namesOf = async (who: Browser, list: string) =>
  (await who.call(deskApi.listViews, { list })).items.map(({ name }) => name);

test("a view is its owner's alone until it is shared, and the same name replaces it", async () => {
  await asha.call(deskApi.saveView, { list: "orders", name: "To ship", state: { status: "confirmed" } });
  expect(await namesOf(asha, "orders")).toEqual(["To ship"]);
  expect(await namesOf(ravi, "orders")).toEqual([]);
  await asha.call(deskApi.saveView, { list: "orders", name: "to ship", state: { status: "packed" }, shared: true });
  const { items } = await ravi.call(deskApi.listViews, { list: "orders" });
  expect(items).toMatchObject([
    { name: "to ship", state: { status: "packed" }, mine: false, ownerName: "Asha Rao", mayRemove: false },
  ]);
  expect(await namesOf(asha, "orders")).toEqual(["to ship"]);
  expect(await namesOf(asha, "styles")).toEqual([]);
});

test("a shared view is removed by its owner or by who changes settings, and by nobody else", async () => {
  const { id } = await asha.call(deskApi.saveView, {
    list: "stock",
    name: "Low",
    state: { state: "low" },
    shared: true,
  });
  expect(await ravi.refused(deskApi.removeView, { id })).toMatchObject({ code: "not_permitted" });
  const own = await ravi.call(deskApi.saveView, { list: "stock", name: "Mine", state: {} });
  expect(await asha.refused(deskApi.removeView, { id: own.id })).toMatchObject({ code: "not_found" });
  expect(await (await enter("owner@other.example")).refused(deskApi.removeView, { id })).toMatchObject({
    code: "not_found",
  });
  await owner.call(deskApi.removeView, { id });
  expect(await namesOf(asha, "stock")).toEqual([]);
});

test("fifty views of a list are kept, and the next is refused in words", async () => {
  for (let n = 0; n < 50; n += 1) {
    await ravi.call(deskApi.saveView, { list: "invoices", name: `View ${n}`, state: {} });
  }
  const refused = await ravi.refused(deskApi.saveView, { list: "invoices", name: "One more", state: {} });
  expect(refused).toMatchObject({ code: "wrong_state", detail: expect.stringContaining("remove one first") });
  await ravi.call(deskApi.saveView, { list: "invoices", name: "View 7", state: { q: "x" } });
});

test("who has a record open is told to who opens it next, until they leave or their screen falls silent", async () => {
  const { items } = await owner.call(catalogApi.listCategories, {});
  const recordId = items[0]!.id;
  const tell = (who: Browser, leaving = false) => who.call(deskApi.tellEditing, { recordId, leaving });
  expect((await tell(asha)).others).toEqual([]);
  expect((await tell(ravi)).others).toEqual([{ name: "Asha Rao", avatarUrl: null }]);
  await tell(asha, true);
  expect((await tell(ravi)).others).toEqual([]);
  world.travel(2);
  expect((await tell(asha)).others).toEqual([]);
});

test("nothing is told of a record that is not there or is another business's", async () => {
  const other = await enter("owner@other.example");
  const { items } = await other.call(catalogApi.listCategories, {});
  for (const recordId of [newId(), items[0]!.id]) {
    expect(await asha.refused(deskApi.tellEditing, { recordId })).toMatchObject({ code: "not_found" });
  }
  const { id } = await asha.call(accountApi.getProfile, {});
  expect((await asha.call(deskApi.tellEditing, { recordId: id })).others).toEqual([]);
});
