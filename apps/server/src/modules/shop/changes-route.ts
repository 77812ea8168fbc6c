import type { ServerResponse } from "node:http";
import type { FeedMessage } from "@selvedge/contract";
import type { FastifyInstance } from "fastify";
import { type Runtime, systemActor } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { Feed } from "../../platform/feed.ts";
import { isSameSecret } from "../../platform/secrets.ts";
import { findShopTenant } from "./find-shop-tenant.ts";

/** What of a shop's pages is old: everything, all lists, one style by its id, or whatever shows a SKU. */
export type ShopChange = { all: true } | { lists: true } | { styleId: string } | { skuId: string; turned: boolean };

interface Fact {
  type: string;
  entityType: string;
  entityId: string;
  before: unknown;
  after: unknown;
}

const everything =
  /^(shop\.(settings|deliveries|collections)|shop\.opened|tenancy\.|sales\.channel|catalog\.(category|season|size_scale))/;
const ofLists = /^(pricing\.|shop\.(style_shown|companions_kept|fits_kept)|catalog\.)/;

/**
 * What an event means to a shop's pages; null when nothing. A stock level matters to lists only as it turns between
 * something and nothing, which is what they show of it.
 */
export function changeOf(fact: Fact): ShopChange | null {
  if (everything.test(fact.type)) return { all: true };
  if (fact.type === "inventory.level_changed") {
    const left = (level: unknown) => {
      const l = level as { onHandQty?: number; reservedQty?: number } | null;
      return (l?.onHandQty ?? 0) - (l?.reservedQty ?? 0);
    };
    return { skuId: fact.entityId, turned: left(fact.before) > 0 !== left(fact.after) > 0 };
  }
  return ofLists.test(fact.type) ? { lists: true } : null;
}

/** The storefront's ear: a stream of what has changed in a shop, so that its pages are renewed by events and nothing else. */
export function mountShopChanges(app: FastifyInstance, feed: Feed, runtime: Runtime, secret: string | null): void {
  const open = new Set<ServerResponse>();
  // A stream never ends by itself and would keep the server from closing.
  app.addHook("preClose", async () => {
    for (const stream of open) stream.destroy();
  });
  app.get<{ Querystring: { shop?: string } }>(
    "/v1/shop/changes",
    { schema: { hide: true } as never },
    async (request, reply) => {
      if (!secret || !isSameSecret(request.headers["storefront-secret"], secret)) throw new AppError("not_signed_in");
      const tenantId = await findShopTenant(runtime, request.query.shop ?? "");
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      open.add(stream);
      const send = (message: object) => stream.write(`data: ${JSON.stringify(message)}\n\n`);
      // The storefront hears as the system does; what it is told is which pages are old, and no more.
      const caller = { tenantId, actor: systemActor };
      const hear = (message: FeedMessage) => {
        if (message.type === "ready") send({ ready: true });
        if (message.type !== "event") return;
        const change = changeOf(message.event);
        if (change) send(change);
      };
      const leave = await feed.subscribe(caller, undefined, undefined, hear, () => stream.destroy());
      const beat = setInterval(() => stream.write(": still here\n\n"), 15_000);
      request.raw.on("close", () => {
        open.delete(stream);
        clearInterval(beat);
        leave();
      });
    },
  );
}
