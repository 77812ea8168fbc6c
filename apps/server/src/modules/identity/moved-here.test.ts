import { randomBytes } from "node:crypto";
import { accountApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { openSignInWorld, type SignInWorld } from "./testing/sign-in-client.ts";
import { codeOf } from "./testing/totp-code.ts";

const PASSWORD = "correct horse battery";
const owner = { email: "owner@moved.example", password: PASSWORD };
let world: SignInWorld;
beforeAll(async () => {
  world = await openSignInWorld();
  await world.server.openBusiness("moved");
}, 60_000);
afterAll(() => world?.close());

/** What another installation sealed is so many bytes here. */
const foreign = () => randomBytes(60).toString("base64url");

test("in a business that was moved here an app's code is refused, and a backup code lets its person in to set the app up anew", async () => {
  const before = world.browser();
  await before.enter(tenancyApi.signIn, owner);
  const { secret } = await before.call(accountApi.beginTotp, {});
  const { backupCodes } = await before.call(accountApi.confirmTotp, { code: codeOf(secret) });
  await world.admin`update user_account set totp_secret = ${foreign()}, totp_last_step = 0 where email = ${owner.email}`;

  const person = world.browser();
  const ticketOf = async () => {
    const { code, details } = await person.refused(tenancyApi.signIn, owner);
    expect(code).toBe("second_factor_needed");
    return String(details!["ticket"]);
  };
  const ticket = await ticketOf();
  expect(await person.refused(accountApi.finishSignIn, { ticket, code: codeOf(secret) })).toMatchObject({
    code: "sign_in_failed",
    fields: [{ path: "code" }],
  });
  await person.enter(accountApi.finishSignIn, { ticket: await ticketOf(), code: backupCodes[0]! });
  await person.call(accountApi.removeTotp, {});
  const anew = await person.call(accountApi.beginTotp, {});
  await person.call(accountApi.confirmTotp, { code: codeOf(anew.secret) });
});

test("an outside provider of a business that was moved here is offered to nobody until its secret is entered again", async () => {
  const id = newId();
  await world.admin`
    insert into sign_in_provider (tenant_id, id, name, issuer, client_id, client_secret)
    select id, ${id}, 'Workplace', 'https://idp.example', 'selvedge', ${foreign()} from tenant where slug = 'moved'`;
  expect(await world.browser().call(accountApi.getSignInChoices, { tenant: "moved" })).toEqual({ providers: [] });
  const tenantId = (await world.admin<{ id: string }[]>`select id from tenant where slug = 'moved'`)[0]!.id;
  // At the installation's own address, over which every such journey goes.
  const { port } = new URL(world.server.server.origin);
  const start = await fetch(`http://localhost:${port}/v1/auth/oidc/${tenantId}/${id}`, { redirect: "manual" });
  expect(start.headers.get("location")).toBe("/?sign-in=failed");

  await world.admin`update user_account set totp_confirmed_at = null, totp_secret = null where email = ${owner.email}`;
  const person = world.browser();
  await person.enter(tenancyApi.signIn, owner);
  const { items } = await person.call(accountApi.listProviders, {});
  expect(items).toMatchObject([{ id, lacksSecret: true }]);
  const kept = { ...items[0]!, name: "Work" };
  expect(await person.refused(accountApi.changeProvider, kept)).toMatchObject({ fields: [{ path: "clientSecret" }] });
});
