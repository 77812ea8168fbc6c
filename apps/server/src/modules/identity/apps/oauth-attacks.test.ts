import { accessApi, accountApi, appsApi, auditApi, keysApi, partyApi, tenancyApi } from "@selvedge/contract";
import { expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { challengeOf, REDIRECT_URI, registerTestApp, type ThirdPartyApp } from "../testing/an-app.ts";
import { isOut, PASSWORD, programOf, setAppStage, works } from "../testing/app-scene.ts";
import type { Browser } from "../testing/sign-in-client.ts";

const stage = setAppStage();

test("nobody is sent to an address that is not registered, letter by letter", async () => {
  const { owner, asha, app } = stage;
  const others = [
    "https://stocksync.example/back/",
    "https://stocksync.example/back?x=1",
    "https://stocksync.example/back#x",
    "https://stocksync.example/Back",
    "https://stocksync.example:8443/back",
    "https://evil.example/back",
    "https://stocksync.example@evil.example/back",
    "javascript:alert(1)",
  ];
  for (const redirect_uri of others) {
    const { verifier: _, ...request } = app.request({ redirect_uri });
    for (const door of [appsApi.readAppRequest, appsApi.answerAppRequest]) {
      const refused = await asha.browser.refused(door, { ...request, allow: true } as never);
      expect(refused, redirect_uri).toMatchObject({ code: "validation_failed", fields: [{ path: "redirect_uri" }] });
    }
  }
  for (const uri of ["http://shop.example/x", "https://a.example/x?y=1", "javascript:alert(1)", "data:text/html,x"]) {
    const refused = await owner.refused(appsApi.registerApp, {
      name: "Bad",
      redirectUris: [uri],
      scopes: ["party.customer.read"],
    });
    expect(refused.code, uri).toBe("validation_failed");
  }
});

test("plain PKCE, no PKCE, other response types and wider scopes are refused before anybody is asked", async () => {
  const { asha, app } = stage;
  const wrong: [Record<string, string | undefined>, string][] = [
    [{ code_challenge_method: "plain" }, "invalid_request"],
    [{ code_challenge_method: undefined }, "invalid_request"],
    [{ code_challenge: undefined }, "invalid_request"],
    [{ code_challenge: "short" }, "invalid_request"],
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ response_type: undefined }, "unsupported_response_type"],
    [{ scope: "party.customer.read catalog.cost.read" }, "invalid_scope"],
    [{ scope: undefined }, "invalid_scope"],
    [{ scope: "*" }, "invalid_scope"],
  ];
  for (const [changed, error] of wrong) {
    const { verifier: _, ...request } = app.request(changed);
    const { redirectTo } = await asha.browser.call(appsApi.answerAppRequest, { ...request, allow: true });
    const params = new URL(redirectTo).searchParams;
    expect([params.get("error"), params.get("code")], JSON.stringify(changed)).toEqual([error, null]);
  }
});

test("a code works once; a second use ends everything it gave, and the person is told", async () => {
  const { world, asha, app } = stage;
  const granted = await app.askedBy(asha.browser);
  const first = await app.redeem(granted);
  await works(programOf(world, first.body.access_token));
  const before = (await world.newestMail(asha.email)).count;
  expect((await app.redeem(granted)).body.error).toBe("invalid_grant");
  await isOut(programOf(world, first.body.access_token));
  expect((await app.refresh(first.body.refresh_token)).body.error).toBe("invalid_grant");
  const mail = await world.newestMail(asha.email);
  expect([mail.count, mail.subject]).toEqual([before + 1, "An app was disconnected for safety"]);
});

test("a code is worth nothing after a minute, to another app, with another verifier, or from another address", async () => {
  const { world, origin, owner, asha, app } = stage;
  const other = await registerTestApp(origin, owner, { name: "Other" });
  const stolen = await app.askedBy(asha.browser);
  expect((await other.redeem(stolen)).body.error).toBe("invalid_grant");
  const wrong = { ...(await app.askedBy(asha.browser)), verifier: "w".repeat(43) };
  expect((await app.redeem(wrong)).body.error).toBe("invalid_grant");
  const challenge = await app.askedBy(asha.browser);
  expect((await app.redeem({ ...challenge, verifier: challengeOf(challenge.verifier) })).body.error).toBe(
    "invalid_grant",
  );
  const none = await app.redeem(await app.askedBy(asha.browser), { code_verifier: undefined });
  expect(none.body.error).toBe("invalid_grant");
  const elsewhere = await app.redeem(await app.askedBy(asha.browser), { redirect_uri: "https://evil.example/back" });
  expect(elsewhere.status).toBe(400);
  // A wrong verifier has used the code up: it cannot be guessed at.
  const guessed = await app.askedBy(asha.browser);
  await app.redeem({ ...guessed, verifier: "w".repeat(43) });
  expect((await app.redeem(guessed)).body.error).toBe("invalid_grant");
  const late = await app.askedBy(asha.browser);
  world.travel(2);
  expect((await app.redeem(late)).body.error).toBe("invalid_grant");
});

