import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { type ChannelRow, type LocationRow, readChannels, readLocations } from "../sales/index.ts";
import { mustFind } from "./build-documents.ts";
import type { ImportOptions } from "./options.ts";

/** Channels and locations by code, and the channel of lines that name none. */
export async function readPlaces(ctx: Ctx, options: ImportOptions) {
  const [channels, locations] = await Promise.all([readChannels(ctx), readLocations(ctx)]);
  const channelByCode = new Map(channels.map((c) => [c.code, c]));
  const locationByCode = new Map(locations.map((l) => [l.code, l]));
  const channel = options.channelCode
    ? channelByCode.get(options.channelCode)
    : channels.find((c) => c.kind === "wholesale");
  if (!channel) throw new AppError("not_found", `There is no channel "${options.channelCode ?? "wholesale"}".`);
  return { locations, channelByCode, locationByCode, defaultChannel: channel };
}

export type Places = Awaited<ReturnType<typeof readPlaces>>;

export function channelOf(places: Places, line: { channelCode: string | null }): ChannelRow {
  return line.channelCode === null
    ? places.defaultChannel
    : mustFind(places.channelByCode, line.channelCode, "channel");
}

export function locationOf(
  places: Places,
  options: ImportOptions,
  line: { channelCode: string | null; locationCode: string | null },
): LocationRow {
  const code = line.locationCode ?? options.locationCode ?? null;
  if (code !== null) return mustFind(places.locationByCode, code, "location");
  const { locationId } = channelOf(places, line);
  const found = places.locations.find((l) => l.id === locationId);
  if (!found) throw new AppError("not_found", "The channel's location is archived.");
  return found;
}
