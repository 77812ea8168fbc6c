import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { type ParsedInputOf, shopApi } from "@selvedge/contract";
import { normaliseEmail } from "@selvedge/domain";
import type { Ctx, Runtime } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { passwordMatches } from "../../../platform/hash-password.ts";
import { newId } from "../../../platform/ids.ts";
import { composeMail, queueMail } from "../../../platform/mail/index.ts";
import { type Call, command, inTransaction } from "../../../platform/runner.ts";
import { openShopperCustomer } from "../../party/index.ts";
import { mergeCarts } from "../cart/merge-carts.ts";
import { sayToShoppers } from "../say-to-shoppers.ts";
import { getShopRow } from "../shop-row.ts";
import { hashOf, newToken, prepareVisit, shopCommand, type Visitor } from "../visitor.ts";
import { readShopper } from "./read-shopper.ts";

const codeMinutes = 10;
const mostTries = 5;
const mostCodesInHour = 6;
const sessionDays = 30;
const freeTries = 5;

const hashCode = (email: string, code: string): string => createHash("sha256").update(`${email} ${code}`).digest("hex");

/** Mails a code. Whether the address has an account is not told; too many codes to one address are not sent. */
export const sendSignInCode = shopCommand(shopApi.sendSignInCode, async (ctx, input, shop) => {
  const email = normaliseEmail(input.email);
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expiresAt = new Date(ctx.now.getTime() + codeMinutes * 60_000);
  const [sent] = await ctx.sql<{ many: boolean; hourBeganAt: Date }[]>`
    insert into shopper_code (tenant_id, email_key, code_hash, sent_at, expires_at, hour_began_at)
    values (${ctx.tenantId}, ${email}, ${hashCode(email, code)}, ${ctx.now}, ${expiresAt}, ${ctx.now})
    on conflict (tenant_id, email_key) do update set code_hash = excluded.code_hash, sent_at = excluded.sent_at,
      expires_at = excluded.expires_at, tries = 0,
      sent_in_hour = case when shopper_code.hour_began_at < ${ctx.now}::timestamptz - interval '1 hour' then 1
                          else shopper_code.sent_in_hour + 1 end,
      hour_began_at = case when shopper_code.hour_began_at < ${ctx.now}::timestamptz - interval '1 hour' then excluded.hour_began_at
                           else shopper_code.hour_began_at end
    returning sent_in_hour > ${mostCodesInHour} as many, hour_began_at as "hourBeganAt"`;
  if (sent!.many) {
    const retryAfterSeconds = Math.max(1, Math.ceil((sent!.hourBeganAt.getTime() - ctx.now.getTime()) / 1000 + 3600));
    const words = `Too many codes for this address; try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`;
    throw new AppError("too_many_requests", words, { details: { retryAfterSeconds } });
  }
  const t = sayToShoppers(ctx);
  await queueMail(ctx, {
    to: { address: email },
    subject: t("{{code}} is your code for {{shop}}", { code, shop: shop.title }),
    about: null,
    private: true,
    ...composeMail(ctx, {
      title: t("Your code is {{code}}", { code }),
      body: [t("Type it where you signed in. It is good for {{minutes}} minutes, once.", { minutes: codeMinutes })],
      footer: t("If you did not ask for it, do nothing: without the code nobody gets in."),
    }),
  });
  return { minutes: codeMinutes };
});

/** Who looks, and the hash of the account that the given password fits, if any: found out before the transaction. */
interface Arrival extends Visitor {
  fits: string | null;
}

/** Signs in by the mailed code, which also makes the account, or by the account's password. */
export const signInShopper = command<typeof shopApi.signInShopper, Arrival>(
  shopApi.signInShopper,
  (ctx, input, arrival) => letIn(ctx, input, arrival),
  { prepare: findOut },
);

async function letIn(ctx: Ctx, input: ParsedInputOf<typeof shopApi.signInShopper>, arrival: Arrival) {
  const shop = await getShopRow(ctx);
  const email = normaliseEmail(input.email);
  if ((input.code === undefined) === (input.password === undefined)) {
    throw fieldError("code", "Give the code from the mail, or the password");
  }
  const shopperId =
    input.code !== undefined
      ? await byCode(ctx, email, input.code, input.name)
      : await byPassword(ctx, email, arrival.fits);
  if (!shopperId) return undefined as never;
  await mergeCarts(ctx, shop, arrival, shopperId);
  const token = newToken();
  await ctx.sql`
    insert into shopper_session (tenant_id, token_hash, shopper_id, issued_at, expires_at)
    values (${ctx.tenantId}, ${hashOf(token)}, ${shopperId}, ${ctx.now},
            ${new Date(ctx.now.getTime() + sessionDays * 86_400_000)})`;
  ctx.emit({ type: "shop.shopper_signed_in", entityType: "shopper", entityId: shopperId });
  return { token, cartToken: await giveCartToken(ctx, arrival, shopperId), shopper: await readShopper(ctx, shopperId) };
}

/** Refuses after counting the failure, which must stay counted. */
function refuse(ctx: Ctx, words: string): null {
  ctx.refuseAfterCommit(new AppError("sign_in_failed", words));
  return null;
}

