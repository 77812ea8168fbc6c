import { builtInRoles, type OutputOf, tenancyApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError, notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { decodeCursor, likePattern, pageOf } from "../../platform/pages.ts";
import { command, query } from "../../platform/runner.ts";
import { accessOfUser } from "./access/access-of-user.ts";
import { assertMayGive } from "./access/assert-may-give.ts";
import { assertOwnerLeft, setAssignments, writeAssignments } from "./access/set-user-access.ts";
import { findUser, viewOf } from "./session.ts";
import { hashPassword } from "./sign-in.ts";

type UserView = OutputOf<typeof tenancyApi.createUser>;

/** The built-in roles, and the owner who signs up. */
export async function openIdentity(ctx: Ctx, signUp: { owner: { name: string; email: string; password: string } }) {
  const roles = Object.entries(builtInRoles).map(([code, role]) => ({ id: newId(), code, ...role }));
  await ctx.sql`
    insert into role (tenant_id, id, code, name, permissions, built_in)
    select ${ctx.tenantId}, r.id, r.code, r.name, array(select jsonb_array_elements_text(r.permissions)), true
    from jsonb_to_recordset(${jsonRows(ctx.sql, roles)}::jsonb) as r(id uuid, code text, name text, permissions jsonb)`;
  await insertUser(ctx, { ...signUp.owner, roles: ["owner"] });
}

/** Adds a user. @throws duplicate e-mail; validation_failed for an unknown role */
export async function insertUser(
  ctx: Ctx,
  input: { name: string; email: string; password: string; roles: readonly string[] },
): Promise<UserView> {
  const { sql, tenantId } = ctx;
  const userId = newId();
  const passwordHash = await hashPassword(input.password);
  await sql`insert into user_account (tenant_id, id, email, name, password_hash)
            values (${tenantId}, ${userId}, ${input.email}, ${input.name}, ${passwordHash})`;
  await writeAssignments(
    ctx,
    userId,
    [...new Set(input.roles)].map((role) => ({ role, limits: null })),
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

interface UserRow extends Omit<UserView, "createdAt"> {
  created_at: Date;
}

async function getUserView(ctx: Ctx, userId: string): Promise<UserView> {
  const [row] = await ctx.sql<UserRow[]>`
    select u.id, u.name, u.email, u.status, u.version, u.created_at,
           array(select r.code from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
                 where x.tenant_id = u.tenant_id and x.user_id = u.id order by r.code) as roles
    from user_account u where u.tenant_id = ${ctx.tenantId} and u.id = ${userId}`;
  if (!row) throw notFound("user");
  const { created_at, ...rest } = row;
  return { ...rest, createdAt: created_at.toISOString() };
}

export const createUser = command(tenancyApi.createUser, async (ctx, input) => {
  const user = await insertUser(ctx, input);
  const access = await accessOfUser(ctx, user.id);
  assertMayGive(ctx.actor, access!.effective, "roles");
  return user;
});

export const changeUser = command(tenancyApi.changeUser, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const [locked] = await sql<{ version: number }[]>`
    select version from user_account where tenant_id = ${tenantId} and id = ${input.id} for update`;
  if (!locked) throw notFound("user");
  if (input.version !== undefined && input.version !== locked.version) throw new AppError("stale_version");
  const before = await getUserView(ctx, input.id);
  await ctx.changeConfig();
  if (input.status !== undefined && input.status !== before.status) await assertMayRule(ctx, input.id);
  if (input.roles) {
    await setRoles(ctx, input.id, input.roles);
  }
  await sql`
    update user_account set name = ${input.name ?? before.name}, status = ${input.status ?? before.status}, version = version + 1
    where tenant_id = ${tenantId} and id = ${input.id}`;
  if (input.status === "deactivated") {
    await sql`update refresh_token set revoked_at = now()
              where tenant_id = ${tenantId} and user_id = ${input.id} and revoked_at is null`;
  }
  const after = await getUserView(ctx, input.id);
  await assertOwnerLeft(ctx);
  ctx.emit({ type: "identity.user_changed", entityType: "user", entityId: input.id, before, after });
  return after;
});

/** Nobody switches off, or on again, who may do more than they. */
async function assertMayRule(ctx: Ctx, userId: string): Promise<void> {
  const access = await accessOfUser(ctx, userId);
  if (access) assertMayGive(ctx.actor, access.effective, "status");
}

export const listUsers = query(tenancyApi.listUsers, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 2);
  const rows = await sql<UserRow[]>`
    select u.id, u.name, u.email, u.status, u.version, u.created_at,
           array(select r.code from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
                 where x.tenant_id = u.tenant_id and x.user_id = u.id order by r.code) as roles
    from user_account u where u.tenant_id = ${tenantId}
      ${input.q ? sql`and (u.name ilike ${likePattern(input.q)} or u.email ilike ${likePattern(input.q)})` : sql``}
      ${after ? sql`and (u.name, u.id) > (${String(after[0])}, ${String(after[1])}::uuid)` : sql``}
    order by u.name, u.id limit ${input.limit + 1}`;
  return pageOf(
    rows,
    input.limit,
    (r) => [r.name, r.id],
    ({ created_at, ...rest }) => ({ ...rest, createdAt: created_at.toISOString() }),
  );
});

export const getMe = query(tenancyApi.getMe, async (ctx) => {
  const user = ctx.actor.id ? await findUser(ctx, ctx.actor.id) : null;
  if (!user) throw new AppError("not_signed_in");
  return viewOf(ctx, user);
});
