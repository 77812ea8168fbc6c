import { type ParsedInputOf, salesApi } from "@selvedge/contract";
import { assertWithin } from "../../platform/access/within.ts";
import { type Ctx, may } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { handOverReservations, reserveStock } from "../inventory/index.ts";
import { capturePayment } from "../payments/index.ts";
import { assertCreditAvailable } from "../receivables/index.ts";
import { insertOrder, type NewOrder, tellPlaced } from "./insert-order.ts";
import { type OrderDraft, priceDraft, type ReadDraft, readDraft } from "./price-draft.ts";

export type PlaceOrder = Omit<ParsedInputOf<typeof salesApi.placeOrder>, "payment"> & {
  payments: readonly { method: "cash" | "card" | "upi" | "bank"; amountMinor?: number | undefined }[];
  /** A cart whose held pieces become the order's; they were this buyer's all the time, so nobody can come in between. */
  heldByCartId?: string;
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
      insertOrder(ctx, newOrderOf({ orderId, number, input, read, priced, lines }, policy)),
      capturePayments(ctx, input, read, orderId, priced.totalMinor),
      reserveLines(ctx, read, orderId, lines, policy, input.heldByCartId),
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
    insertOrder(ctx, newOrderOf({ orderId, number, input: keptInput, read: keptRead, priced, lines }, policy)),
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
  heldByCartId?: string,
): Promise<Line[]> {
  const goods = lines
    .filter((_, i) => read.lines[i]!.sku.kind === "goods")
    .map((l) => ({ lineId: l.id, skuId: l.skuId, locationId: read.location.id, qty: l.qty }));
  if (goods.length === 0) return lines;
  const held = heldByCartId
    ? await handOverReservations(ctx, { fromCartId: heldByCartId, toOrderId: orderId, lines: goods })
    : new Set<string>();
  const handed = goods.filter((l) => held.has(l.lineId));
  const reserved = await reserveStock(ctx, {
    documentType: "sales_order",
    documentId: orderId,
    policy,
    lines: goods.filter((l) => !held.has(l.lineId)),
  });
  const whole = handed.map((l) => ({ lineId: l.lineId, reservedQty: l.qty, backorderedQty: 0 }));
  const byLine = new Map([...reserved, ...whole].map((r) => [r.lineId, r]));
  return lines.map((l) => {
    const found = byLine.get(l.id);
    return found ? { ...l, reservedQty: found.reservedQty, backorderedQty: found.backorderedQty } : l;
  });
}

interface Placed {
  orderId: string;
  number: string;
  input: PlaceOrder & { buyerEmail?: string | undefined };
  read: ReadDraft;
  priced: Priced;
  lines: Line[];
}

function newOrderOf(placed: Placed, policy: NewOrder["policy"]): NewOrder {
  const { orderId, number, input, read, priced, lines } = placed;
  return {
    ...{ orderId, number, priced, lines, policy },
    ...{ channel: read.channel, location: read.location, customer: read.customer, confirm: input.confirm },
    buyerName: input.buyerName ?? null,
    buyerEmail: input.buyerEmail ?? null,
    shipTo: input.shipTo ?? null,
    note: input.note ?? null,
    externalRef: input.externalRef ?? null,
    paidMinor: input.payments.reduce((sum, p) => sum + (p.amountMinor ?? priced.totalMinor), 0),
  };
}

function finish(ctx: Ctx, placed: Placed & { paidMinor: number }) {
  const { orderId, number, input, read, priced, lines, paidMinor } = placed;
  const status = input.confirm ? ("confirmed" as const) : ("pending" as const);
  tellPlaced(ctx, { ...newOrderOf(placed, "refuse"), paidMinor });
  return { orderId, number, status, currency: read.channel.currency, paidMinor, priced, lines };
}
