import { createHmac } from "node:crypto";
import { tillApi as till, type tillApi } from "@selvedge/contract";
import { readBranding } from "../../platform/branding.ts";
import type { Ctx } from "../../platform/context.ts";
import { feedCursorNow } from "../../platform/feed.ts";
import { publicOrigin } from "../../platform/links.ts";
import { query } from "../../platform/runner.ts";
import { loadPromotions, mostPromotionsOf } from "../pricing/index.ts";
import { readChannels, readLocations } from "../sales/index.ts";
import { loadTaxRules } from "../tax/index.ts";
import { getDevice } from "./device.ts";
import { readTillCustomers, readTillLevels, readTillStyles } from "./read-facts.ts";

/** The small facts. The cursor is read first: whatever changes while the rest is read comes again by it. */
export const getTillHead = query(till.getTillHead, async (ctx) => {
  const device = await getDevice(ctx);
  const cursor = await feedCursorNow(ctx.sql);
  const [channels, places, cashiers, categories, taxRules, promotions, names, shop] = await Promise.all([
    readChannels(ctx),
    readLocations(ctx),
    readCashiers(ctx),
    ctx.sql<{ id: string; parentId: string | null; name: string }[]>`
      select id, parent_id as "parentId", name from category where tenant_id = ${ctx.tenantId} order by name`,
    loadTaxRules(ctx),
    loadPromotions(ctx),
    ctx.sql<
      { id: string; name: string }[]
    >`select id, name from promotion where tenant_id = ${ctx.tenantId} and status = 'active'`,
    ctx.sql<{ id: string; name: string; country: string | null; state: string | null; address: unknown }[]>`
      select id, name, country, state, address from location where tenant_id = ${ctx.tenantId} and id = ${device.locationId}`,
  ]);
  const { tenant } = ctx;
  const { accent, logoUrl } = readBranding(ctx);
  const channel = channels.find((c) => c.id === device.channelId)!;
  const head: tillApi.TillHead = {
    till: {
      id: device.tillId,
      code: device.tillCode,
      name: device.tillName,
      ...{ series: device.series, upiId: device.upiId, receiptFooter: device.receiptFooter },
    },
    business: {
      ...{
        id: tenant.id,
        name: tenant.name,
        legalName: tenant.legalName,
        country: tenant.country,
        state: tenant.state,
      },
      ...{ taxNumber: tenant.taxNumber, currency: tenant.currency, locale: tenant.locale, timeZone: tenant.timeZone },
      accent,
      logoUrl,
      maxPromotions: mostPromotionsOf(tenant),
    },
    shop: shop[0]!,
    channel: { id: channel.id, kind: channel.kind, priceMode: channel.priceMode, currency: channel.currency },
    receiptOrigin: publicOrigin(),
    receiptKey: receiptKeyOf(ctx),
    places: places.map(({ id, name, kind }) => ({ id, name, kind })),
    cashiers,
    categories,
    taxRules: taxRules as unknown as Record<string, unknown>[],
    promotions: promotions as unknown as Record<string, unknown>[],
    promotionNames: Object.fromEntries(names.map((p) => [p.id, p.name])),
  };
  return { head, cursor, serverAt: ctx.now.toISOString() };
});

/** The same for all tills of a business and told to nobody else: derived from the secret that it was given at sign-up. */
function receiptKeyOf(ctx: Ctx): string {
  return createHmac("sha256", String(ctx.tenant.settings["sandboxSecret"]))
    .update("receipts of the tills")
    .digest("hex");
}

function readCashiers(ctx: Ctx) {
  return ctx.sql<tillApi.TillHead["cashiers"]>`
    select u.id, u.name, c.pin_salt as "pinSalt", c.pin_hash as "pinHash", c.approves,
           c.discount_limit_basis_points as "discountLimitBasisPoints"
    from till_cashier c join user_account u on u.tenant_id = c.tenant_id and u.id = c.user_id
    where c.tenant_id = ${ctx.tenantId} and c.status = 'active' and u.status = 'active' order by u.name, u.id`;
}

const uuid = /^[0-9a-f-]{36}$/;
const nothing = { styles: [], levels: [], customers: [] };

/** A page of one set, in the order of its key. */
export const listTillFacts = query(till.listTillFacts, async (ctx, input) => {
  await getDevice(ctx);
  const { sql, tenantId } = ctx;
  const after = input.after && uuid.test(input.after) ? input.after : "00000000-0000-0000-0000-000000000000";
  if (input.set === "customers") {
    const ids = await sql<{ id: string }[]>`
      select id from party where tenant_id = ${tenantId} and is_customer and id > ${after} order by id limit 2000`;
    const customers = await readTillCustomers(ctx, idsOf(ids));
    return { ...nothing, customers, next: nextOf(ids, 2000) };
  }
  if (input.set === "styles") {
    const ids = await sql<{ id: string }[]>`
      select id from style where tenant_id = ${tenantId} and id > ${after} order by id limit 200`;
    return { ...nothing, styles: await readTillStyles(ctx, idsOf(ids)), next: nextOf(ids, 200) };
  }
  const ids = await sql<{ id: string }[]>`
    select id from sku where tenant_id = ${tenantId} and id > ${after} order by id limit 2000`;
  return { ...nothing, levels: await readTillLevels(ctx, idsOf(ids)), next: nextOf(ids, 2000) };
});

const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id);
const nextOf = (rows: readonly { id: string }[], limit: number) => (rows.length < limit ? null : rows.at(-1)!.id);
