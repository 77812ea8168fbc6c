import type { Open } from "../access/load-roles.ts";

/** Whether a role of the user asks for a second step of sign-in, and which the user has. Kept until one of it changes. */
export function secondFactorOf(open: Open, userId: string): Promise<{ required: boolean; present: boolean }> {
  return open.cached(`identity second factor ${userId}`, async () => {
    const [row] = await open.sql<{ required: boolean; present: boolean }[]>`
      select exists (select 1 from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
                     where x.tenant_id = u.tenant_id and x.user_id = u.id and r.requires_second_factor) as required,
             u.totp_confirmed_at is not null
               or exists (select 1 from passkey p where p.tenant_id = u.tenant_id and p.user_id = u.id) as present
      from user_account u where u.tenant_id = ${open.tenantId} and u.id = ${userId}`;
    return row ?? { required: false, present: false };
  });
}

/** Whether the user must add a second step before anything else is allowed. */
export async function lacksSecondFactor(open: Open, userId: string): Promise<boolean> {
  const { required, present } = await secondFactorOf(open, userId);
  return required && !present;
}
