import { builtInRoles } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { hashPassword } from "../../../platform/hash-password.ts";
import { newId } from "../../../platform/ids.ts";
import { assertNewPassword } from "../../../platform/passwords/assert-good-password.ts";
import type { NewOwner } from "../../tenancy/index.ts";
import { sendLink } from "../accounts/mail-links.ts";
import { insertUser, isProgram } from "./insert-user.ts";

/** The built-in roles, and the owner who signs up. */
export async function openIdentity(ctx: Ctx, opening: { owner: NewOwner }): Promise<void> {
  const roles = Object.entries(builtInRoles).map(([code, role]) => ({ id: newId(), code, ...role }));
  await ctx.sql`
    insert into role (tenant_id, id, code, name, permissions, built_in)
    select ${ctx.tenantId}, r.id, r.code, r.name, array(select jsonb_array_elements_text(r.permissions)), true
    from jsonb_to_recordset(${jsonRows(ctx.sql, roles)}::jsonb) as r(id uuid, code text, name text, permissions jsonb)`;
  const owner = await insertUser(ctx, { ...opening.owner, roles: ["owner"] });
  if (!isProgram(ctx.actor)) await sendLink(ctx, "verify_email", owner);
}

interface SigningUp {
  name: string;
  owner: { name: string; email: string; password: string };
}

/** The owner of a new business, with the password judged and hashed. @throws validation_failed naming it */
export async function readyOwner({ owner, name: business }: SigningUp): Promise<NewOwner> {
  const { name, email, password } = owner;
  await assertNewPassword("owner.password", password, [email, name, business]);
  return { name, email, passwordHash: await hashPassword(password) };
}
