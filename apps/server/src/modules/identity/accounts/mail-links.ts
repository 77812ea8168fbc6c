import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { linkTo } from "../../../platform/links.ts";
import { hashOf, newSecretOf, tenantOfSecret } from "../sessions/session.ts";
import { type Addressee, mailPerson } from "./mail-person.ts";

export type LinkKind = "verify_email" | "change_email" | "reset_password" | "invitation";

interface LinkMail {
  path: string;
  hours: number;
  subject: (business: string) => string;
  body: (business: string, name: string) => string[];
  button: string;
}

const mails: Record<LinkKind, LinkMail> = {
  verify_email: {
    path: "/verify-email",
    hours: 72,
    subject: () => "Confirm your e-mail address",
    body: (business, name) => [
      `Hello ${name},`,
      `confirm that this address is yours, so that ${business} can reach you here.`,
    ],
    button: "Confirm address",
  },
  change_email: {
    path: "/new-address",
    hours: 24,
    subject: () => "Confirm your new e-mail address",
    body: (business, name) => [
      `Hello ${name},`,
      `confirm that this address is yours; from then on you sign in to ${business} with it. If you did not ask for this, nothing needs to be done: without the link below nothing changes.`,
    ],
    button: "Confirm address",
  },
  reset_password: {
    path: "/reset-password",
    hours: 1,
    subject: () => "Choose a new password",
    body: (business, name) => [
      `Hello ${name},`,
      `somebody asked for a new password for your account at ${business}. If it was not you, nothing needs to be done: without the link below nothing changes.`,
    ],
    button: "Choose a new password",
  },
  invitation: {
    path: "/invitation",
    hours: 7 * 24,
    subject: (business) => `You are invited to ${business}`,
    body: (business, name) => [
      `Hello ${name},`,
      `${business} runs on Selvedge and invites you in. Choose a password of your own to begin.`,
    ],
    button: "Accept invitation",
  },
};

/**
 * Sends a link of one kind; links of that kind sent before stop working.
 * @param words instead of the kind's own, where it is sent for another reason
 */
export async function sendLink(
  ctx: Ctx,
  kind: LinkKind,
  user: Addressee,
  words?: { subject: string; body: string[] },
): Promise<void> {
  const { sql, tenantId, tenant, now } = ctx;
  const mail = mails[kind];
  const token = newSecretOf(tenantId);
  await dropLinks(ctx, kind, user.id);
  await sql`
    insert into mail_link (tenant_id, token_hash, kind, user_id, email, created_at, expires_at)
    values (${tenantId}, ${hashOf(token)}, ${kind}, ${user.id}, ${user.email}, ${now}, ${new Date(now.getTime() + mail.hours * 3_600_000)})`;
  await mailPerson(ctx, user, {
    subject: words?.subject ?? mail.subject(tenant.name),
    body: words?.body ?? mail.body(tenant.name, user.name),
    // Behind the "#": what follows it stays in the browser and is in no log and no referrer.
    action: { label: mail.button, url: linkTo(`${mail.path}#${token}`) },
    footer: `The link works for ${inWords(mail.hours)}, once.`,
    private: true,
  });
}

function inWords(hours: number): string {
  if (hours === 1) return "one hour";
  return hours === 24 ? "one day" : `${hours / 24} days`;
}

/** Makes links of one kind worthless. @returns how many there were */
export async function dropLinks({ sql, tenantId }: Ctx, kind: LinkKind, userId: string): Promise<number> {
  const { count } =
    await sql`delete from mail_link where tenant_id = ${tenantId} and user_id = ${userId} and kind = ${kind}`;
  return count;
}

const expired = () => new AppError("link_expired", "This link has been used or is too old. Ask for a new one.");

/** The tenant a link's token says it is of. @throws link_expired for a text that is no token */
export function tenantOfLink(token: string): string {
  return tenantOfSecret(token, expired());
}

export interface FoundLink {
  userId: string;
  email: string;
}

/** Looks a link up without using it. @throws link_expired */
export async function findLink(ctx: Ctx, kind: LinkKind, token: string): Promise<FoundLink> {
  const [row] = await ctx.sql<FoundLink[]>`
    select user_id as "userId", email from mail_link
    where tenant_id = ${ctx.tenantId} and token_hash = ${hashOf(token)} and kind = ${kind} and used_at is null and expires_at > ${ctx.now}`;
  if (!row) throw expired();
  return row;
}

/** Uses a link, once. @throws link_expired */
export async function spendLink(ctx: Ctx, kind: LinkKind, token: string): Promise<FoundLink> {
  const [row] = await ctx.sql<FoundLink[]>`
    update mail_link set used_at = ${ctx.now}
    where tenant_id = ${ctx.tenantId} and token_hash = ${hashOf(token)} and kind = ${kind} and used_at is null and expires_at > ${ctx.now}
    returning user_id as "userId", email`;
  if (!row) throw expired();
  return row;
}
