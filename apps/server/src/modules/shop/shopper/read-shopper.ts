import type { shopApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { readCustomer } from "../../party/index.ts";

export interface ShopperRow {
  id: string;
  email: string;
  customerId: string;
  hasPassword: boolean;
}

export async function getShopperRow(ctx: Ctx, id: string): Promise<ShopperRow> {
  const [row] = await ctx.sql<ShopperRow[]>`
    select id, email_key as email, customer_id as "customerId", password_hash is not null as "hasPassword"
    from shopper where tenant_id = ${ctx.tenantId} and id = ${id}`;
  if (!row) throw notFound("account");
  return row;
}

/** A shopper as the account's pages show them. */
export async function readShopper(ctx: Ctx, id: string): Promise<shopApi.Shopper> {
  const row = await getShopperRow(ctx, id);
  const customer = await readCustomer(ctx, row.customerId);
  return {
    name: customer.name,
    email: row.email,
    phone: customer.phone,
    hasPassword: row.hasPassword,
    wantsNews: customer.consent.email?.granted ?? false,
    addresses: customer.addresses.filter((a) => a.kind === "shipping").map(({ kind: _kind, ...address }) => address),
  };
}
