import { hash as bcrypt } from "@node-rs/bcrypt";
import { accountApi, auditApi, tenancyApi } from "@selvedge/contract";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { type Browser, openSignInWorld, type SignInWorld } from "./testing/sign-in-client.ts";

const PASSWORD = "correct horse battery";
let world: SignInWorld;
let owner: Browser;
const ownerEmail = "owner@kora.example";

beforeAll(async () => {
  world = await openSignInWorld();
  await world.server.openBusiness("kora");
  owner = world.browser();
  await owner.enter(tenancyApi.signIn, { email: ownerEmail, password: PASSWORD });
}, 60_000);
beforeEach(() => world.travel(0));
afterAll(() => world?.close());

/** A person of the business with a password, signed in. */
async function aPerson(roles = ["clerk"]) {
  const email = `p${newId()}@kora.example`;
  const user = await owner.call(tenancyApi.createUser, { name: "Asha Rao", email, password: PASSWORD, roles });
  const browser = world.browser();
  await browser.enter(tenancyApi.signIn, { email, password: PASSWORD });
  return { ...user, browser };
}

const codeOf = (secret: string, minutes = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + minutes * 60_000 });

async function withTotp() {
  const person = await aPerson();
  const { secret, uri } = await person.browser.call(accountApi.beginTotp, {});
  expect(uri).toContain("otpauth://totp/");
  const { backupCodes } = await person.browser.call(accountApi.confirmTotp, { code: codeOf(secret) });
  return { ...person, secret, backupCodes };
}

test("who signs up is asked by mail to confirm the address, and the link works once", async () => {
  const email = "new@fresh.example";
  await world.browser().call(tenancyApi.signUp, {
    slug: "fresh",
    name: "Fresh Threads",
    country: "IN",
    state: "MH",
    currency: "INR",
    locale: "en-IN",
    timeZone: "Asia/Kolkata",
    owner: { name: "Noor", email, password: PASSWORD },
  });
  const browser = world.browser();
  const before = await browser.enter(tenancyApi.signIn, { email, password: PASSWORD });
  expect(before.user.emailVerified).toBe(false);
  const { token, subject } = await world.newestMail(email);
  expect(subject).toBe("Confirm your e-mail address");
  expect(await browser.call(accountApi.verifyEmail, { token })).toEqual({ email });
  expect((await browser.call(tenancyApi.getMe, {})).user.emailVerified).toBe(true);
  expect((await browser.refused(accountApi.verifyEmail, { token })).code).toBe("link_expired");
});

test("an invited person chooses a password and is in; the link works once and not after a week", async () => {
  const email = "invited@kora.example";
  const user = await owner.call(accountApi.inviteUser, { name: "Ravi", email, roles: ["warehouse"] });
  expect(user.status).toBe("invited");
  const { token, subject } = await world.newestMail(email);
  expect(subject).toContain("You are invited to");
  const browser = world.browser();
  expect((await browser.refused(tenancyApi.signIn, { email, password: PASSWORD })).code).toBe("sign_in_failed");
  expect(await browser.call(accountApi.getInvitation, { token })).toMatchObject({ name: "Ravi", email });
  expect(await browser.refused(accountApi.acceptInvitation, { token, password: "password12" })).toMatchObject({
    code: "validation_failed",
    fields: [{ path: "password" }],
  });
  world.travel(8 * 24 * 60);
  expect((await browser.refused(accountApi.acceptInvitation, { token, password: PASSWORD })).code).toBe("link_expired");
  world.travel(0);
  const session = await browser.enter(accountApi.acceptInvitation, { token, password: PASSWORD });
  expect(session.user).toMatchObject({ email, roles: ["warehouse"], emailVerified: true });
  expect((await browser.refused(accountApi.acceptInvitation, { token, password: PASSWORD })).code).toBe("link_expired");
  await world.browser().enter(tenancyApi.signIn, { email, password: PASSWORD });
});

