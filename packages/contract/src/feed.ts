import { z } from "zod";
import { id, instant } from "./common.ts";

/**
 * Messages of the live feed (WebSocket `/v1/feed`).
 * The client's first message is `{type:"subscribe", token, cursor?, types?}`; every event after that cursor follows,
 * in order, once each. A cursor is opaque; keep the newest and give it when connecting again.
 */
export const FeedSubscribe = z.object({
  type: z.literal("subscribe"),
  token: z.string().max(4000),
  cursor: z.string().max(200).optional(),
  types: z.array(z.string().max(80)).max(50).optional().describe("Event types wanted; all when left out"),
});
export const FeedEvent = z.object({
  type: z.literal("event"),
  event: z.object({
    uid: id,
    type: z.string(),
    entityType: z.string(),
    entityId: id,
    before: z.unknown(),
    after: z.unknown(),
    at: instant,
  }),
});
export const FeedMessage = z.discriminatedUnion("type", [
  FeedEvent,
  z.object({ type: z.literal("cursor"), cursor: z.string() }).describe("Everything up to here was sent"),
  z.object({ type: z.literal("ready"), cursor: z.string() }),
  z.object({ type: z.literal("error"), code: z.string(), message: z.string() }),
]);
export type FeedMessage = z.output<typeof FeedMessage>;
/** `after` of `inventory.level_changed`; entityId is the SKU. Of two, the higher version is the newer. */
export const LevelChanged = z.object({
  skuId: id,
  locationId: id,
  onHandQty: z.int(),
  reservedQty: z.int(),
  backorderedQty: z.int(),
  version: z.int(),
});
export type LevelChanged = z.output<typeof LevelChanged>;
