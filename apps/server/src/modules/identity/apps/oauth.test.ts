import { appsApi, auditApi, inventoryApi, partyApi, tenancyApi } from "@selvedge/contract";
import { expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { REDIRECT_URI, registerTestApp } from "../testing/an-app.ts";
import { isOut, programOf, setAppStage, works } from "../testing/app-scene.ts";

const stage = setAppStage();

test("an app that a person allows acts for them: within its scopes, within their rights, and under its own name in the trail", async () => {
  const { world, owner, asha, app } = stage;
  const asked = app.request({ scope: "party.customer.read party.customer.change inventory.stock.read" });
  const { verifier: _, ...request } = asked;
  const shown = await asha.browser.call(appsApi.readAppRequest, request);
  expect(shown).toMatchObject({ app: { name: "StockSync" }, refusal: null, returnsTo: REDIRECT_URI });
  const granted = await app.askedBy(asha.browser, asked);
  expect(granted.params.get("state")).toBe("xyz");
  expect(granted.params.get("iss")).toMatch(/^http/);
  const answered = await app.redeem(granted);
  expect(answered.status).toBe(200);
  expect(answered.headers.get("cache-control")).toBe("no-store");
  expect(answered.body["token_type"]).toBe("Bearer");
  expect(answered.body["expires_in"]).toBeGreaterThan(890);
  const program = programOf(world, answered.body.access_token);
  await program.call(partyApi.createCustomer, { kind: "person", name: "Ravi" });
  expect((await program.refused(inventoryApi.receiveStock, { locationId: newId(), lines: [] })).code).toBe(
    "not_permitted",
  );
  const { items } = await owner.call(auditApi.listEvents, { type: "party.customer_created" });
  expect(items[0]).toMatchObject({ actorType: "app", actorName: "StockSync for Asha" });
  const mine = await asha.browser.call(appsApi.listMyApps, {});
  expect(mine.items).toMatchObject([{ name: "StockSync", appId: app.id }]);
  const people = await owner.call(appsApi.listAppPeople, { id: app.id });
  expect(people.items).toMatchObject([{ userId: asha.id, userName: "Asha" }]);
});

test("an app never may more than its person may at that moment, whatever it was given", async () => {
  const { owner, asha, connect } = stage;
  const { program } = await connect();
  await works(program);
  await owner.call(tenancyApi.changeUser, { id: asha.id, roles: ["warehouse"] });
  expect((await program.refused(partyApi.listCustomers, {})).code).toBe("not_permitted");
  await owner.call(tenancyApi.changeUser, { id: asha.id, status: "deactivated" });
  await isOut(program);
});

test("what a person does not hold is not given, and an app that asks for nothing else is refused", async () => {
  const { origin, owner, asha } = stage;
  const wide = await registerTestApp(origin, owner, { scopes: ["party.customer.read", "catalog.cost.read"] });
  const asked = wide.request({ scope: "party.customer.read catalog.cost.read" });
  const { body } = await wide.redeem(await wide.askedBy(asha.browser, asked));
  expect(body.scope).toBe("party.customer.read");
  const { verifier: _, ...none } = wide.request({ scope: "catalog.cost.read" });
  const shown = await asha.browser.call(appsApi.readAppRequest, none);
  expect(new URL(shown.refusal!.redirectTo).searchParams.get("error")).toBe("access_denied");
});

test("a person who refuses sends the app back without a code", async () => {
  const { asha, app } = stage;
  const { verifier: _, ...request } = app.request();
  const { redirectTo } = await asha.browser.call(appsApi.answerAppRequest, { ...request, allow: false });
  const params = new URL(redirectTo).searchParams;
  expect([params.get("error"), params.get("code"), params.get("state")]).toEqual(["access_denied", null, "xyz"]);
  expect(redirectTo.startsWith(REDIRECT_URI)).toBe(true);
});

test("a confidential app proves itself by its secret, in the form or by HTTP Basic; a rotated secret is worth nothing", async () => {
  const { owner, asha, app } = stage;
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${app.clientId}:${secret}`).toString("base64")}`,
  });
  const form = async () => {
    const { code, verifier } = await app.askedBy(asha.browser);
    return { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: REDIRECT_URI };
  };
  expect((await app.post("/oauth/token", await form(), basic(app.secret!))).status).toBe(200);
  const without = await app.post("/oauth/token", { ...(await form()), client_id: app.clientId });
  expect([without.status, without.body.error]).toEqual([401, "invalid_client"]);
  const wrong = await app.post("/oauth/token", await form(), basic("slvs_wrong"));
  expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="Selvedge"']);
  const { secret } = await owner.call(appsApi.rotateAppSecret, { id: app.id });
  expect((await app.post("/oauth/token", await form(), basic(app.secret!))).status).toBe(401);
  expect((await app.post("/oauth/token", await form(), basic(secret!))).status).toBe(200);
});

