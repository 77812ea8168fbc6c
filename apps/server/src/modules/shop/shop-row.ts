import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { type ChannelRow, readChannels } from "../sales/index.ts";

export interface Delivery {
  id: string;
  name: string;
  country: string;
  states: string[];
  chargeMinor: number;
  freeFromMinor: number | null;
  leastDays: number;
  mostDays: number;
}

export interface Collection {
  id: string;
  slug: string;
  name: string;
  blurb: string | null;
  rule: "styles" | "season" | "category" | "sale" | "newest";
  seasonId: string | null;
  categoryId: string | null;
  styleIds: string[];
  onHome: boolean;
}

export interface ShopRow {
  isOpen: boolean;
  channel: ChannelRow;
  deliverySkuId: string;
  title: string;
  tagline: string | null;
  announcement: string | null;
  about: string | null;
  contactEmail: string | null;
  heroStyleId: string | null;
  holdMinutes: number;
  payMinutes: number;
  soldOut: "show" | "last" | "hide";
  showsNewStyles: boolean;
  paysOnline: boolean;
  paysOnDelivery: boolean;
  onDeliveryMostMinor: number | null;
  returnDays: number;
  takesMoney: "at_once" | "when_sent";
  remindHours: number | null;
  version: number;
  deliveries: Delivery[];
  collections: Collection[];
}

/** The shop as it is set up, cached with the business's configuration; null where there is none. */
export function findShopRow(ctx: Ctx): Promise<ShopRow | null> {
  return ctx.cached("shop.row", async () => {
    const { sql, tenantId } = ctx;
    const [settings, deliveries, collections, channels] = await Promise.all([
      sql<(Omit<ShopRow, "channel" | "deliveries" | "collections"> & { channelId: string })[]>`
        select is_open as "isOpen", channel_id as "channelId", delivery_sku_id as "deliverySkuId", title, tagline,
               announcement, about, contact_email as "contactEmail", hero_style_id as "heroStyleId",
               hold_minutes as "holdMinutes", pay_minutes as "payMinutes", sold_out as "soldOut",
               shows_new_styles as "showsNewStyles", pays_online as "paysOnline", pays_on_delivery as "paysOnDelivery",
               on_delivery_most_minor as "onDeliveryMostMinor", return_days as "returnDays",
               remind_hours as "remindHours", takes_money as "takesMoney", version
        from shop_settings where tenant_id = ${tenantId}`,
      sql<Delivery[]>`
        select id, name, country, states, charge_minor as "chargeMinor", free_from_minor as "freeFromMinor",
               least_days as "leastDays", most_days as "mostDays"
        from shop_delivery where tenant_id = ${tenantId} order by position, id`,
      sql<Collection[]>`
        select id, slug, name, blurb, rule, season_id as "seasonId", category_id as "categoryId",
               style_ids as "styleIds", on_home as "onHome"
        from shop_collection where tenant_id = ${tenantId} order by position, id`,
      readChannels(ctx),
    ]);
    if (!settings[0]) return null;
    const { channelId, ...row } = settings[0];
    const channel = channels.find((c) => c.id === channelId);
    return channel ? { ...row, channel, deliveries, collections } : null;
  });
}

/** The shop that visitors see. @throws not_found where none is set up or it is closed */
export async function getShopRow(ctx: Ctx): Promise<ShopRow> {
  const shop = await findShopRow(ctx);
  if (!shop) throw new AppError("not_found", "There is no shop at this address.");
  if (!shop.isOpen) throw new AppError("not_found", "This shop is closed for now.", { details: { closed: true } });
  return shop;
}