test("a new invitation ends the one before, and nobody accepts for a deactivated person", async () => {
  const email = "again@kora.example";
  const user = await owner.call(accountApi.inviteUser, { name: "Meera", email, roles: ["clerk"] });
  const first = await world.newestMail(email);
  await owner.call(accountApi.inviteAgain, { id: user.id });
  const second = await world.newestMail(email);
  expect(second.count).toBe(2);
  const browser = world.browser();
  expect((await browser.refused(accountApi.getInvitation, { token: first.token })).code).toBe("link_expired");
  await owner.call(tenancyApi.changeUser, { id: user.id, status: "deactivated" });
  expect((await browser.refused(accountApi.acceptInvitation, { token: second.token, password: PASSWORD })).code).toBe(
    "link_expired",
  );
});

test("a forgotten password is chosen anew by mail, which ends every session and tells nobody who is known", async () => {
  const person = await aPerson();
  const stranger = world.browser();
  expect(await stranger.call(accountApi.askPasswordReset, { email: "nobody@kora.example" })).toEqual({});
  expect(await stranger.call(accountApi.askPasswordReset, { email: person.email })).toEqual({});
  expect((await world.newestMail("nobody@kora.example")).count).toBe(0);
  const { token, subject } = await world.newestMail(person.email);
  expect(subject).toBe("Choose a new password");
  await stranger.call(accountApi.askPasswordReset, { email: person.email });
  expect((await world.newestMail(person.email)).count).toBe(1);
  const password = "a quite different phrase";
  await stranger.call(accountApi.resetPassword, { token, password });
  expect((await stranger.refused(accountApi.resetPassword, { token, password })).code).toBe("link_expired");
  expect((await person.browser.refused(tenancyApi.getMe, {})).code).toBe("session_revoked");
  expect((await stranger.refused(tenancyApi.signIn, { email: person.email, password: PASSWORD })).code).toBe(
    "sign_in_failed",
  );
  await stranger.enter(tenancyApi.signIn, { email: person.email, password });
  expect((await world.newestMail(person.email)).subject).toBe("Your password was changed");
});

test("a new e-mail address counts once it is confirmed there: the old one is told twice, and every session ends", async () => {
  const { email: old, browser, id } = await aPerson();
  const other = world.browser();
  await other.enter(tenancyApi.signIn, { email: old, password: PASSWORD });
  const email = `new-${old}`;
  await browser.call(accountApi.changeEmail, { email });
  const { token, subject } = await world.newestMail(email);
  expect(subject).toBe("Confirm your new e-mail address");
  expect((await world.newestMail(old)).subject).toBe("Your e-mail address is to be changed");
  expect(await browser.call(accountApi.getProfile, {})).toMatchObject({ email: old, newEmail: email });
  expect((await world.browser().refused(tenancyApi.signIn, { email, password: PASSWORD })).code).toBe("sign_in_failed");

  expect(await world.browser().call(accountApi.confirmEmail, { token })).toEqual({ email });
  expect((await world.browser().refused(accountApi.confirmEmail, { token })).code).toBe("link_expired");
  for (const one of [browser, other]) expect((await one.refused(tenancyApi.getMe, {})).code).toBe("session_revoked");
  expect(await world.newestMail(old)).toMatchObject({ subject: "Your e-mail address was changed", count: 2 });
  expect((await world.browser().refused(tenancyApi.signIn, { email: old, password: PASSWORD })).code).toBe(
    "sign_in_failed",
  );
  const { user } = await world.browser().enter(tenancyApi.signIn, { email, password: PASSWORD });
  expect(user).toMatchObject({ id, email, emailVerified: true });
  const { items } = await owner.call(auditApi.listEvents, { entityId: id, type: "identity.email_changed" });
  expect(items).toMatchObject([{ actorId: id, before: { email: old }, after: { email } }]);
});

