import { accountApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { type PutPicture, pictureUrl, putPicture, recordPicture } from "../../../platform/pictures.ts";
import { command, query } from "../../../platform/runner.ts";
import { secondFactorOf } from "../second-factor/required.ts";
import { assertUser, confirmedUntil } from "./own-security.ts";

type Profile = OutputOf<typeof accountApi.getProfile>;

interface Row {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  newEmail: string | null;
  avatarFileId: string | null;
  hasPassword: boolean;
  totp: boolean;
  backupCodesLeft: number;
  passkeys: { id: string; name: string; host: string; createdAt: string; lastUsedAt: string | null }[];
}

/** The own profile of whoever asks. */
export async function readProfile(ctx: Ctx): Promise<Profile> {
  const [row] = await ctx.sql<Row[]>`
    select u.id, u.name, u.email, u.email_verified_at is not null as "emailVerified", u.avatar_file_id as "avatarFileId",
           (select l.email from mail_link l where l.tenant_id = u.tenant_id and l.user_id = u.id and l.kind = 'change_email'
              and l.used_at is null and l.expires_at > ${ctx.now}) as "newEmail",
           u.password_hash is not null as "hasPassword", u.totp_confirmed_at is not null as totp,
           (select count(*)::int from backup_code b where b.tenant_id = u.tenant_id and b.user_id = u.id and b.used_at is null) as "backupCodesLeft",
           coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'host', p.rp_id, 'createdAt', p.created_at,
                     'lastUsedAt', p.last_used_at) order by p.created_at)
                     from passkey p where p.tenant_id = u.tenant_id and p.user_id = u.id), '[]') as passkeys
    from user_account u where u.tenant_id = ${ctx.tenantId} and u.id = ${ctx.actor.type === "user" ? ctx.actor.id : null}`;
  if (!row) throw new AppError("not_permitted", "Only a person who is signed in has a profile.");
  const { avatarFileId, passkeys, ...rest } = row;
  const { required } = await secondFactorOf(ctx, row.id);
  const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...rest,
    avatarUrl: avatarFileId ? pictureUrl(ctx.tenantId, avatarFileId) : null,
    secondFactorRequired: required,
    passkeys: passkeys.map((p) => ({ ...p, createdAt: iso(p.createdAt)!, lastUsedAt: iso(p.lastUsedAt) })),
    confirmedUntil: (await confirmedUntil(ctx))?.toISOString() ?? null,
  };
}

export const getProfile = query(accountApi.getProfile, readProfile);

export const changeProfile = command(
  accountApi.changeProfile,
  async (ctx, input, put: PutPicture | null) => {
    const user = await assertUser(ctx);
    const before = await readProfile(ctx);
    const avatar = put ? (await recordPicture(ctx, put)).id : null;
    await ctx.changeConfig();
    await ctx.sql`
      update user_account set name = ${input.name ?? user.name}, version = version + 1,
        avatar_file_id = case when ${input.avatar !== undefined} then ${avatar}::uuid else avatar_file_id end
      where tenant_id = ${ctx.tenantId} and id = ${user.id}`;
    const after = await readProfile(ctx);
    const told = ({ name, avatarUrl }: Profile) => ({ name, avatarUrl });
    ctx.emit({
      type: "identity.profile_changed",
      entityType: "user",
      entityId: user.id,
      before: told(before),
      after: told(after),
    });
    return after;
  },
  {
    async prepare(_runtime, { avatar }, call) {
      const put = avatar ? await putPicture(call.tenantId!, "avatar", "avatar", avatar) : null;
      return { tenantId: call.tenantId!, prepared: put };
    },
  },
);
