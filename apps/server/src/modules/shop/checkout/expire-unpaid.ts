import type { JobContext } from "../../../platform/jobs.ts";
import { lockOrder } from "../../sales/index.ts";
import { cancelAndGiveBack } from "./change-shop-order.ts";
import { cancelNotes } from "./order-mails.ts";

/** Every minute: orders that were to be paid online and were not lose their pieces to those who want them now. */
export async function expireUnpaid(job: JobContext): Promise<void> {
  const due = await job.transaction(
    (ctx) => ctx.sql<{ orderId: string }[]>`
      select order_id as "orderId" from shop_order
      where tenant_id = ${ctx.tenantId} and pay_until <= ${ctx.now} order by pay_until limit 200`,
  );
  for (const { orderId } of due) {
    if (job.signal.aborted) return;
    await job.transaction(async (ctx) => {
      const order = await lockOrder(ctx, orderId);
      if (order.status === "pending" && order.paidMinor === 0) {
        await cancelAndGiveBack(ctx, order, cancelNotes.unpaid);
        return;
      }
      await ctx.sql`
        update shop_order set pay_until = null where tenant_id = ${ctx.tenantId} and order_id = ${orderId}`;
    });
  }
}
