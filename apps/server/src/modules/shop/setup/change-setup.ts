import { shopApi } from "@selvedge/contract";
import { changedFields, definedOf } from "../../../platform/changed-fields.ts";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { command } from "../../../platform/runner.ts";
import { normaliseState } from "../../party/index.ts";
import { findShopRow, type ShopRow } from "../shop-row.ts";
import { readSetup } from "./read-setup.ts";

async function lockShop(ctx: Ctx, version?: number): Promise<ShopRow> {
  const [row] = await ctx.sql<{ version: number }[]>`
    select version from shop_settings where tenant_id = ${ctx.tenantId} for no key update`;
  const shop = await findShopRow(ctx);
  if (!row || !shop) throw new AppError("not_found", "The online shop is not set up yet.");
  if (version !== undefined && version !== row.version) throw new AppError("stale_version");
  return shop;
}

export const changeShopSettings = command(shopApi.changeShopSettings, async (ctx, input) => {
  const { version, ...change } = input;
  const shop = await lockShop(ctx, version);
  const { channel: _channel, deliverySkuId: _sku, deliveries, collections: _collections, ...before } = shop;
  const next = { ...before, ...definedOf(change) };
  if (next.isOpen && !next.paysOnline && !next.paysOnDelivery) {
    throw fieldError("paysOnline", "An open shop needs a way to pay");
  }
  if (next.isOpen && deliveries.length === 0)
    throw fieldError("isOpen", "Say first where you deliver and what it costs");
  if (change.heroStyleId) await assertAllExist(ctx, "style", [change.heroStyleId], "heroStyleId");
  await ctx.changeConfig();
  await ctx.sql`
    update shop_settings set is_open = ${next.isOpen}, title = ${next.title}, tagline = ${next.tagline},
      announcement = ${next.announcement}, about = ${next.about}, contact_email = ${next.contactEmail},
      hero_style_id = ${next.heroStyleId}, hold_minutes = ${next.holdMinutes}, pay_minutes = ${next.payMinutes},
      sold_out = ${next.soldOut}, shows_new_styles = ${next.showsNewStyles}, pays_online = ${next.paysOnline},
      pays_on_delivery = ${next.paysOnDelivery}, on_delivery_most_minor = ${next.onDeliveryMostMinor},
      return_days = ${next.returnDays}, remind_hours = ${next.remindHours},
      takes_money = ${next.takesMoney}, version = version + 1
    where tenant_id = ${ctx.tenantId}`;
  tell(ctx, "shop.settings_changed", changedFields(before, next));
  return readSetup(ctx);
});

function tell(ctx: Ctx, type: string, change: { before?: unknown; after?: unknown } | null): void {
  ctx.emit({ type, entityType: "shop", entityId: ctx.tenantId, ...change });
}

/** All deliveries at once: the list as it is edited, in its order. */
export const setShopDeliveries = command(shopApi.setShopDeliveries, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const shop = await lockShop(ctx);
  if (shop.isOpen && input.deliveries.length === 0) throw fieldError("deliveries", "An open shop needs a delivery");
  const rows = input.deliveries.map((d, i) => ({
    ...{ ...d, id: newId(), position: i },
    states: d.states.map((text, j) => {
      const state = normaliseState(d.country, text);
      if (state === null) throw fieldError(`deliveries.${i}.states.${j}`, `There is no state called ${text} there`);
      return state;
    }),
  }));
  await ctx.changeConfig();
  await sql`delete from shop_delivery where tenant_id = ${tenantId}`;
  await sql`
    insert into shop_delivery (tenant_id, id, name, country, states, charge_minor, free_from_minor, least_days, most_days, position)
    select ${tenantId}, r.id, r.name, r.country, r.states, r."chargeMinor", r."freeFromMinor", r."leastDays", r."mostDays", r.position
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, name text, country text, states text[],
      "chargeMinor" bigint, "freeFromMinor" bigint, "leastDays" int, "mostDays" int, position int)`;
  tell(ctx, "shop.deliveries_set", {
    before: { deliveries: shop.deliveries },
    after: { deliveries: input.deliveries },
  });
  return readSetup(ctx);
});

/** All collections at once, in the order in which the home page shows them. */
export const setShopCollections = command(shopApi.setShopCollections, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const shop = await lockShop(ctx);
  const slugs = new Set<string>();
  input.collections.forEach((c, i) => {
    if (slugs.has(c.slug)) throw fieldError(`collections.${i}.slug`, "Another collection has this address");
    slugs.add(c.slug);
    if (c.rule === "season" && !c.seasonId) throw fieldError(`collections.${i}.seasonId`, "Choose the season");
    if (c.rule === "category" && !c.categoryId) throw fieldError(`collections.${i}.categoryId`, "Choose the category");
  });
  const { collections } = input;
  await assertAllExist(ctx, "style", [...new Set(collections.flatMap((c) => c.styleIds))], "collections");
  await assertAllExist(
    ctx,
    "season",
    collections.flatMap((c) => c.seasonId ?? []),
    "collections",
  );
  await assertAllExist(
    ctx,
    "category",
    collections.flatMap((c) => c.categoryId ?? []),
    "collections",
  );
  const rows = collections.map((c, i) => ({
    ...{ ...c, id: newId(), position: i },
    seasonId: c.rule === "season" ? c.seasonId : null,
    categoryId: c.rule === "category" ? c.categoryId : null,
    styleIds: c.rule === "styles" ? c.styleIds : [],
  }));
  await ctx.changeConfig();
  await sql`delete from shop_collection where tenant_id = ${tenantId}`;
  await sql`
    insert into shop_collection (tenant_id, id, slug, name, blurb, rule, season_id, category_id, style_ids, on_home, position)
    select ${tenantId}, r.id, r.slug, r.name, r.blurb, r.rule, r."seasonId", r."categoryId", r."styleIds", r."onHome", r.position
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, slug text, name text, blurb text, rule text,
      "seasonId" uuid, "categoryId" uuid, "styleIds" uuid[], "onHome" boolean, position int)`;
  tell(ctx, "shop.collections_set", { before: { collections: shop.collections }, after: { collections } });
  return readSetup(ctx);
});

async function assertAllExist(
  ctx: Ctx,
  table: "style" | "season" | "category",
  ids: readonly string[],
  path: string,
): Promise<void> {
  if (ids.length === 0) return;
  const found = await ctx.sql<{ id: string }[]>`
    select id from ${ctx.sql(table)} where tenant_id = ${ctx.tenantId} and id = any(${[...ids]}::uuid[])`;
  if (found.length < new Set(ids).size) throw fieldError(path, `There is no such ${table}`);
}
