import { type ParsedInputOf, salesApi } from "@selvedge/contract";
import { assertWithin } from "../../platform/access/within.ts";
import { type Ctx, may } from "../../platform/context.ts";
import { jsonRows } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { reserveStock } from "../inventory/index.ts";
import { capturePayment } from "../payments/index.ts";
import { assertCreditAvailable } from "../receivables/index.ts";
import { type OrderDraft, priceDraft, type ReadDraft, readDraft } from "./price-draft.ts";

export type PlaceOrder = Omit<ParsedInputOf<typeof salesApi.placeOrder>, "payment"> & {
  payments: readonly { method: "cash" | "card" | "upi" | "bank"; amountMinor?: number | undefined }[];
};

type Priced = Awaited<ReturnType<typeof priceDraft>>;
interface Line {
  id: string;
  skuId: string;
  qty: number;
  reservedQty: number;
  backorderedQty: number;
}

/** Places an order: priced, taxed, credit checked, stock reserved, payment taken when given; all or nothing. */
export const placeOrder = command(salesApi.placeOrder, async (ctx, input) => {
  const { payment, ...rest } = input;
  const placed = await placeOrderStep(ctx, { ...rest, payments: payment ? [payment] : [] });
  const { priced, lines, ...order } = placed;
  return {
    ...order,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    lines: lines.map(({ id, ...l }) => ({ lineId: id, ...l })),
  };
});

/**
 * The step behind every channel's order. Statements that do not need each other's answer are sent together; stock, the
 * row that others wait for, is reserved last.
 */
export async function placeOrderStep(ctx: Ctx, input: PlaceOrder) {
  assertMayDecide(ctx, input);
  const read = await readDraft(ctx, input);
  assertWithin(ctx, "sales.order.place", placedAt(read), "order");
  const policy = input.partialShip ?? read.customer?.partialShip ?? "refuse";
  const orderId = newId();
  if (policy === "refuse") {
    const lines = input.lines.map((l) => ({
      id: newId(),
      skuId: l.skuId,
      qty: l.qty,
      reservedQty: 0,
      backorderedQty: 0,
    }));
    const [priced, number] = await Promise.all([
      priceDraft(ctx, input, read),
      ctx.nextLooseNumber("sales_order", "SO-"),
    ]);
    await assertAffordable(ctx, input, read, priced);
    const [, paidMinor, reserved] = await Promise.all([
      insertOrder(ctx, { orderId, number, input, read, priced, lines, policy }),
      capturePayments(ctx, input, read, orderId, priced.totalMinor),
      reserveLines(ctx, read, orderId, lines, policy),
    ]);
    return finish(ctx, { orderId, number, input, read, priced, lines: reserved, paidMinor });
  }
  // What may ship in part decides quantities, and so the price: stock comes first here.
  const number = await ctx.nextLooseNumber("sales_order", "SO-");
  const asked = input.lines.map((l) => ({
    id: newId(),
    skuId: l.skuId,
    qty: l.qty,
    reservedQty: 0,
    backorderedQty: 0,
  }));
  const reserved = await reserveLines(ctx, read, orderId, asked, policy);
  const kept = reserved.flatMap((l, i) => {
    const qty = read.lines[i]!.sku.kind === "service" ? l.qty : l.reservedQty + l.backorderedQty;
    return qty > 0
      ? [{ line: { ...l, qty }, draft: { ...input.lines[i]!, qty }, read: { ...read.lines[i]!, qty } }]
      : [];
  });
  if (kept.length === 0) throw new AppError("out_of_stock", "Nothing of this order is in stock.");
  const keptInput = { ...input, lines: kept.map((k) => k.draft) };
  const keptRead: ReadDraft = { ...read, lines: kept.map((k) => k.read) };
  const lines = kept.map((k) => k.line);
  const priced = await priceDraft(ctx, keptInput, keptRead);
  await assertAffordable(ctx, keptInput, keptRead, priced);
  const [, paidMinor] = await Promise.all([
    insertOrder(ctx, { orderId, number, input: keptInput, read: keptRead, priced, lines, policy }),
    capturePayments(ctx, keptInput, keptRead, orderId, priced.totalMinor),
  ]);
  return finish(ctx, { orderId, number, input: keptInput, read: keptRead, priced, lines, paidMinor });
}

/** Where the order would be; the channel's own location where none was named. */
function placedAt({ channel, location, customer }: ReadDraft) {
  return { locationId: location.id, channelId: channel.id, repId: customer?.salesRepId ?? null };
}

/** An agreed price is a decision, not a typing matter. */
function assertMayDecide(ctx: Ctx, input: OrderDraft): void {
  const agreed = input.lines.findIndex((l) => l.unitPriceMinor !== undefined);
  if (agreed >= 0 && !may(ctx.actor, "sales.order.confirm")) {
    throw new AppError("not_permitted", "Your role does not allow agreed prices; leave the price to the price lists.", {
      fields: [{ path: `lines.${agreed}.unitPriceMinor`, message: "Not allowed for your role" }],
    });
  }
}

async function assertAffordable(ctx: Ctx, input: PlaceOrder, read: ReadDraft, priced: Priced): Promise<void> {
  const prepaid = input.payments.reduce((sum, p) => sum + (p.amountMinor ?? priced.totalMinor), 0);
  if (prepaid > priced.totalMinor) {
    throw new AppError("over_applied", "The payment is more than the order costs.", {
      fields: [{ path: "payment.amountMinor", message: "More than the order costs" }],
      details: { totalMinor: priced.totalMinor },
    });
  }
  if (read.customer && prepaid < priced.totalMinor) {
    await assertCreditAvailable(ctx, read.customer, priced.totalMinor - prepaid);
  }
}

