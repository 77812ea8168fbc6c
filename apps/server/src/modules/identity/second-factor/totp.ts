import { randomInt } from "node:crypto";
import { accountApi } from "@selvedge/contract";
import { Secret, TOTP } from "otpauth";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { command } from "../../../platform/runner.ts";
import { seal, unseal } from "../../../platform/secrets.ts";
import { assertConfirmed, assertUser, tellUser } from "../accounts/own-security.ts";
import { hashOf } from "../sessions/session.ts";

const PERIOD = 30;
const BACKUP_CODES = 10;

const appOf = (secret: string, issuer: string, label: string) =>
  new TOTP({ issuer, label, algorithm: "SHA1", digits: 6, period: PERIOD, secret: Secret.fromBase32(secret) });

/** Begins, or begins again; nothing is asked at sign-in before the first code was given. */
export const beginTotp = command(accountApi.beginTotp, async (ctx) => {
  const user = await assertUser(ctx);
  await assertConfirmed(ctx);
  if (user.totp) throw new AppError("wrong_state", "An app is set up already; take it away first.");
  const secret = new Secret({ size: 20 }).base32;
  await ctx.sql`update user_account set totp_secret = ${seal(secret, user.id)}, totp_last_step = 0
                where tenant_id = ${ctx.tenantId} and id = ${user.id}`;
  return { secret, uri: appOf(secret, ctx.tenant.name, user.email).toString() };
});

export const confirmTotp = command(accountApi.confirmTotp, async (ctx, { code }) => {
  const user = await assertUser(ctx);
  if (user.totp) throw new AppError("wrong_state", "An app is set up already.");
  if (!(await takeTotp(ctx, user.id, code))) throw fieldError("code", "Not the code that the app shows now");
  await ctx.changeConfig();
  await ctx.sql`update user_account set totp_confirmed_at = ${ctx.now} where tenant_id = ${ctx.tenantId} and id = ${user.id}`;
  const backupCodes = await drawBackupCodes(ctx, user.id);
  ctx.emit({ type: "identity.totp_added", entityType: "user", entityId: user.id });
  await tellUser(
    ctx,
    user,
    "An authenticator app was added to your account",
    "From now on signing in asks for its code.",
  );
  return { backupCodes };
});

export const removeTotp = command(accountApi.removeTotp, async (ctx) => {
  const user = await assertUser(ctx);
  await assertConfirmed(ctx);
  if (!user.totp) throw new AppError("wrong_state", "No app is set up.");
  await ctx.changeConfig();
  await ctx.sql`update user_account set totp_secret = null, totp_confirmed_at = null where tenant_id = ${ctx.tenantId} and id = ${user.id}`;
  await ctx.sql`delete from backup_code where tenant_id = ${ctx.tenantId} and user_id = ${user.id}`;
  ctx.emit({ type: "identity.totp_removed", entityType: "user", entityId: user.id });
  await tellUser(
    ctx,
    user,
    "The authenticator app was taken off your account",
    "Signing in no longer asks for its code.",
  );
  return {};
});

export const renewBackupCodes = command(accountApi.renewBackupCodes, async (ctx) => {
  const user = await assertUser(ctx);
  await assertConfirmed(ctx);
  if (!user.totp) throw new AppError("wrong_state", "Set up an authenticator app first.");
  const backupCodes = await drawBackupCodes(ctx, user.id);
  ctx.emit({ type: "identity.backup_codes_renewed", entityType: "user", entityId: user.id });
  return { backupCodes };
});

// No letters that are mistaken for another; 31^8 is 40 bits, and few tries are free.
const letters = "23456789abcdefghjkmnpqrstuvwxyz";

async function drawBackupCodes(ctx: Ctx, userId: string): Promise<string[]> {
  const draw = () => Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
  const codes = Array.from({ length: BACKUP_CODES }, draw);
  await ctx.sql`delete from backup_code where tenant_id = ${ctx.tenantId} and user_id = ${userId}`;
  await ctx.sql`insert into backup_code (tenant_id, user_id, code_hash)
                select ${ctx.tenantId}, ${userId}, unnest(${codes.map((c) => hashOf(`${userId} ${c}`))}::text[])`;
  return codes.map((code) => `${code.slice(0, 4)}-${code.slice(4)}`);
}

/** Takes a code of the app: right now or half a minute away, and newer than the last one taken. */
export async function takeTotp(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return false;
  const [row] = await ctx.sql<{ totp_secret: string | null; last: number }[]>`
    select totp_secret, totp_last_step::int as last from user_account
    where tenant_id = ${ctx.tenantId} and id = ${userId} for update`;
  // A secret of another installation is no use here: backup codes are, which are kept as hashes.
  const secret = row?.totp_secret ? unseal(row.totp_secret, userId) : null;
  if (!row || !secret) return false;
  const timestamp = ctx.now.getTime();
  const delta = appOf(secret, "", "").validate({ token, timestamp, window: 1 });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / PERIOD) + delta;
  if (step <= row.last) return false;
  await ctx.sql`update user_account set totp_last_step = ${step} where tenant_id = ${ctx.tenantId} and id = ${userId}`;
  return true;
}

/** Takes a backup code, once. */
export async function takeBackupCode(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  const plain = code.replace(/[\s-]/g, "").toLowerCase();
  const [taken] = await ctx.sql`
    update backup_code set used_at = ${ctx.now}
    where tenant_id = ${ctx.tenantId} and user_id = ${userId} and code_hash = ${hashOf(`${userId} ${plain}`)} and used_at is null
    returning 1`;
  return taken !== undefined;
}
