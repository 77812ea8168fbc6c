import { billingApi } from "@selvedge/contract";
import { notFound } from "../../platform/errors.ts";
import { query } from "../../platform/runner.ts";
import { readCredit } from "./credit.ts";

export const getCredit = query(billingApi.getCredit, async (ctx, input) => {
  const [[party], credit] = await Promise.all([
    ctx.sql`select 1 from party where tenant_id = ${ctx.tenantId} and id = ${input.id} and is_customer`,
    readCredit(ctx, input.id),
  ]);
  if (!party) throw notFound("customer");
  return { currency: ctx.tenant.currency, ...credit };
});
