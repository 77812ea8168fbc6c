import { accountApi, ledgerApi, startApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, openSignInWorld, type SignInWorld } from "../testing/sign-in-client.ts";
import { codeOf } from "../testing/totp-code.ts";

const PASSWORD = "correct horse battery";
let world: SignInWorld;
let owner: Browser;
beforeAll(async () => {
  world = await openSignInWorld();
  await world.server.openBusiness("kora");
  owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: "owner@kora.example", password: PASSWORD });
}, 60_000);
afterAll(() => world?.close());

/** A person with an authenticator app, signed in. */
async function aPersonWithApp(email: string, roles: string[]) {
  const { id } = await owner.call(tenancyApi.createUser, { name: "Ila", email, password: PASSWORD, roles });
  const browser = world.browser();
  await browser.enter(tenancyApi.signIn, { email, password: PASSWORD });
  const { secret } = await browser.call(accountApi.beginTotp, {});
  const { backupCodes } = await browser.call(accountApi.confirmTotp, { code: codeOf(secret) });
  return { id, email, browser, backupCodes };
}

test("a lost second step is taken away by who vouches for the person, and begins anew at their mail box", async () => {
  const ila = await aPersonWithApp("ila@kora.example", ["clerk"]);
  const asked = { id: ila.id, checkedBy: "video", note: "Saw her badge" } as const;
  await owner.call(accountApi.resetSecondStep, asked);

  // Nothing of before counts any more: no session, no password, no code.
  expect((await ila.browser.refused(tenancyApi.getMe, {})).code).toBe("session_revoked");
  const signIn = { email: ila.email, password: PASSWORD };
  expect((await world.browser().refused(tenancyApi.signIn, signIn)).code).toBe("sign_in_failed");
  const { items } = await owner.call(tenancyApi.listUsers, { q: "Ila" });
  expect(items.find((user) => user.id === ila.id)).toMatchObject({ status: "active", secondFactor: false });

  const mail = await world.newestMail(ila.email);
  expect(mail.subject).toBe("Your second step of sign-in was taken away");
  const chosen = "a quite different phrase";
  await world.browser().call(accountApi.resetPassword, { token: mail.token, password: chosen });
  const again = world.browser();
  await again.enter(tenancyApi.signIn, { email: ila.email, password: chosen });
  expect((await again.call(accountApi.getProfile, {})).totp).toBe(false);

  const [event] = await world.admin<{ before: unknown; after: unknown; actor_type: string }[]>`
    select before, after, actor_type from event where type = 'identity.second_step_reset' and entity_id = ${ila.id}`;
  expect(event).toMatchObject({
    before: { totp: true, passkeys: 0 },
    after: { checkedBy: "video", note: "Saw her badge" },
    actor_type: "user",
  });
  expect((await owner.refused(accountApi.resetSecondStep, asked)).code).toBe("wrong_state");
});

test("nobody takes a second step away from themselves, from who may do more, or without a fresh proof", async () => {
  const ila = await aPersonWithApp("second.ila@kora.example", ["owner"]);
  const me = (await owner.call(tenancyApi.getMe, {})).user.id;
  expect((await owner.refused(accountApi.resetSecondStep, { id: me, checkedBy: "in_person" })).code).toBe(
    "wrong_state",
  );

  await owner.call(tenancyApi.createUser, {
    ...{ name: "Mo", email: "mo@kora.example", password: PASSWORD, roles: ["manager"] },
  });
  const manager = world.browser();
  await manager.enter(tenancyApi.signIn, { email: "mo@kora.example", password: PASSWORD });
  const asked = { id: ila.id, checkedBy: "in_person" } as const;
  const refused = await manager.refused(accountApi.resetSecondStep, asked);
  expect(["not_permitted", "validation_failed"]).toContain(refused.code);

  world.travel(30);
  await owner.enter(tenancyApi.refreshSession, {});
  expect((await owner.refused(accountApi.resetSecondStep, asked)).code).toBe("confirm_identity");
  world.travel(0);
  expect((await ila.browser.call(accountApi.getProfile, {})).totp).toBe(true);
});

test("where the installation asks everybody for a second step, nobody does anything before they have one", async () => {
  const strict = await openSignInWorld({ SECOND_STEP_FOR: "everybody" });
  try {
    await strict.server.openBusiness("strict");
    const person = strict.browser();
    const { user } = await person.enter(tenancyApi.signIn, { email: "owner@strict.example", password: PASSWORD });
    expect(user).toMatchObject({ mustAddSecondFactor: true, permissions: [] });
    const refused = await person.refused(ledgerApi.listAccounts, {});
    expect(refused).toMatchObject({ code: "not_permitted", detail: expect.stringContaining("second step") });
    const { secret } = await person.call(accountApi.beginTotp, {});
    await person.call(accountApi.confirmTotp, { code: codeOf(secret) });
    await person.call(ledgerApi.listAccounts, {});
    expect((await person.call(startApi.getStart, {})).hasSecondStep).toBe(true);
    expect((await person.call(accountApi.getSignInPolicy, {})).everybodyNeedsSecondFactor).toBe(true);
  } finally {
    await strict.close();
  }
  // The setting is the program's: the next one is opened without it.
  const mild = await openSignInWorld();
  await mild.server.openBusiness("mild");
  const person = mild.browser();
  await person.enter(tenancyApi.signIn, { email: "owner@mild.example", password: PASSWORD });
  expect((await person.call(startApi.getStart, {})).hasSecondStep).toBe(false);
  const policy = { everybodyNeedsSecondFactor: false, people: 1, peopleWithSecondFactor: 0, ownersWithout: 1 };
  expect(await person.call(accountApi.getSignInPolicy, {})).toMatchObject(policy);
  await mild.close();
}, 60_000);
