import { builtInRoles, type OutputOf, tenancyApi } from "@selvedge/contract";
import type { Reach } from "@selvedge/domain";
import { type Ctx, may } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError, fieldError, notFound } from "../../platform/errors.ts";
import { hashPassword } from "../../platform/hash-password.ts";
import { newId } from "../../platform/ids.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { pictureUrl } from "../../platform/pictures.ts";
import { command, query } from "../../platform/runner.ts";
import { accessOfUser } from "./access/access-of-user.ts";
import { assertMayGive } from "./access/assert-may-give.ts";
import { assertOwnerLeft, setAssignments, writeAssignments } from "./access/set-user-access.ts";
import { sendLink } from "./accounts/mail-links.ts";
import { assertGoodPassword } from "./passwords/assert-good-password.ts";
import { endSessions } from "./sessions/ended-sessions.ts";
import { findUser, viewOf } from "./sessions/session.ts";

type UserView = OutputOf<typeof tenancyApi.createUser>;

/** The built-in roles, and the owner who signs up. */
export async function openIdentity(ctx: Ctx, signUp: { owner: { name: string; email: string; password: string } }) {
  const roles = Object.entries(builtInRoles).map(([code, role]) => ({ id: newId(), code, ...role }));
  await ctx.sql`
    insert into role (tenant_id, id, code, name, permissions, built_in)
    select ${ctx.tenantId}, r.id, r.code, r.name, array(select jsonb_array_elements_text(r.permissions)), true
    from jsonb_to_recordset(${jsonRows(ctx.sql, roles)}::jsonb) as r(id uuid, code text, name text, permissions jsonb)`;
  const { name, email, password } = signUp.owner;
  assertGoodPassword("owner.password", password, [email, name, ctx.tenant.name]);
  const owner = await insertUser(ctx, { name, email, passwordHash: await hashPassword(password), roles: ["owner"] });
  // A business that the program itself opens (the demo) has nobody who would read the mail.
  if (may(ctx.actor, "*"))
    await ctx.sql`update user_account set email_verified_at = ${ctx.now} where tenant_id = ${ctx.tenantId} and id = ${owner.id}`;
  else await sendLink(ctx, "verify_email", owner);
}

/** Adds a user; one without a password is invited. @throws duplicate e-mail; validation_failed for an unknown role */
export async function insertUser(
  ctx: Ctx,
  input: {
    name: string;
    email: string;
    passwordHash: string | null;
    roles: readonly string[];
    /** How far a role goes, by its code; everywhere when it is not named. */
    limits?: Readonly<Record<string, Reach>> | undefined;
  },
): Promise<UserView> {
  const { sql, tenantId } = ctx;
  const userId = newId();
  await sql`insert into user_account (tenant_id, id, email, name, password_hash, status)
            values (${tenantId}, ${userId}, ${input.email}, ${input.name}, ${input.passwordHash},
                    ${input.passwordHash === null ? "invited" : "active"})`;
  await writeAssignments(
    ctx,
    userId,
    [...new Set(input.roles)].map((role) => ({ role, limits: input.limits?.[role] ?? null })),
  );
  const user = await getUserView(ctx, userId);
  ctx.emit({ type: "identity.user_created", entityType: "user", entityId: userId, after: user });
  return user;
}

/** The same roles without limits; those that a user has keep theirs. */
async function setRoles(ctx: Ctx, userId: string, codes: readonly string[]): Promise<void> {
  const had = new Map((await accessOfUser(ctx, userId))?.assignments.map((a) => [a.role, a.limits]));
  const wanted = [...new Set(codes)];
  await setAssignments(
    ctx,
    userId,
    wanted.map((role) => ({ role, limits: had.get(role) ?? null })),
  );
}

interface UserRow extends Omit<UserView, "createdAt" | "lastSignInAt" | "avatarUrl"> {
  created_at: Date;
  last_sign_in_at: Date | null;
  avatar_file_id: string | null;
}

function toView(ctx: Ctx, { created_at, last_sign_in_at, avatar_file_id, ...rest }: UserRow): UserView {
  return {
    ...rest,
    avatarUrl: avatar_file_id ? pictureUrl(ctx.tenantId, avatar_file_id) : null,
    lastSignInAt: last_sign_in_at?.toISOString() ?? null,
    createdAt: created_at.toISOString(),
  };
}

async function getUserView(ctx: Ctx, userId: string): Promise<UserView> {
  const [row] = await ctx.sql<UserRow[]>`
    select u.id, u.name, u.email, u.status, u.version, u.created_at, u.last_sign_in_at, u.avatar_file_id,
           (u.totp_confirmed_at is not null or exists (select 1 from passkey k where k.tenant_id = u.tenant_id and k.user_id = u.id)) as "secondFactor",
           array(select r.code from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
                 where x.tenant_id = u.tenant_id and x.user_id = u.id order by r.code) as roles
    from user_account u where u.tenant_id = ${ctx.tenantId} and u.id = ${userId}`;
  if (!row) throw notFound("user");
  return toView(ctx, row);
}

