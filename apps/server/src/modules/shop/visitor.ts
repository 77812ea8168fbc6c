import { createHash, randomBytes } from "node:crypto";
import type { Endpoint, OutputOf, ParsedInputOf } from "@selvedge/contract";
import type { Actor, Ctx, RequestMeta, Runtime } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { type Call, command, type Operation, query } from "../../platform/runner.ts";
import { findShopTenant } from "./find-shop-tenant.ts";
import { getShopRow, type ShopRow } from "./shop-row.ts";

/** Who looks at the shop: known by tokens of the shop alone, never by a staff session. */
export interface Visitor {
  cartToken: string | null;
  shopperToken: string | null;
}

/**
 * What a shopper's command may do inside: place an order and agree its delivery charge. A shopper's token opens no
 * staff door, so these reach nothing else.
 */
const shopperActor: Actor = {
  type: "shopper",
  id: null,
  permissions: new Set(["sales.order.place", "sales.order.confirm"]),
};

type Run<E extends Endpoint> = (
  ctx: Ctx,
  input: ParsedInputOf<E>,
  shop: ShopRow,
  visitor: Visitor,
) => Promise<OutputOf<E>>;

/** Which shop is visited, and by whom. */
export async function prepareVisit(runtime: Runtime, input: unknown, call: Call) {
  const asked = (input as { shop?: string | undefined }).shop;
  const tenantId = await findShopTenant(runtime, asked ?? headerOf(call.request, "host") ?? "");
  return { tenantId, prepared: visitorOf(call.request), actor: shopperActor };
}

/**
 * A public door of the shop that changes something. @throws not_found where there is no open shop
 * @param beforehand what has to be asked before the transaction begins
 */
export function shopCommand<E extends Endpoint>(
  endpoint: E,
  run: Run<E>,
  beforehand?: (input: ParsedInputOf<E>) => Promise<void>,
): Operation<E> {
  return command<E, Visitor>(endpoint, async (ctx, input, visitor) => run(ctx, input, await getShopRow(ctx), visitor), {
    async prepare(runtime, input, call) {
      await beforehand?.(input);
      return prepareVisit(runtime, input, call);
    },
  });
}

/** A public door of the shop that only reads. @throws not_found where there is no open shop */
export function shopQuery<E extends Endpoint>(endpoint: E, run: Run<E>): Operation<E> {
  return query<E, Visitor>(endpoint, async (ctx, input, visitor) => run(ctx, input, await getShopRow(ctx), visitor), {
    prepare: prepareVisit,
  });
}

function visitorOf(request: RequestMeta | null | undefined): Visitor {
  return { cartToken: headerOf(request, "cart-token"), shopperToken: headerOf(request, "shopper-token") };
}

function headerOf(request: RequestMeta | null | undefined, name: string): string | null {
  const value = request?.headers[name];
  return typeof value === "string" && value !== "" && value.length <= 255 ? value : null;
}

/** 256 random bits that nobody guesses; only its hash is kept. */
export const newToken = (): string => randomBytes(32).toString("base64url");

export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The signed-in shopper's id, or null. */
export async function findShopperId(ctx: Ctx, visitor: Visitor): Promise<string | null> {
  if (!visitor.shopperToken) return null;
  const [row] = await ctx.sql<{ shopper_id: string }[]>`
    select shopper_id from shopper_session
    where tenant_id = ${ctx.tenantId} and token_hash = ${hashOf(visitor.shopperToken)} and ended_at is null
      and expires_at > ${ctx.now}`;
  return row?.shopper_id ?? null;
}

/** @throws not_signed_in */
export async function getShopperId(ctx: Ctx, visitor: Visitor): Promise<string> {
  const id = await findShopperId(ctx, visitor);
  if (!id) throw new AppError("not_signed_in", "Sign in to your account first.");
  return id;
}

/** The customer a shopper is. */
export async function findCustomerId(ctx: Ctx, shopperId: string | null): Promise<string | undefined> {
  if (!shopperId) return undefined;
  const [row] = await ctx.sql<{ customer_id: string }[]>`
    select customer_id from shopper where tenant_id = ${ctx.tenantId} and id = ${shopperId}`;
  return row?.customer_id;
}
