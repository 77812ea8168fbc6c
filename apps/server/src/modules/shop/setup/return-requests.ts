import { type OutputOf, shopApi } from "@selvedge/contract";
import { AppError, fieldError, notFound } from "../../../platform/errors.ts";
import { command, query } from "../../../platform/runner.ts";
import { mailReturnAnswered } from "../checkout/order-mails.ts";
import { findShopRow } from "../shop-row.ts";

type Item = OutputOf<typeof shopApi.listReturnRequests>["items"][number];

export const listReturnRequests = query(shopApi.listReturnRequests, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const rows = await sql<(Omit<Item, "askedAt"> & { askedAt: Date })[]>`
    select r.id, r.order_id as "orderId", o.number as "orderNumber", o.buyer_name as "buyerName",
           coalesce(o.buyer_email, '') as email, r.reason, r.note, r.status, r.answer, r.asked_at as "askedAt", r.version,
           (select coalesce(json_agg(json_build_object('orderLineId', l.id, 'skuCode', k.code, 'styleName', s.name,
                'qty', (a->>'qty')::int) order by l.line_no), '[]')
            from jsonb_array_elements(r.lines) a
            join sales_order_line l on l.tenant_id = r.tenant_id and l.id = (a->>'orderLineId')::uuid
            join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
            join style s on s.tenant_id = k.tenant_id and s.id = k.style_id) as lines
    from return_request r join sales_order o on o.tenant_id = r.tenant_id and o.id = r.order_id
    where r.tenant_id = ${tenantId}
      ${input.status ? sql`and r.status = ${input.status}` : sql``}
      ${input.orderId ? sql`and r.order_id = ${input.orderId}` : sql``}
    order by r.asked_at desc, r.id desc limit 200`;
  return { items: rows.map((r) => ({ ...r, askedAt: r.askedAt.toISOString() })) };
});

/** Accepting asks for the parcel; its goods are taken back and credited when they arrive. */
export const answerReturnRequest = command(shopApi.answerReturnRequest, async (ctx, input) => {
  if (!input.accept && !input.answer) throw fieldError("answer", "Tell the shopper why not");
  const status = input.accept ? "accepted" : "refused";
  const [row] = await ctx.sql<{ orderId: string; before: string }[]>`
    with locked as (
      select id, order_id, status from return_request where tenant_id = ${ctx.tenantId} and id = ${input.id} for update
    )
    update return_request r set
      status = case when locked.status = 'asked' then ${status} else r.status end,
      answer = case when locked.status = 'asked' then ${input.answer ?? null} else r.answer end,
      answered_at = case when locked.status = 'asked' then ${ctx.now}::timestamptz else r.answered_at end,
      version = r.version + case when locked.status = 'asked' then 1 else 0 end
    from locked where r.tenant_id = ${ctx.tenantId} and r.id = locked.id
    returning r.order_id as "orderId", locked.status as before`;
  if (!row) throw notFound("return request");
  if (row.before !== "asked") throw new AppError("wrong_state", "This request was answered already.");
  ctx.emit({
    type: "shop.return_answered",
    entityType: "return_request",
    entityId: input.id,
    before: { status: row.before },
    after: { status, answer: input.answer ?? null },
  });
  const shop = await findShopRow(ctx);
  if (shop) {
    await mailReturnAnswered(ctx, shop, row.orderId, { accept: input.accept, words: input.answer ?? null });
  }
  return {};
});
