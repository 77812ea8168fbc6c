import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";

export interface Identifiers {
  email: string | null;
  phone: string | null;
  code: string | null;
}

/**
 * Refuses a customer whose e-mail, phone or code another one has. Two at once are told apart by unique indexes.
 * @throws duplicate naming the other customer, its id in `details.customerId`
 */
export async function assertNoDuplicate(ctx: Ctx, id: string, own: Identifiers): Promise<void> {
  const { sql, tenantId } = ctx;
  if (own.email === null && own.phone === null && own.code === null) return;
  const [other] = await sql<{ id: string; name: string; status: string; field: "email" | "phone" | "code" }[]>`
    select id, name, status, field from (
      select id, name, status, 'email' as field, 1 as rank from party
      where tenant_id = ${tenantId} and email_key = ${own.email} and is_customer
      union all
      select id, name, status, 'phone', 2 from party
      where tenant_id = ${tenantId} and phone = ${own.phone} and is_customer
      union all
      select id, name, status, 'code', 3 from party where tenant_id = ${tenantId} and code = ${own.code}
    ) twin
    where id <> ${id} order by rank limit 1`;
  if (!other) return;
  const what = { email: "e-mail", phone: "phone number", code: "code" }[other.field];
  const archived = other.status === "archived" ? " (archived)" : "";
  throw new AppError("duplicate", `${other.name}${archived} has this ${what} already.`, {
    fields: [{ path: other.field, message: `${other.name}${archived} has this ${what}` }],
    details: { customerId: other.id, name: other.name, field: other.field },
  });
}
