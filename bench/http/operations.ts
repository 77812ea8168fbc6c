import { randomUUID } from "node:crypto";
import type { World } from "./world.ts";

/** One request of an operation. */
export interface Request {
  method: "GET" | "POST";
  path: string;
  body?: object;
  key?: string;
}

export interface Measured {
  name: string;
  /** What peers.md calls it. */
  like: string;
  make: (world: World) => Request;
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

function order(world: World, skuIds: readonly string[]): Request {
  return {
    method: "POST",
    path: "/v1/orders",
    key: randomUUID(),
    body: {
      channelId: world.channelId,
      buyerName: "Bench buyer",
      lines: skuIds.map((skuId) => ({ skuId, qty: 1 })),
      payment: { method: "card" },
    },
  };
}

/** The operations of the peers' table, on one business with 10,000 SKUs. */
export const measured: Measured[] = [
  {
    name: "place_order",
    like: "the same in the fewest calls: one call, 3 lines, payment taken, tax, books, events, jobs",
    make: (w) => order(w, [pick(w.skuIds), pick(w.skuIds), pick(w.skuIds)]),
  },
  {
    name: "place_order_hot",
    like: "the same, three hot variants",
    make: (w) => order(w, w.skuIds.slice(0, 3)),
  },
  {
    name: "list_page",
    like: "list page: 24 products with prices, stock",
    make: () => ({ method: "GET", path: "/v1/styles?limit=24" }),
  },
  {
    name: "style_page",
    like: "product page: 20 variants with stock (style, then levels)",
    make: (w) => ({ method: "GET", path: `/v1/styles/${pick(w.styleIds)}` }),
  },
  {
    name: "style_levels",
    like: "the levels of a style's 20 variants",
    make: (w) => ({ method: "GET", path: `/v1/availability?styleId=${pick(w.styleIds)}` }),
  },
  {
    name: "search",
    like: "search, 24 hits",
    make: () => ({ method: "GET", path: `/v1/styles?limit=24&q=${pick(["linen", "kurta", "handloom sh", "ST01"])}` }),
  },
  {
    name: "newest_orders",
    like: "newest 50 orders, staff",
    make: () => ({ method: "GET", path: "/v1/orders?limit=50" }),
  },
  {
    name: "adjust_stock",
    like: "adjust stock of one variant, staff",
    make: (w) => ({
      method: "POST",
      path: "/v1/stock-adjustments",
      key: randomUUID(),
      body: { locationId: w.locationId, lines: [{ skuId: pick(w.skuIds), differenceQty: 1 }] },
    }),
  },
  {
    name: "bare",
    like: "a bare HTTP answer with one SQL statement (/health/ready)",
    make: () => ({ method: "GET", path: "/health/ready" }),
  },
];