test("a new address is asked for by a fresh proof, once a minute, and is not told whose it is before it answers", async () => {
  const taken = await aPerson();
  const { email: old, browser } = await aPerson();
  world.travel(11);
  expect((await browser.refused(accountApi.changeEmail, { email: taken.email })).code).toBe("confirm_identity");
  await browser.call(accountApi.confirmMe, { password: PASSWORD });
  expect((await browser.refused(accountApi.changeEmail, { email: old })).fields).toMatchObject([{ path: "email" }]);
  expect(await browser.call(accountApi.changeEmail, { email: taken.email.toUpperCase() })).toEqual({});
  expect((await browser.refused(accountApi.changeEmail, { email: `x-${old}` })).code).toBe("too_many_requests");
  const { token } = await world.newestMail(taken.email.toUpperCase());
  expect((await world.browser().refused(accountApi.confirmEmail, { token })).code).toBe("duplicate");
  expect(await browser.call(accountApi.getProfile, {})).toMatchObject({ email: old });
});

test("a change of address ends when the person keeps the old one, or has their password changed", async () => {
  const { email: old, browser } = await aPerson();
  const ask = async (email: string) => {
    await browser.call(accountApi.changeEmail, { email });
    return (await world.newestMail(email)).token;
  };
  const first = await ask(`first-${old}`);
  await browser.call(accountApi.keepEmail, {});
  expect((await world.browser().refused(accountApi.confirmEmail, { token: first })).code).toBe("link_expired");
  const second = await ask(`second-${old}`);
  await browser.call(accountApi.changePassword, { password: "another quiet phrase" });
  expect((await world.browser().refused(accountApi.confirmEmail, { token: second })).code).toBe("link_expired");
  expect(await browser.call(accountApi.getProfile, {})).toMatchObject({ email: old, newEmail: null });
});

test("a bcrypt hash from the system before is accepted, and made anew as argon2id at the first sign-in", async () => {
  const email = "moved@kora.example";
  const passwordHash = await bcrypt("old system phrase", { cost: 6 });
  await owner.call(tenancyApi.createUser, { name: "Moved", email, passwordHash, roles: ["clerk"] });
  const kept = async () =>
    (await world.admin<{ password_hash: string }[]>`select password_hash from user_account where email = ${email}`)[0]!
      .password_hash;
  expect(await kept()).toBe(passwordHash);
  expect((await world.browser().refused(tenancyApi.signIn, { email, password: "old system phrasE" })).code).toBe(
    "sign_in_failed",
  );
  expect(await kept()).toBe(passwordHash);
  await world.browser().enter(tenancyApi.signIn, { email, password: "old system phrase" });
  expect(await kept()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await world.browser().enter(tenancyApi.signIn, { email, password: "old system phrase" });
});

test("failures lock out with a growing wait, alike for an account that exists and one that does not", async () => {
  const person = await aPerson();
  const tries = async (email: string, password = "wrong password") => {
    const browser = world.browser({ "x-test": "1" });
    const codes: string[] = [];
    for (let n = 0; n < 7; n += 1) codes.push((await browser.refused(tenancyApi.signIn, { email, password })).code);
    return codes;
  };
  world.stopClock();
  const known = await tries(person.email);
  expect(known).toEqual([
    "sign_in_failed",
    "sign_in_failed",
    "sign_in_failed",
    "sign_in_failed",
    "sign_in_failed",
    "too_many_requests",
    "too_many_requests",
  ]);
  expect(await tries("nobody-at-all@kora.example")).toEqual(known);
  const locked = await world.browser().refused(tenancyApi.signIn, { email: person.email, password: PASSWORD });
  expect(locked.code).toBe("too_many_requests");
  expect(Number(locked.details?.["retryAfterSeconds"])).toBeGreaterThan(0);
  world.travel(1);
  await world.browser().enter(tenancyApi.signIn, { email: person.email, password: PASSWORD });
});

test("of many guesses at the same moment only the free ones count: the right one among the rest is not let in", async () => {
  const person = await aPerson();
  const guess = (password: string) => world.browser().refused(tenancyApi.signIn, { email: person.email, password });
  const wrong = Array.from({ length: 24 }, (_, n) => guess(`wrong password ${n}`));
  const right = guess(PASSWORD);
  expect((await right).code).toBe("too_many_requests");
  await Promise.all(wrong);
});

test("with an authenticator app a password is half a sign-in; each code is good once", async () => {
  const person = await withTotp();
  const browser = world.browser();
  const half = async () => {
    const problem = await browser.refused(tenancyApi.signIn, { email: person.email, password: PASSWORD });
    expect(problem.code).toBe("second_factor_needed");
    expect(problem.details?.["methods"]).toEqual(["totp", "backup_code"]);
    return String(problem.details?.["ticket"]);
  };
  const ticket = await half();
  expect((await browser.refused(accountApi.finishSignIn, { ticket, code: "000000" })).code).toBe("sign_in_failed");
  // The code that set the app up was taken already.
  expect((await browser.refused(accountApi.finishSignIn, { ticket, code: codeOf(person.secret) })).code).toBe(
    "sign_in_failed",
  );
  world.travel(1);
  const session = await browser.enter(accountApi.finishSignIn, { ticket, code: codeOf(person.secret, 1) });
  expect(session.user.email).toBe(person.email);
  expect((await browser.refused(accountApi.finishSignIn, { ticket, code: person.backupCodes[0]! })).code).toBe(
    "link_expired",
  );
  const next = await half();
  const code = person.backupCodes[1]!.toUpperCase();
  await browser.enter(accountApi.finishSignIn, { ticket: next, code });
  expect((await world.newestMail(person.email)).subject).toBe("A backup code was used to sign in");
  const third = await half();
  expect((await browser.refused(accountApi.finishSignIn, { ticket: third, code })).code).toBe("sign_in_failed");
});

test("codes of the second step cannot be guessed through: few tries are free, whichever ticket they come with", async () => {
  const person = await withTotp();
  const browser = world.browser();
  const codes: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    const problem = await browser.refused(tenancyApi.signIn, { email: person.email, password: PASSWORD });
    const ticket = String(problem.details?.["ticket"]);
    codes.push((await browser.refused(accountApi.finishSignIn, { ticket, code: "111111" })).code);
  }
  expect(codes.slice(5)).toEqual(["too_many_requests", "too_many_requests"]);
});

