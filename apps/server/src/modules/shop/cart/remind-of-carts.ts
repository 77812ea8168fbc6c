import { formatMoney } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import type { JobContext } from "../../../platform/jobs.ts";
import { composeMail, queueMail } from "../../../platform/mail/index.ts";
import { readCustomer } from "../../party/index.ts";
import { colourAndSize, sayToShoppers } from "../say-to-shoppers.ts";
import { shopOrigin } from "../shop-origin.ts";
import { findShopRow, type ShopRow } from "../shop-row.ts";
import { findCustomerId, hashOf, newToken } from "../visitor.ts";
import type { CartRow } from "./cart-row.ts";
import { type CartView, viewCart } from "./view-cart.ts";

/** A bag older than this is no news to anybody; so nobody is written to about last year's when reminders are switched on. */
const MOST_DAYS = 7;

interface Left extends CartRow {
  email: string;
}

/** Every minute: whoever left a bag behind, and said or proved where mail reaches them, is reminded of it once. */
export async function remindOfCarts(job: JobContext): Promise<void> {
  const due = await job.transaction(async (ctx) => {
    const shop = await findShopRow(ctx);
    return shop?.isOpen && shop.remindHours !== null ? findLeft(ctx, shop.remindHours) : [];
  });
  for (const { id } of due) {
    if (job.signal.aborted) return;
    await job.transaction((ctx) => remind(ctx, id));
  }
}

const hoursAgo = (ctx: Ctx, hours: number): Date => new Date(ctx.now.getTime() - hours * 3_600_000);

/** Bags left with something in them, by people who have not ordered since and want to hear of it. */
function findLeft(ctx: Ctx, remindHours: number, only?: string): PromiseLike<Left[]> {
  const { sql, tenantId } = ctx;
  return sql<Left[]>`
    select c.id, c.status, c.shopper_id as "shopperId", c.held_until as "heldUntil", c.order_id as "orderId",
           coalesce(s.email_key, c.email_key) as email
    from cart c left join shopper s on s.tenant_id = c.tenant_id and s.id = c.shopper_id
    where c.tenant_id = ${tenantId} and c.status = 'open' and c.reminded_at is null and not c.wants_no_reminder
      and c.changed_at <= ${hoursAgo(ctx, remindHours)} and c.changed_at > ${hoursAgo(ctx, remindHours + MOST_DAYS * 24)}
      ${only ? sql`and c.id = ${only}` : sql``}
      and coalesce(s.email_key, c.email_key) is not null
      and exists (select from cart_line l where l.tenant_id = c.tenant_id and l.cart_id = c.id)
      and not exists (select from shop_reminder_stop x
                      where x.tenant_id = c.tenant_id and x.email_key = coalesce(s.email_key, c.email_key))
      and not exists (select from shop_order o join sales_order d on d.tenant_id = o.tenant_id and d.id = o.order_id
                      where o.tenant_id = c.tenant_id and o.email_key = coalesce(s.email_key, c.email_key)
                        and d.placed_at >= c.changed_at)
    order by c.changed_at limit 200 ${only ? sql`for no key update of c` : sql``}`;
}

async function remind(ctx: Ctx, cartId: string): Promise<void> {
  const shop = await findShopRow(ctx);
  if (!shop || shop.remindHours === null) return;
  const [cart] = await findLeft(ctx, shop.remindHours, cartId);
  if (!cart) return;
  const view = await viewCart(ctx, shop, cart);
  const there = view.lines.filter((line) => line.state === "held" || line.state === "not_held");
  const token = newToken();
  await ctx.sql`
    update cart set reminded_at = ${ctx.now}, reminder_hash = ${hashOf(token)}
    where tenant_id = ${ctx.tenantId} and id = ${cart.id}`;
  // Nothing of it can be had any more, or its shopper said no to news: not written, and not looked at again.
  if (there.length === 0 || (await refusesNews(ctx, cart))) return;
  await mailReminder(ctx, shop, cart.email, { view, there, token });
  ctx.emit({ type: "shop.bag_reminded", entityType: "cart", entityId: cart.id, after: { lines: there.length } });
}

async function refusesNews(ctx: Ctx, cart: CartRow): Promise<boolean> {
  const customerId = await findCustomerId(ctx, cart.shopperId);
  return customerId !== undefined && (await readCustomer(ctx, customerId)).consent.email?.granted === false;
}

function mailReminder(
  ctx: Ctx,
  shop: ShopRow,
  address: string,
  { view, there, token }: { view: CartView; there: CartView["lines"]; token: string },
): Promise<string> {
  const money = (minor: number) => formatMoney(minor, view.currency, ctx.tenant.locale);
  const url = `${shopOrigin(ctx)}/bag/again?token=${token}`;
  const t = sayToShoppers(ctx);
  const some = view.lines.length > there.length ? [t("Some of it was bought by others meanwhile.")] : [];
  return queueMail(ctx, {
    to: { address },
    subject: t("You left something in your bag at {{shop}}", { shop: shop.title }),
    about: null,
    ...composeMail(ctx, {
      title: t("It is still there"),
      body: [t("You put this into your bag and went. It waits for you, for as long as nobody else takes it:"), ...some],
      rows: there.map((line) => ({
        name: `${line.qty} × ${line.styleName}`,
        detail: colourAndSize(line, t),
        amount: money(line.lineMinor),
      })),
      action: { label: t("Open your bag"), url },
      footer: t("We write to you about this bag once. To hear of no bag again: {{url}}", { url: `${url}&stop=1` }),
    }),
  });
}
