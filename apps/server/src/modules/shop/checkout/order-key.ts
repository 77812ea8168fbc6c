import { createHmac } from "node:crypto";

/** Opens an order's page; the same each time it is asked of one cart, whose id nobody else is ever told. */
export const orderKey = (cartId: string): string =>
  createHmac("sha256", cartId).update("order page").digest("base64url").slice(0, 32);