test("a ticket of one kind is worth nothing as another, nor as an access token", async () => {
  const person = await withTotp();
  const browser = world.browser();
  const problem = await browser.refused(tenancyApi.signIn, { email: person.email, password: PASSWORD });
  const ticket = String(problem.details?.["ticket"]);
  browser.token = ticket;
  expect((await browser.refused(tenancyApi.getMe, {})).status).toBe(401);
  browser.token = null;
  expect((await browser.refused(accountApi.signInByPasskey, { ticket, response: {} })).code).toBe("link_expired");
  expect((await browser.refused(accountApi.finishSignIn, { ticket: String(owner.token), code: "123456" })).code).toBe(
    "link_expired",
  );
});

test("changing how one signs in asks for a fresh proof; a password does not prove it where there is an app", async () => {
  const person = await withTotp();
  world.travel(11);
  const { browser } = person;
  expect((await browser.refused(accountApi.removeTotp, {})).code).toBe("confirm_identity");
  expect((await browser.refused(accountApi.changePassword, { password: "another long phrase" })).code).toBe(
    "confirm_identity",
  );
  expect((await browser.refused(accountApi.confirmMe, { password: PASSWORD })).code).toBe("validation_failed");
  await browser.call(accountApi.confirmMe, { code: codeOf(person.secret, 11) });
  await browser.call(accountApi.removeTotp, {});
  expect((await browser.call(accountApi.getProfile, {})).totp).toBe(false);
});

test("a changed password signs every other device out and keeps this one", async () => {
  const person = await aPerson();
  const phone = world.browser({ "user-agent": "Mozilla/5.0 (iPhone) Version/17 Safari/605" });
  await phone.enter(tenancyApi.signIn, { email: person.email, password: PASSWORD });
  await person.browser.call(accountApi.changePassword, { password: "another long phrase" });
  expect((await phone.refused(tenancyApi.getMe, {})).code).toBe("session_revoked");
  expect((await person.browser.call(tenancyApi.getMe, {})).user.email).toBe(person.email);
});

