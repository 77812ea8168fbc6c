import { text } from "../common.ts";

/**
 * The shop's public doors. Nobody signs in as staff here: a visitor is known by two headers, `Cart-Token` (given out with
 * the first line of a cart) and `Shopper-Token` (given out at the shopper's sign-in). `shop` says whose shop it is: its
 * address name or the host it is visited at; left out, the request's own host decides.
 */
export const shop = text(255).optional().describe("Address name or host of the shop; the request's host when left out");
