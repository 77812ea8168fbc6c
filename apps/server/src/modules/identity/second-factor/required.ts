import type { Open } from "../access/load-roles.ts";

let everybody = false;

/** Says whether the installation asks everybody for a second step, whatever their role; called once at start. */
export function openSecondSteps(forWhom: "roles" | "everybody"): void {
  everybody = forWhom === "everybody";
}

/** Whether the operator asks everybody, so that no business can ask for less. */
export const isEverybodyAsked = (): boolean => everybody;

/** Whether a second step of sign-in is asked of the user, and whether they have one. Kept until one of it changes. */
export async function secondFactorOf(open: Open, userId: string): Promise<{ required: boolean; present: boolean }> {
  const { byRole, present } = await open.cached(`identity second factor ${userId}`, async () => {
    const [row] = await open.sql<{ byRole: boolean; present: boolean }[]>`
      select exists (select 1 from user_role x join role r on r.tenant_id = x.tenant_id and r.id = x.role_id
                     where x.tenant_id = u.tenant_id and x.user_id = u.id and r.requires_second_factor) as "byRole",
             u.totp_confirmed_at is not null
               or exists (select 1 from passkey p where p.tenant_id = u.tenant_id and p.user_id = u.id) as present
      from user_account u where u.tenant_id = ${open.tenantId} and u.id = ${userId}`;
    return row ?? { byRole: false, present: false };
  });
  return { required: everybody || byRole, present };
}

/** Whether the user must add a second step before anything else is allowed. */
export async function lacksSecondFactor(open: Open, userId: string): Promise<boolean> {
  const { required, present } = await secondFactorOf(open, userId);
  return required && !present;
}