test("each refresh token works once; a reused one ends its whole family at once, and another consent's goes on", async () => {
  const { world, owner, asha, app, connect } = stage;
  const stolen = await connect();
  const other = await connect();
  const next = await app.refresh(stolen.refresh_token);
  expect(next.status).toBe(200);
  await works(programOf(world, next.body.access_token));
  expect((await app.refresh(stolen.refresh_token)).body.error).toBe("invalid_grant");
  expect((await app.refresh(next.body.refresh_token)).body.error).toBe("invalid_grant");
  for (const program of [stolen.program, programOf(world, next.body.access_token)]) await isOut(program);
  await works(other.program);
  expect((await app.refresh(other.refresh_token)).status).toBe(200);
  const { items } = await owner.call(auditApi.listEvents, { type: "identity.app_access_ended" });
  expect(items[0]!.after).toMatchObject({ why: "reused", userId: asha.id });
});

test("of many that refresh by one token at once, one gets tokens at most, and the family ends", async () => {
  const { world, app, connect } = stage;
  const { refresh_token } = await connect();
  const answers = await Promise.all(Array.from({ length: 5 }, () => app.refresh(refresh_token)));
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  const [won] = answers.filter((a) => a.status === 200);
  await isOut(programOf(world, won!.body.access_token));
});

test("a refresh token widens nothing, and is of no use to another app or after its time", async () => {
  const { world, origin, owner, app, connect } = stage;
  const { refresh_token } = await connect();
  expect((await app.refresh(refresh_token, { scope: "party.customer.read inventory.stock.read" })).body.error).toBe(
    "invalid_scope",
  );
  const other = await registerTestApp(origin, owner, { name: "Other" });
  const second = await connect();
  expect((await other.refresh(second.refresh_token)).body.error).toBe("invalid_grant");
  const narrow = await app.refresh(second.refresh_token, { scope: "party.customer.read" });
  const program = programOf(world, narrow.body.access_token);
  await works(program);
  expect((await program.refused(partyApi.createCustomer, { kind: "person", name: "Ravi" })).code).toBe("not_permitted");
  expect((await app.refresh(narrow.body.refresh_token, { scope: "party.customer.change" })).body.error).toBe(
    "invalid_scope",
  );
  const idle = await connect();
  world.travel(31 * 24 * 60);
  expect((await app.refresh(idle.refresh_token)).body.error).toBe("invalid_grant");
});

test("an app neither revokes nor looks into tokens of another", async () => {
  const { origin, owner, asha, app, connect } = stage;
  const other = await registerTestApp(origin, owner, { name: "Other" });
  const { access_token, refresh_token, program } = await connect();
  const proof = { client_id: other.clientId, client_secret: other.secret! };
  for (const token of [access_token, refresh_token]) {
    expect((await other.post("/oauth/revoke", { token, ...proof })).status).toBe(200);
    expect((await other.post("/oauth/introspect", { token, ...proof })).body).toEqual({ active: false });
    const own = await app.post("/oauth/introspect", { token, client_id: app.clientId, client_secret: app.secret! });
    expect(own.body).toMatchObject({ active: true, client_id: app.clientId, sub: asha.id });
  }
  await works(program);
  await asha.browser.call(appsApi.disconnectApp, { id: app.id });
  const after = await app.post("/oauth/introspect", {
    token: access_token,
    client_id: app.clientId,
    client_secret: app.secret!,
  });
  expect(after.body).toEqual({ active: false });
});

