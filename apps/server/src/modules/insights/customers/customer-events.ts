import type { NewEvent } from "../../../platform/context.ts";
import { subscribe } from "../../../platform/events.ts";
import { refreshSegments } from "./refresh-segments.ts";

const told = (event: NewEvent) => (event.after ?? {}) as { customerId?: string | null; status?: string };

/** A purchase, or its end, moves the customer at once; what comes in by import waits for the night. */
subscribe(
  "sales.order_placed",
  "insights/segment_of_buyer",
  async (ctx, event) => {
    await refreshSegments(ctx, [told(event).customerId!]);
  },
  (event) => Boolean(told(event).customerId),
);

subscribe(
  "sales.order_status_changed",
  "insights/segment_after_cancelling",
  async (ctx, event) => {
    const [order] = await ctx.sql<{ customerId: string | null }[]>`
      select customer_id as "customerId" from sales_order where tenant_id = ${ctx.tenantId} and id = ${event.entityId}`;
    if (order?.customerId) await refreshSegments(ctx, [order.customerId]);
  },
  (event) => told(event).status === "cancelled",
);
