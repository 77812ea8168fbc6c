import type { Ctx } from "../../platform/context.ts";
import { overstockFactor } from "./levels.ts";
import { physicalKinds } from "./locations.ts";

interface ChangedAlert {
  change: "opened" | "resolved";
  id: string;
  skuId: string;
  kind: "low" | "out" | "over";
  availableQty: number;
  thresholdQty: number;
}

/**
 * Opens and resolves the stock alerts of SKUs (all of them when null) so that they say what is so now, over all active
 * places we sell from: `low` while available <= the SKU's reorder point, `out` while nothing is available of what was
 * ever stocked or is to be, `over` while more than `settings.overstockFactor` reorder points are. At most one of a kind
 * is open per SKU. Looks follow one another, each at a fresh snapshot, so the last look sees the last change.
 */
export async function refreshAlerts(ctx: Ctx, skuIds: readonly string[] | null): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId} stock_alert`}, 11))`;
  const changed = await sql<ChangedAlert[]>`
    with state as (
      select s.id as sku_id, s.reorder_point, s.status = 'active' as active,
             coalesce(sum(l.on_hand_qty - l.reserved_qty), 0)::int as available,
             coalesce(max(l.version), 0) > 0 or s.reorder_point is not null as stocked
      from sku s
      left join (
        select l.tenant_id, l.sku_id, l.on_hand_qty, l.reserved_qty, l.version
        from stock_level l
        join location p on p.tenant_id = l.tenant_id and p.id = l.location_id and p.status = 'active'
          and p.kind = any(${physicalKinds as unknown as string[]})
      ) l on l.tenant_id = s.tenant_id and l.sku_id = s.id
      where s.tenant_id = ${tenantId} ${skuIds ? sql`and s.id = any(${skuIds as string[]}::uuid[])` : sql``}
      group by s.tenant_id, s.id
    ), due as (
      select sku_id, kind, available, threshold
      from state
      cross join lateral (values
        ('low', reorder_point, available <= reorder_point),
        ('out', 0, stocked and available <= 0),
        ('over', (reorder_point * ${overstockFactor(ctx)}::numeric)::int,
                 available > reorder_point * ${overstockFactor(ctx)}::numeric)) as k(kind, threshold, applies)
      where active and applies
    ), opened as (
      insert into stock_alert as a (tenant_id, id, sku_id, kind, available_qty, threshold_qty, opened_at)
      select ${tenantId}, app.new_id(), sku_id, kind, available, threshold, ${ctx.now} from due
      on conflict (tenant_id, sku_id, kind) where resolved_at is null
      do update set available_qty = excluded.available_qty, threshold_qty = excluded.threshold_qty
      where (a.available_qty, a.threshold_qty) <> (excluded.available_qty, excluded.threshold_qty)
      returning id, sku_id, kind, available_qty, threshold_qty, xmax = 0 as is_new
    ), resolved as (
      update stock_alert a set resolved_at = ${ctx.now}, available_qty = s.available
      from state s
      where a.tenant_id = ${tenantId} and a.sku_id = s.sku_id and a.resolved_at is null
        and not exists (select 1 from due d where d.sku_id = a.sku_id and d.kind = a.kind)
      returning a.id, a.sku_id, a.kind, a.available_qty, a.threshold_qty
    )
    select 'opened' as change, id, sku_id as "skuId", kind, available_qty as "availableQty",
           threshold_qty as "thresholdQty"
    from opened where is_new
    union all
    select 'resolved', id, sku_id, kind, available_qty, threshold_qty from resolved`;
  for (const { change, ...alert } of changed) {
    ctx.emit({
      type: `inventory.alert_${change}`,
      entityType: "stock_alert",
      entityId: alert.id,
      after: { ...alert, open: change === "opened" },
    });
  }
}
