import type { OutputOf, tenancyApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { pictureUrl } from "../../../platform/pictures.ts";

/** A person of the business as lists and answers show them. */
export type UserView = OutputOf<typeof tenancyApi.createUser>;

export interface UserRow extends Omit<UserView, "createdAt" | "lastSignInAt" | "avatarUrl"> {
  created_at: Date;
  last_sign_in_at: Date | null;
  avatar_file_id: string | null;
}

/** The columns of a {@link UserRow}, of `user_account u`. */
export const userColumns = ({ sql }: Ctx) => sql`
  u.id, u.name, u.email, u.status, u.version, u.created_at, u.last_sign_in_at, u.avatar_file_id,
  (u.totp_confirmed_at is not null or exists (select 1 from passkey k where k.tenant_id = u.tenant_id and k.user_id = u.id)) as "secondFactor",
  array(select r.code from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
        where x.tenant_id = u.tenant_id and x.user_id = u.id order by r.code) as roles`;

export function toView(ctx: Ctx, { created_at, last_sign_in_at, avatar_file_id, ...rest }: UserRow): UserView {
  return {
    ...rest,
    avatarUrl: avatar_file_id ? pictureUrl(ctx.tenantId, avatar_file_id) : null,
    lastSignInAt: last_sign_in_at?.toISOString() ?? null,
    createdAt: created_at.toISOString(),
  };
}

/** @throws not_found */
export async function getUserView(ctx: Ctx, userId: string): Promise<UserView> {
  const [row] = await ctx.sql<UserRow[]>`
    select ${userColumns(ctx)} from user_account u where u.tenant_id = ${ctx.tenantId} and u.id = ${userId}`;
  if (!row) throw notFound("user");
  return toView(ctx, row);
}