test("an app's token is no person's: it allows no app, makes no key, changes no sign-in and is worth nothing for refreshing", async () => {
  const { world, origin, owner, app } = stage;
  const boss = await registerTestApp(origin, owner, {
    name: "Boss",
    scopes: ["identity.user.change", "party.customer.read"],
  });
  const asked = boss.request({ scope: "identity.user.change party.customer.read" });
  const { body } = await boss.redeem(await boss.askedBy(owner, asked));
  const program = programOf(world, body.access_token);
  const { verifier: _, ...request } = app.request();
  const doors: [Parameters<Browser["refused"]>[0], object][] = [
    [appsApi.readAppRequest, request],
    [appsApi.answerAppRequest, { ...request, allow: true }],
    [keysApi.createApiKey, { name: "K", scopes: ["party.customer.read"] }],
    [appsApi.registerApp, { name: "A", redirectUris: [REDIRECT_URI], scopes: ["party.customer.read"] }],
    [appsApi.disconnectApp, { id: boss.id }],
    [accountApi.changePassword, { password: "another horse battery" }],
    [accountApi.beginTotp, {}],
    [accountApi.beginPasskey, {}],
    [accountApi.confirmMe, { password: PASSWORD }],
    [accountApi.changeProfile, { name: "Mallory" }],
    [tenancyApi.getMe, {}],
    [accessApi.setMyPin, { pin: "5083", password: PASSWORD }],
  ];
  for (const [door, input] of doors) expect((await program.refused(door, input as never)).status, door.name).toBe(403);
  const person = await program.refused(tenancyApi.createUser, {
    ...{ name: "New owner", email: `${newId()}@x.example`, password: PASSWORD },
    roles: ["owner"],
  });
  expect(person.code).toBe("not_permitted");
  program.cookie = `selvedge_refresh=${body.refresh_token}`;
  expect((await program.refused(tenancyApi.refreshSession, {})).status).toBe(401);
});

test("what cannot be read as OAuth is refused in OAuth's words, never with a fault", async () => {
  const { app } = stage;
  const proof = { client_id: app.clientId, client_secret: app.secret! };
  const odd: [string, Parameters<ThirdPartyApp["post"]>[1], Record<string, string>?][] = [
    ["/oauth/token", ""],
    ["/oauth/token", "grant_type=authorization_code&grant_type=refresh_token"],
    ["/oauth/token", { grant_type: "password", username: "a", password: "b", ...proof }],
    ["/oauth/token", { grant_type: "client_credentials", ...proof }],
    ["/oauth/token", { grant_type: "__proto__", ...proof }],
    ["/oauth/token", { grant_type: "refresh_token", refresh_token: "'; drop table oauth_grant; --", ...proof }],
    ["/oauth/token", { grant_type: "refresh_token", refresh_token: "a\u0000b", ...proof }],
    ["/oauth/token", { grant_type: "authorization_code", code: "\ud83d\ude00".repeat(50), ...proof }],
    ["/oauth/token", { ...proof, client_id: `app_${"0".repeat(34)}`, grant_type: "refresh_token", refresh_token: "x" }],
    ["/oauth/token", { ...proof, client_id: `app_${"z".repeat(34)}`, grant_type: "refresh_token", refresh_token: "x" }],
    ["/oauth/token", { grant_type: "refresh_token" }, { authorization: "Basic !!!" }],
    [
      "/oauth/token",
      { grant_type: "refresh_token" },
      { authorization: `Basic ${Buffer.from("::::").toString("base64")}` },
    ],
    ["/oauth/revoke", { ...proof }],
    ["/oauth/revoke", { token: "x" }],
    ["/oauth/introspect", { token: "x", client_id: app.clientId }],
    ["/oauth/token", "x".repeat(40_000)],
    ["/oauth/token", '{"grant_type":"refresh_token"}', { "content-type": "application/json" }],
  ];
  for (const [path, form, headers] of odd) {
    const { status, body } = await app.post(path, form, headers);
    expect(status, JSON.stringify(form).slice(0, 80)).toBeGreaterThanOrEqual(400);
    expect(status, JSON.stringify(form).slice(0, 80)).toBeLessThan(500);
    expect(typeof body.error === "string" || typeof body["code"] === "string").toBe(true);
  }
});

test("no code, refresh token or secret is kept as it is, and no answer, entry of the trail or mail has one", async () => {
  const { world, owner, asha, app } = stage;
  const granted = await app.askedBy(asha.browser);
  const { body } = await app.redeem(granted);
  const kept = await Promise.all([
    world.admin`select to_jsonb(x) from oauth_code x`,
    world.admin`select to_jsonb(x) from oauth_refresh_token x`,
    world.admin`select to_jsonb(x) from oauth_app x`,
    world.admin`select to_jsonb(x) from idempotency_key x`,
    world.admin`select to_jsonb(x) from event x`,
    world.admin`select to_jsonb(x) from mail x`,
    owner.call(appsApi.listApps, {}),
  ]);
  const text = JSON.stringify(kept);
  for (const secret of [granted.code, body.refresh_token, body.access_token, app.secret!])
    expect(text).not.toContain(secret);
});