test("a role that asks for a second step leaves its people nothing but adding one", async () => {
  const person = await aPerson(["accountant"]);
  const policy = await owner.call(accountApi.getSignInPolicy, {});
  await owner.call(accountApi.changeSignInPolicy, { ...policy, rolesWithSecondFactor: ["accountant"] });
  const me = await person.browser.call(tenancyApi.getMe, {});
  expect(me.user).toMatchObject({ mustAddSecondFactor: true, permissions: [] });
  expect(await person.browser.refused(tenancyApi.listUsers, {})).toMatchObject({
    code: "not_permitted",
    detail: expect.stringContaining("Set up an authenticator app or a passkey first"),
  });
  const { secret } = await person.browser.call(accountApi.beginTotp, {});
  await person.browser.call(accountApi.confirmTotp, { code: codeOf(secret) });
  const after = await person.browser.call(tenancyApi.getMe, {});
  expect(after.user.mustAddSecondFactor).toBe(false);
  expect(after.user.permissions).toContain("ledger.book.read");
  await owner.call(accountApi.changeSignInPolicy, policy);
});

test("the trail says who signed in, and a search by that person finds it", async () => {
  const person = await aPerson(["clerk"]);
  const { user } = await person.browser.call(tenancyApi.getMe, {});
  const { items } = await owner.call(auditApi.listEvents, { actorId: user.id, type: "identity.signed_in" });
  expect(items.map((event) => [event.entityId, event.actorType, event.actorName])).toEqual([
    [user.id, "user", user.name],
  ]);
});

test("devices are listed by name, one can be signed out, and it is out at once", async () => {
  const person = await aPerson();
  const phone = world.browser({
    "user-agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
  });
  await phone.enter(tenancyApi.signIn, { email: person.email, password: PASSWORD });
  const { items } = await person.browser.call(accountApi.listSessions, {});
  expect(items.map((s) => [s.device, s.isThis])).toEqual([
    ["Chrome on Android", false],
    ["A program", true],
  ]);
  await person.browser.call(accountApi.endSession, { id: items[0]!.id });
  expect((await phone.refused(tenancyApi.getMe, {})).code).toBe("session_revoked");
  expect((await phone.refused(tenancyApi.refreshSession, {})).code).toBe("session_revoked");
  const other = await aPerson();
  expect((await other.browser.refused(accountApi.endSession, { id: items[1]!.id })).code).toBe("not_found");
  await owner.call(accountApi.endUserSessions, { id: person.id });
  expect((await person.browser.refused(tenancyApi.getMe, {})).code).toBe("session_revoked");
});

test("a session that nobody uses ends after the business's idle time", async () => {
  const policy = await owner.call(accountApi.getSignInPolicy, {});
  await owner.call(accountApi.changeSignInPolicy, { ...policy, idleMinutes: 30 });
  const person = await aPerson();
  world.travel(29);
  await person.browser.enter(tenancyApi.refreshSession, {});
  world.travel(58);
  await person.browser.enter(tenancyApi.refreshSession, {});
  world.travel(89);
  expect((await person.browser.refused(tenancyApi.refreshSession, {})).code).toBe("session_revoked");
  await owner.call(accountApi.changeSignInPolicy, policy);
});

test("a refresh from another site is refused, and a page that lost the answer is not taken for a thief", async () => {
  const person = await aPerson();
  const page = world.browser({ "sec-fetch-site": "same-origin" });
  page.cookie = person.browser.cookie;
  const evil = world.browser({ "sec-fetch-site": "cross-site" });
  evil.cookie = page.cookie;
  expect((await evil.refused(tenancyApi.refreshSession, {})).code).toBe("not_permitted");
  const old = page.cookie;
  await page.enter(tenancyApi.refreshSession, {});
  const lost = page.cookie;
  page.cookie = old;
  await page.enter(tenancyApi.refreshSession, {});
  const thief = world.browser({ "sec-fetch-site": "same-origin" });
  thief.cookie = lost;
  expect((await thief.refused(tenancyApi.refreshSession, {})).code).toBe("session_revoked");
  expect((await page.refused(tenancyApi.refreshSession, {})).code).toBe("session_revoked");
});