async function byCode(ctx: Ctx, email: string, code: string, name: string | undefined): Promise<string | null> {
  const [row] = await ctx.sql<{ codeHash: string; expiresAt: Date; tries: number }[]>`
    update shopper_code set tries = tries + 1 where tenant_id = ${ctx.tenantId} and email_key = ${email}
    returning code_hash as "codeHash", expires_at as "expiresAt", tries`;
  const fits = row && timingSafeEqual(Buffer.from(row.codeHash), Buffer.from(hashCode(email, code)));
  if (!row || !fits || row.tries > mostTries || row.expiresAt <= ctx.now) {
    return refuse(ctx, "That code is not right, or too old. Ask for a new one.");
  }
  await ctx.sql`delete from shopper_code where tenant_id = ${ctx.tenantId} and email_key = ${email}`;
  return openShopper(ctx, email, name);
}

/** The account of an address that was just proved; whoever held its password before keeps it. */
async function openShopper(ctx: Ctx, email: string, name: string | undefined): Promise<string> {
  const { sql, tenantId } = ctx;
  const [known] = await sql<{ id: string }[]>`
    update shopper set failed_sign_ins = 0, locked_until = null
    where tenant_id = ${tenantId} and email_key = ${email} returning id`;
  if (known) return known.id;
  const customer = await openShopperCustomer(ctx, { email, name });
  const id = newId();
  await sql`
    insert into shopper (tenant_id, id, email_key, customer_id, created_at)
    values (${tenantId}, ${id}, ${email}, ${customer.id}, ${ctx.now})`;
  ctx.emit({ type: "shop.shopper_joined", entityType: "shopper", entityId: id, after: { customerId: customer.id } });
  return id;
}

interface Lock {
  id: string;
  passwordHash: string | null;
  lockedUntil: Date | null;
}

/** The account by its address, while it is not locked. */
async function findOpenAccount(ctx: Ctx, email: string): Promise<Lock | null> {
  const [row] = await ctx.sql<Lock[]>`
    select id, password_hash as "passwordHash", locked_until as "lockedUntil" from shopper
    where tenant_id = ${ctx.tenantId} and email_key = ${email}`;
  const isOpen = row?.passwordHash && (row.lockedUntil === null || row.lockedUntil <= ctx.now);
  return isOpen ? row : null;
}

/** Verifies the password before the transaction: hashing takes its turn, and no connection may wait for that. */
async function findOut(runtime: Runtime, input: ParsedInputOf<typeof shopApi.signInShopper>, call: Call) {
  const visit = await prepareVisit(runtime, input, call);
  const { password } = input;
  if (password === undefined) return { ...visit, prepared: { ...visit.prepared, fits: null } };
  const within = { ...call, tenantId: visit.tenantId, actor: visit.actor, idempotencyKey: undefined };
  const known = await inTransaction(runtime, within, { name: "shop.find_password", readOnly: true }, (ctx) =>
    findOpenAccount(ctx, normaliseEmail(input.email)),
  );
  const right = await passwordMatches(known?.passwordHash ?? null, password);
  return { ...visit, prepared: { ...visit.prepared, fits: right ? (known?.passwordHash ?? null) : null } };
}

async function byPassword(ctx: Ctx, email: string, fits: string | null): Promise<string | null> {
  const { sql, tenantId } = ctx;
  const row = await findOpenAccount(ctx, email);
  if (row && row.passwordHash === fits) {
    await sql`update shopper set failed_sign_ins = 0, locked_until = null where tenant_id = ${tenantId} and id = ${row.id}`;
    return row.id;
  }
  if (row) {
    await sql`
      update shopper set failed_sign_ins = failed_sign_ins + 1, locked_until = case when failed_sign_ins + 1 >= ${freeTries}
        then ${ctx.now}::timestamptz + least(interval '15 minutes', interval '2 seconds' * power(2, least(failed_sign_ins + 1 - ${freeTries}, 10)))
        else locked_until end
      where tenant_id = ${tenantId} and id = ${row.id}`;
  }
  return refuse(ctx, "E-mail or password is not right. You can also sign in by a code that we mail you.");
}

/** A device that brings no cart gets the shopper's, by a token of its own. */
async function giveCartToken(ctx: Ctx, visitor: Visitor, shopperId: string): Promise<string | null> {
  const { sql, tenantId } = ctx;
  const [cart] = await sql<{ id: string; tokenHash: string }[]>`
    select id, token_hash as "tokenHash" from cart
    where tenant_id = ${tenantId} and shopper_id = ${shopperId} and status = 'open'`;
  if (!cart) return null;
  if (visitor.cartToken && hashOf(visitor.cartToken) === cart.tokenHash) return visitor.cartToken;
  const token = newToken();
  await sql`update cart set token_hash = ${hashOf(token)} where tenant_id = ${tenantId} and id = ${cart.id}`;
  return token;
}

export const signOutShopper = shopCommand(shopApi.signOutShopper, async (ctx, input, _shop, visitor) => {
  if (!visitor.shopperToken) return {};
  const { sql, tenantId } = ctx;
  const own = hashOf(visitor.shopperToken);
  await sql`
    update shopper_session set ended_at = ${ctx.now}
    where tenant_id = ${tenantId} and ended_at is null and (token_hash = ${own} or (${input.everywhere} and shopper_id =
      (select shopper_id from shopper_session where tenant_id = ${tenantId} and token_hash = ${own} and ended_at is null)))`;
  return {};
});