export const createUser = command(
  tenancyApi.createUser,
  async (ctx, input, passwordHash: string) => {
    const { name, email, roles } = input;
    if (input.password !== undefined) assertGoodPassword("password", input.password, [email, name, ctx.tenant.name]);
    const user = await insertUser(ctx, { name, email, passwordHash, roles });
    const access = await accessOfUser(ctx, user.id);
    assertMayGive(ctx.actor, access!.effective, "roles");
    return user;
  },
  {
    async prepare(_runtime, { password, passwordHash, email, name }, call) {
      if ((password === undefined) === (passwordHash === undefined)) {
        throw fieldError("password", "Give a first password, or the hash of one; or invite the person instead");
      }
      if (password !== undefined) assertGoodPassword("password", password, [email, name]);
      return { tenantId: call.tenantId!, prepared: passwordHash ?? (await hashPassword(password!)) };
    },
  },
);

export const changeUser = command(tenancyApi.changeUser, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [locked] = await sql<{ version: number; has_password: boolean }[]>`
    select version, password_hash is not null or exists (select 1 from user_identity i where i.tenant_id = u.tenant_id and i.user_id = u.id) as has_password
    from user_account u where tenant_id = ${tenantId} and id = ${input.id} for update`;
  if (!locked) throw notFound("user");
  if (input.version !== undefined && input.version !== locked.version) throw new AppError("stale_version");
  const before = await getUserView(ctx, input.id);
  await ctx.changeConfig();
  if (input.status === "active" && before.status === "invited") {
    throw new AppError("wrong_state", "This person becomes active by accepting the invitation; send it again instead.");
  }
  if (input.status !== undefined && input.status !== before.status) await assertMayRule(ctx, input.id);
  if (input.roles) {
    await setRoles(ctx, input.id, input.roles);
  }
  await sql`
    update user_account set name = ${input.name ?? before.name}, status = ${statusAfter(input.status ?? before.status, locked.has_password)}, version = version + 1
    where tenant_id = ${tenantId} and id = ${input.id}`;
  if (input.status === "deactivated") await endSessions(ctx, input.id, { but: null }, "deactivated");
  const after = await getUserView(ctx, input.id);
  await assertOwnerLeft(ctx);
  ctx.emit({ type: "identity.user_changed", entityType: "user", entityId: input.id, before, after });
  return after;
});

/** Who was deactivated before accepting the invitation is invited again. */
function statusAfter(status: string, hasWayIn: boolean): string {
  return status === "active" && !hasWayIn ? "invited" : status;
}

/** Nobody switches off, or on again, who may do more than they. */
export async function assertMayRule(ctx: Ctx, userId: string): Promise<void> {
  const access = await accessOfUser(ctx, userId);
  if (access) assertMayGive(ctx.actor, access.effective, "status");
}

export const listUsers = query(tenancyApi.listUsers, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<UserRow[]>`
    select u.id, u.name, u.email, u.status, u.version, u.created_at, u.last_sign_in_at, u.avatar_file_id,
           (u.totp_confirmed_at is not null or exists (select 1 from passkey k where k.tenant_id = u.tenant_id and k.user_id = u.id)) as "secondFactor",
           array(select r.code from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
                 where x.tenant_id = u.tenant_id and x.user_id = u.id order by r.code) as roles
    from user_account u where u.tenant_id = ${tenantId}
      ${input.status ? sql`and u.status = ${input.status}` : sql``}
      ${
        input.role
          ? sql`and exists (select 1 from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
          where x.tenant_id = u.tenant_id and x.user_id = u.id and r.code = ${input.role})`
          : sql``
      }
      ${input.q ? sql`and (u.name ilike ${likePattern(input.q)} or u.email ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (u.name, u.id) > (${String(after[0])}, ${String(after[1])}::uuid)` : sql``}
    order by u.name, u.id limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.name, r.id],
    (r) => toView(ctx, r),
  );
});

export const getUser = query(tenancyApi.getUser, (ctx, input) => getUserView(ctx, input.id));

export const getMe = query(tenancyApi.getMe, async (ctx) => {
  if (ctx.actor.type !== "user")
    throw new AppError(
      "not_permitted",
      "No person is signed in here; GET /v1/me/access tells what a key or an app may do.",
    );
  const user = ctx.actor.id ? await findUser(ctx, ctx.actor.id) : null;
  if (!user) throw new AppError("not_signed_in");
  return viewOf(ctx, user);
});