test("a public app has no secret, proves itself by PKCE, and refreshes", async () => {
  const { world, origin, owner, asha, connect } = stage;
  const phone = await registerTestApp(origin, owner, { name: "Phone", confidential: false });
  expect(phone.secret).toBeNull();
  const { program, refresh_token } = await connect(asha.browser, phone);
  await works(program);
  const again = await phone.refresh(refresh_token);
  await works(programOf(world, again.body.access_token));
  expect((await phone.refresh(again.body.refresh_token, { client_secret: "x" })).body.error).toBe("invalid_client");
  expect((await owner.refused(appsApi.rotateAppSecret, { id: phone.id })).code).toBe("wrong_state");
});

test("however often it is refreshed, an app asks the person again after 180 days", async () => {
  const { world, app, connect } = stage;
  let { refresh_token } = await connect();
  for (let day = 25; day < 180; day += 25) {
    world.travel(day * 24 * 60);
    const answered = await app.refresh(refresh_token);
    expect(answered.status, `day ${day}`).toBe(200);
    refresh_token = answered.body.refresh_token;
  }
  world.travel(181 * 24 * 60);
  expect((await app.refresh(refresh_token)).body.error).toBe("invalid_grant");
});

test("the person, the owner and the app itself end its access, with the next request", async () => {
  const { owner, asha, app, connect } = stage;
  const taken = await connect();
  await asha.browser.call(appsApi.disconnectApp, { id: app.id });
  await isOut(taken.program);
  expect((await app.refresh(taken.refresh_token)).body.error).toBe("invalid_grant");
  expect((await asha.browser.call(appsApi.listMyApps, {})).items).toEqual([]);

  const ended = await connect();
  const [connection] = (await owner.call(appsApi.listAppPeople, { id: app.id })).items;
  await owner.call(appsApi.endConnection, { id: connection!.id });
  await isOut(ended.program);

  for (const kind of ["access_token", "refresh_token"] as const) {
    const revoked = await connect();
    const proof = { client_id: app.clientId, client_secret: app.secret! };
    expect((await app.post("/oauth/revoke", { token: revoked[kind], ...proof })).status).toBe(200);
    await isOut(revoked.program);
    expect((await app.refresh(revoked.refresh_token)).body.error).toBe("invalid_grant");
    expect((await app.post("/oauth/revoke", { token: revoked[kind], ...proof })).status).toBe(200);
  }
  const disabled = await connect();
  await owner.call(appsApi.changeApp, { id: app.id, status: "disabled" });
  await isOut(disabled.program);
  expect((await app.refresh(disabled.refresh_token)).body.error).toBe("invalid_client");
  const { verifier: _, ...request } = app.request();
  expect((await asha.browser.refused(appsApi.readAppRequest, request)).fields?.[0]?.path).toBe("client_id");
});

test("the metadata tells where everything is, and what is not done", async () => {
  const { origin, app } = stage;
  const answer = await fetch(`${origin}/.well-known/oauth-authorization-server`);
  const told = (await answer.json()) as Record<string, string[] & string>;
  expect(told).toMatchObject({
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
  });
  const path = new URL(told["token_endpoint"]!).pathname;
  expect((await app.post(path, {})).status).toBe(401);
  expect(told["scopes_supported"]).not.toContain("identity.key.change");
});