async function capturePayments(ctx: Ctx, input: PlaceOrder, read: ReadDraft, orderId: string, totalMinor: number) {
  const amounts = input.payments.map((p) => ({ method: p.method, amountMinor: p.amountMinor ?? totalMinor }));
  const due = amounts.filter((p) => p.amountMinor > 0);
  await Promise.all(
    due.map((p) => capturePayment(ctx, { ...p, orderId, customerId: read.customer?.id ?? null, paidOn: ctx.today })),
  );
  return due.reduce((sum, p) => sum + p.amountMinor, 0);
}

async function reserveLines(
  ctx: Ctx,
  read: ReadDraft,
  orderId: string,
  lines: Line[],
  policy: "refuse" | "partial" | "backorder",
): Promise<Line[]> {
  const goods = lines.filter((_, i) => read.lines[i]!.sku.kind === "goods");
  if (goods.length === 0) return lines;
  const reserved = await reserveStock(ctx, {
    documentType: "sales_order",
    documentId: orderId,
    policy,
    lines: goods.map((l) => ({ lineId: l.id, skuId: l.skuId, locationId: read.location.id, qty: l.qty })),
  });
  const byLine = new Map(reserved.map((r) => [r.lineId, r]));
  return lines.map((l) => {
    const found = byLine.get(l.id);
    return found ? { ...l, reservedQty: found.reservedQty, backorderedQty: found.backorderedQty } : l;
  });
}

interface NewOrder {
  orderId: string;
  number: string;
  input: PlaceOrder & { buyerEmail?: string | undefined };
  read: ReadDraft;
  priced: Priced;
  lines: Line[];
  policy: "refuse" | "partial" | "backorder";
}

/** Order, lines and history in one statement. Money taken with the order counts as paid from its first row on. */
async function insertOrder(ctx: Ctx, order: NewOrder): Promise<void> {
  const { orderId, number, input, read, priced, lines, policy } = order;
  const { sql, tenantId } = ctx;
  const rows = priced.lines.map((l, i) => ({ id: lines[i]!.id, line_no: i + 1, ...l }));
  const status = input.confirm ? "confirmed" : "pending";
  const paidMinor = input.payments.reduce((sum, p) => sum + (p.amountMinor ?? priced.totalMinor), 0);
  await sql`
    with placed as (
      insert into sales_order (tenant_id, id, number, channel_id, customer_id, location_id, status, currency, price_mode,
        placed_on, placed_at, buyer_name, buyer_email, buyer_place, buyer_tax_number, ship_to, partial_ship,
        gross_minor, discount_minor, taxable_minor, tax_minor, total_minor, paid_minor, note, external_ref, created_by)
      values (${tenantId}, ${orderId}, ${number}, ${read.channel.id}, ${read.customer?.id ?? null}, ${read.location.id},
        ${status}, ${read.channel.currency}, ${read.channel.priceMode}, ${ctx.today}, ${ctx.now},
        ${input.buyerName ?? read.customer?.name ?? null}, ${input.buyerEmail ?? read.customer?.email ?? null},
        ${priced.buyerPlace}, ${priced.buyerTaxNumber}, ${input.shipTo ? sql.json(input.shipTo as never) : null}, ${policy},
        ${priced.grossMinor}, ${priced.discountMinor}, ${priced.taxableMinor}, ${priced.taxMinor}, ${priced.totalMinor},
        ${paidMinor}, ${input.note ?? null}, ${input.externalRef ?? null}, ${ctx.actor.id})
    ), lived as (
      insert into sales_order_history (tenant_id, order_id, seq, from_status, to_status, trigger, actor_type, actor_id, at)
      select ${tenantId}, ${orderId}, h.seq, h.from_status, h.to_status, h.trigger, ${ctx.actor.type}, ${ctx.actor.id}::uuid, ${ctx.now}
      from (values (1, null, 'pending', 'place'), (2, 'pending', 'confirmed', 'confirm')) as h(seq, from_status, to_status, trigger)
      where h.seq = 1 or ${input.confirm}
    )
    insert into sales_order_line (tenant_id, id, order_id, line_no, sku_id, qty, unit_price_minor, gross_minor, discount_minor,
      taxable_minor, tax_minor, total_minor, price_trace, tax_trace)
    select ${tenantId}, r.id, ${orderId}, r.line_no, r."skuId", r.qty, r."unitPriceMinor", r."grossMinor", r."discountMinor",
      r."taxableMinor", r."taxMinor", r."totalMinor", r."priceTrace", r."taxTrace"
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(id uuid, line_no int, "skuId" uuid, qty int,
      "unitPriceMinor" bigint, "grossMinor" bigint, "discountMinor" bigint, "taxableMinor" bigint, "taxMinor" bigint,
      "totalMinor" bigint, "priceTrace" jsonb, "taxTrace" jsonb)`;
}

function finish(ctx: Ctx, placed: Omit<NewOrder, "policy"> & { paidMinor: number }) {
  const { orderId, number, input, read, priced, lines, paidMinor } = placed;
  const status = input.confirm ? ("confirmed" as const) : ("pending" as const);
  ctx.emit({
    type: "sales.order_placed",
    entityType: "sales_order",
    entityId: orderId,
    after: {
      number,
      status,
      channelId: read.channel.id,
      channelKind: read.channel.kind,
      customerId: read.customer?.id ?? null,
      locationId: read.location.id,
      currency: read.channel.currency,
      taxMinor: priced.taxMinor,
      totalMinor: priced.totalMinor,
      paidMinor,
      lines: lines.map((l) => ({ skuId: l.skuId, qty: l.qty })),
    },
  });
  return { orderId, number, status, currency: read.channel.currency, paidMinor, priced, lines };
}
