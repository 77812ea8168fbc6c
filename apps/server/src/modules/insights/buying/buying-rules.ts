import { decideApi, type OutputOf } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { command, query } from "../../../platform/runner.ts";

export type BuyingRule = OutputOf<typeof decideApi.listBuyingRules>["items"][number];

/** What holds until somebody says otherwise: three weeks from order to shelf, looked at every two weeks. */
const usualRule: Omit<BuyingRule, "id"> = {
  ...{ scope: "all", scopeId: null, scopeName: null, leadTimeDays: 21, leadTimeDeviationDays: 5, reviewDays: 14 },
  ...{ serviceLevel: 0.95, minOrderQty: 1, packSize: 1, carton: null, orderCostMinor: 200_000, holdingShare: 0.25 },
  ...{ salvageShare: 0.5, version: 0 },
};
const USUAL_ID = "00000000-0000-7000-8000-000000000000";

/** Every rule, the widest first; the usual one where nobody set one for everything. */
export async function readBuyingRules(ctx: Ctx): Promise<BuyingRule[]> {
  const rows = await ctx.sql<BuyingRule[]>`
    select r.id, r.scope, r.scope_id as "scopeId", coalesce(g.name, y.name) as "scopeName", r.lead_time_days as "leadTimeDays",
           r.lead_time_deviation_days as "leadTimeDeviationDays", r.review_days as "reviewDays",
           r.service_level::float8 as "serviceLevel", r.min_order_qty as "minOrderQty", r.pack_size as "packSize", r.carton,
           r.order_cost_minor as "orderCostMinor", r.holding_share::float8 as "holdingShare",
           r.salvage_share::float8 as "salvageShare", r.version
    from buying_rule r
    left join category g on g.tenant_id = r.tenant_id and r.scope = 'category' and g.id = r.scope_id
    left join style y on y.tenant_id = r.tenant_id and r.scope = 'style' and y.id = r.scope_id
    where r.tenant_id = ${ctx.tenantId} order by array_position(array['all', 'category', 'style'], r.scope), 4`;
  return rows.some((rule) => rule.scope === "all") ? rows : [{ id: USUAL_ID, ...usualRule }, ...rows];
}

/** The closest rule: the style's, else its category's, else the one for everything. */
export function ruleFor(rules: readonly BuyingRule[], styleId: string, categoryId: string | null): BuyingRule {
  return (
    rules.find((rule) => rule.scope === "style" && rule.scopeId === styleId) ??
    rules.find((rule) => rule.scope === "category" && rule.scopeId === categoryId) ??
    rules.find((rule) => rule.scope === "all")!
  );
}

export const listBuyingRules = query(decideApi.listBuyingRules, async (ctx) => ({ items: await readBuyingRules(ctx) }));

export const setBuyingRule = command(decideApi.setBuyingRule, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const { scope, scopeId = null } = input;
  if (scope === "all" && scopeId) throw fieldError("scopeId", "A rule for everything names nothing");
  if (scope !== "all") await assertScope(ctx, scope, scopeId);
  if (input.carton && Object.values(input.carton).every((qty) => qty === 0)) {
    throw fieldError("carton", "A carton holds at least one piece");
  }
  const [before] = await sql<{ id: string; version: number }[]>`
    select id, version from buying_rule
    where tenant_id = ${tenantId} and scope = ${scope} and scope_id is not distinct from ${scopeId}::uuid for update`;
  if (before && input.version !== undefined && input.version !== before.version) throw new AppError("conflict");
  const id = before?.id ?? newId();
  await sql`
    insert into buying_rule (tenant_id, id, scope, scope_id, lead_time_days, lead_time_deviation_days, review_days,
      service_level, min_order_qty, pack_size, carton, order_cost_minor, holding_share, salvage_share)
    values (${tenantId}, ${id}, ${scope}, ${scopeId}::uuid, ${input.leadTimeDays}, ${input.leadTimeDeviationDays}, ${input.reviewDays},
      ${input.serviceLevel}, ${input.minOrderQty}, ${input.packSize}, ${input.carton ? sql.json(input.carton) : null},
      ${input.orderCostMinor}, ${input.holdingShare}, ${input.salvageShare})
    on conflict (tenant_id, id) do update set lead_time_days = excluded.lead_time_days,
      lead_time_deviation_days = excluded.lead_time_deviation_days, review_days = excluded.review_days,
      service_level = excluded.service_level, min_order_qty = excluded.min_order_qty, pack_size = excluded.pack_size,
      carton = excluded.carton, order_cost_minor = excluded.order_cost_minor, holding_share = excluded.holding_share,
      salvage_share = excluded.salvage_share, version = buying_rule.version + 1`;
  const { version: _version, ...after } = input;
  ctx.emit({ type: "insights.buying_rule_set", entityType: "buying_rule", entityId: id, after });
  return { id };
});

async function assertScope(ctx: Ctx, scope: "category" | "style", scopeId: string | null): Promise<void> {
  if (!scopeId) throw fieldError("scopeId", `Say which ${scope} it is for`);
  const { sql, tenantId } = ctx;
  const [found] =
    scope === "style"
      ? await sql`select from style where tenant_id = ${tenantId} and id = ${scopeId}`
      : await sql`select from category where tenant_id = ${tenantId} and id = ${scopeId}`;
  if (!found) throw fieldError("scopeId", `There is no such ${scope}`);
}
