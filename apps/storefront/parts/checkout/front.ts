import type { ShopFront } from "../../lib/types.ts";

/** The shop as the checkout's script needs it. */
export type Front = Omit<ShopFront, "validUntil">;