test("a name and a picture of one's own; the picture is what it says", async () => {
  const person = await aPerson();
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  expect(
    (await person.browser.refused(accountApi.changeProfile, { avatar: `data:image/webp;base64,${png}` })).code,
  ).toBe("validation_failed");
  const profile = await person.browser.call(accountApi.changeProfile, {
    name: "Asha R.",
    avatar: `data:image/png;base64,${png}`,
  });
  expect(profile).toMatchObject({ name: "Asha R.", avatarUrl: expect.stringMatching(/^\/media\//) });
  const picture = await fetch(`${world.server.server.origin}${profile.avatarUrl}`);
  expect(picture.headers.get("content-type")).toBe("image/png");
});

test("a rotated key signs new tokens while those before stay good, and both are published", async () => {
  const { rotateKeys, openKeys } = await import("./index.ts");
  const person = await aPerson();
  const before = person.browser.token;
  const jwks = async () =>
    ((await (await fetch(`${world.server.server.origin}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] })
      .keys;
  const [{ kid: oldKid }] = (await jwks()) as [{ kid: string }];
  await rotateKeys(world.admin, 0);
  await openKeys(world.admin);
  await person.browser.enter(tenancyApi.refreshSession, {});
  const kidOf = (token: string | null) =>
    (JSON.parse(Buffer.from(token!.split(".")[0]!, "base64url").toString()) as { kid: string }).kid;
  expect(kidOf(before)).toBe(oldKid);
  expect(kidOf(person.browser.token)).not.toBe(oldKid);
  expect((await jwks()).map((k) => k.kid).sort()).toEqual([oldKid, kidOf(person.browser.token)].sort());
  expect(JSON.stringify(await jwks())).not.toContain('"d"');
  const still = world.browser();
  still.token = before;
  expect((await still.call(tenancyApi.getMe, {})).user.email).toBe(person.email);
});

test("refusals are told in the language of the screen, and mails come in the one a person last signed in by", async () => {
  const { email } = await aPerson();
  const hindi = world.browser({ "accept-language": "hi" });
  expect(await hindi.refused(tenancyApi.signIn, { email, password: "wrong password" })).toMatchObject({
    code: "sign_in_failed",
    title: "ई-मेल या पासवर्ड सही नहीं है",
  });
  await hindi.enter(tenancyApi.signIn, { email, password: PASSWORD });
  expect((await hindi.refused(accountApi.changePassword, { password: "qwertyuiop" })).fields).toEqual([
    { path: "password", message: "बहुत लोग यह पासवर्ड रखते हैं, इसलिए यही पहले आज़माया जाता है; दूसरा चुनें" },
  ]);
  expect((await hindi.refused(auditApi.listEvents, {})).title).toBe("आपकी भूमिका इसकी अनुमति नहीं देती");
  await hindi.call(accountApi.changePassword, { password: "another quiet phrase" });
  const { subject, text } = await world.newestMail(email);
  expect(subject).toBe("आपका पासवर्ड बदल गया");
  expect(text).toContain("बाकी हर उपकरण साइन आउट कर दिया गया।");
  const [page] =
    await world.admin`select html_body from mail where to_address = ${email} order by created_at desc, id desc limit 1`;
  expect(page!["html_body"], "read aloud as Hindi, though the business writes English").toContain('<html lang="hi">');
  // A program that names no language changes nothing about it.
  await world.browser().enter(tenancyApi.signIn, { email, password: "another quiet phrase" });
  await world.browser().call(accountApi.askPasswordReset, { email });
  expect((await world.newestMail(email)).subject).toBe("नया पासवर्ड चुनें");
});
