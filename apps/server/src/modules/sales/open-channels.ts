import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { type LocationRow, readLocations as readAllLocations } from "../inventory/index.ts";

export type { LocationRow };

export type ChannelKind = "wholesale" | "retail" | "web" | "marketplace";

/** Where we sell, with what an order needs of it and of the place it ships from. */
export interface ChannelRow {
  id: string;
  code: string;
  name: string;
  kind: ChannelKind;
  locationId: string;
  currency: string;
  priceMode: "inclusive" | "exclusive";
}

/** Trade prices are quoted without tax, shoppers' prices with it, save in the US where tax comes on top. */
function priceModeOf(kind: ChannelKind, country: string): "inclusive" | "exclusive" {
  return kind === "wholesale" || country === "US" ? "exclusive" : "inclusive";
}

/** Adds a channel that ships from a location. */
export async function insertChannel(
  ctx: Ctx,
  channel: { code: string; name: string; kind: ChannelKind; locationId: string },
): Promise<string> {
  const id = newId();
  const { tenant } = ctx;
  const priceMode = priceModeOf(channel.kind, tenant.country);
  await ctx.changeConfig();
  await ctx.sql`
    insert into channel (tenant_id, id, code, name, kind, location_id, currency, price_mode)
    values (${ctx.tenantId}, ${id}, ${channel.code}, ${channel.name}, ${channel.kind}, ${channel.locationId},
            ${tenant.currency}, ${priceMode})`;
  ctx.emit({
    type: "sales.channel_added",
    entityType: "channel",
    entityId: id,
    after: { ...channel, currency: tenant.currency, priceMode },
  });
  return id;
}

/** At sign-up: one channel of each kind that a garment business begins with, shipping from its first warehouse. */
export async function openChannels(ctx: Ctx): Promise<void> {
  const [warehouse] = await ctx.sql<{ id: string }[]>`
    select id from location where tenant_id = ${ctx.tenantId} and kind = 'warehouse' order by code limit 1`;
  if (!warehouse) throw new Error("sign-up opens locations before channels");
  const first = [
    { code: "wholesale", name: "Wholesale", kind: "wholesale" },
    { code: "retail", name: "Counter", kind: "retail" },
    { code: "web", name: "Online shop", kind: "web" },
  ] as const;
  for (const channel of first) await insertChannel(ctx, { ...channel, locationId: warehouse.id });
}

export function readChannels(ctx: Ctx): Promise<ChannelRow[]> {
  return ctx.cached(
    "sales.channels",
    async () =>
      await ctx.sql<ChannelRow[]>`
        select id, code, name, kind, location_id as "locationId", currency, price_mode as "priceMode"
        from channel where tenant_id = ${ctx.tenantId} and status = 'active' order by code`,
  );
}

/** Our own places that goods ship from. */
export async function readLocations(ctx: Ctx): Promise<LocationRow[]> {
  const open: readonly string[] = ["warehouse", "shop", "van", "consignment"];
  return (await readAllLocations(ctx)).filter((l) => l.status === "active" && open.includes(l.kind));
}

/** @throws not_found naming what is missing */
export async function getChannelAndLocation(ctx: Ctx, channelId: string, locationId: string | undefined) {
  const [channels, locations] = await Promise.all([readChannels(ctx), readLocations(ctx)]);
  const channel = channels.find((c) => c.id === channelId);
  if (!channel) throw missing("channelId", "There is no such channel.");
  const location = locations.find((l) => l.id === (locationId ?? channel.locationId));
  if (!location) throw missing("locationId", "There is no such location to ship from.");
  return { channel, location };
}

function missing(path: string, message: string): AppError {
  return new AppError("not_found", message, { fields: [{ path, message }] });
}
