import { fillPath } from "@selvedge/client";
import type { Endpoint, InputOf, OutputOf, Problem } from "@selvedge/contract";

/** What the server said no to, in its words. */
export class ShopError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** Who asks: the host that was visited, the visitor's address, and the tokens their cookies hold. */
export interface Visitor {
  host: string;
  address: string;
  cartToken?: string | undefined;
  shopperToken?: string | undefined;
}

/** Where the API is; read as it is called, since the build knows nothing of where it will run. */
export const apiOrigin = (): string => process.env["SELVEDGE_API"] ?? "http://127.0.0.1:8000";
export const storefrontSecret = (): string => process.env["STOREFRONT_SECRET"] ?? "";

/** Calls a door of the shop for a visitor. @throws ShopError with the server's problem document */
export async function ask<E extends Endpoint>(
  endpoint: E,
  input: Omit<InputOf<E>, "shop">,
  visitor: Visitor,
): Promise<OutputOf<E>> {
  const { path, rest } = fillPath(endpoint, { ...input, shop: visitor.host });
  const inQuery = endpoint.method === "GET" || endpoint.method === "DELETE";
  const response = await fetch(`${apiOrigin()}${path}${inQuery ? `?${queryOf(rest)}` : ""}`, {
    method: endpoint.method,
    headers: headersOf(visitor, !inQuery),
    cache: "no-store",
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
  }).catch(() => null);
  const body: unknown = await response?.json().catch(() => null);
  if (response?.ok) return body as OutputOf<E>;
  throw new ShopError(isProblem(body) ? body : noAnswer);
}

function headersOf(visitor: Visitor, hasBody: boolean): Record<string, string> {
  return {
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(visitor.cartToken ? { "cart-token": visitor.cartToken } : {}),
    ...(visitor.shopperToken ? { "shopper-token": visitor.shopperToken } : {}),
    ...(storefrontSecret() ? { "storefront-secret": storefrontSecret(), "shopper-address": visitor.address } : {}),
  };
}

function queryOf(rest: Record<string, unknown>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(rest).flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[key, String(value)]],
    ),
  );
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === "object" && body !== null && "code" in body && "title" in body;

const noAnswer: Problem = {
  type: "about:blank",
  title: "The shop does not answer right now; try again in a moment",
  status: 503,
  code: "busy",
};
