import { shopApi } from "@selvedge/contract";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { findSkusForOrder } from "../../catalog/index.ts";
import { shopCommand, shopQuery } from "../visitor.ts";
import { findCart, lockOpenCart, lockOrOpenCart, readCartLines } from "./cart-row.ts";
import { holdLine } from "./hold-line.ts";
import { viewCart } from "./view-cart.ts";

const mostLines = 50;

export const getCart = shopQuery(shopApi.getCart, async (ctx, _input, shop, visitor) =>
  viewCart(ctx, shop, await findCart(ctx, visitor, "read")),
);

/** Puts pieces into the cart on top of those that are in it, and holds them. */
export const addToCart = shopCommand(shopApi.addToCart, async (ctx, input, shop, visitor) => {
  await assertForSale(ctx, input.skuId);
  const { cart, token } = await lockOrOpenCart(ctx, visitor);
  const lines = await readCartLines(ctx, cart.id);
  const had = lines.find((l) => l.skuId === input.skuId);
  if (!had && lines.length >= mostLines)
    throw new AppError("wrong_state", "Your bag is full; order what is in it first.");
  await holdLine(ctx, shop, cart, input.skuId, Math.min(100, (had?.qty ?? 0) + input.qty));
  return viewCart(ctx, shop, cart, { token });
});

export const changeCartLine = shopCommand(shopApi.changeCartLine, async (ctx, input, shop, visitor) => {
  const cart = await lockOpenCart(ctx, visitor);
  const lines = await readCartLines(ctx, cart.id);
  if (!lines.some((l) => l.skuId === input.skuId)) throw new AppError("not_found", "That is not in your bag.");
  await holdLine(ctx, shop, cart, input.skuId, input.qty);
  return viewCart(ctx, shop, cart);
});

/** Holds everything anew, as much as there is: for a cart whose time ran out. */
export const holdCart = shopCommand(shopApi.holdCart, async (ctx, _input, shop, visitor) => {
  const cart = await lockOpenCart(ctx, visitor);
  // In key order, as every document locks its levels.
  const lines = [...(await readCartLines(ctx, cart.id))].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
  for (const line of lines) await holdLine(ctx, shop, cart, line.skuId, line.qty, "what_there_is");
  return viewCart(ctx, shop, cart);
});

async function assertForSale(ctx: Ctx, skuId: string): Promise<void> {
  const [sku] = await findSkusForOrder(ctx, [skuId]);
  if (sku?.status !== "active" || sku.kind !== "goods") {
    throw new AppError("not_found", "This is not in the shop any more.");
  }
}
