import { paymentStatuses } from "@selvedge/domain";
import { z } from "zod";
import { businessDate, id, instant, minorPositive, nothing, page, pageInput, qty, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** What a payment provider reports of a payment. */
export const providerReports = ["payment.authorised", "payment.captured", "payment.failed", "payment.voided"] as const;
export type ProviderReport = (typeof providerReports)[number];

export const Payment = z.object({
  id,
  direction: z.enum(["in", "out"]),
  method: z.string(),
  providerRef: z.string().nullable(),
  status: z.enum(paymentStatuses),
  amountMinor: z.int(),
  currency: z.string(),
  customerName: z.string().nullable(),
  orderId: id.nullable(),
  orderNumber: z.string().nullable(),
  failureReason: z.string().nullable(),
  paidOn: businessDate,
  createdAt: instant,
});
export const listPayments = endpoint({
  name: "payments.list_payments",
  kind: "query",
  method: "GET",
  path: "/v1/payments",
  access: "payments.payment.read",
  summary: "Payments in and out",
  input: z.object({
    ...pageInput,
    orderId: id.optional(),
    customerId: id.optional(),
    sort: z.enum(["newest", "oldest", "amount_high", "amount_low"]).default("newest"),
  }),
  output: page(Payment),
});
export const takePayment = endpoint({
  name: "sales.take_payment",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/payments",
  access: "payments.payment.take",
  summary: "Take money for an order: applied to its open invoices, the rest kept as the customer's advance",
  status: 201,
  input: z.object({
    id,
    method: z.enum(["cash", "card", "upi", "bank"]),
    amountMinor: minorPositive.refine((v) => v > 0, "More than zero"),
  }),
  output: z.object({ paymentId: id, appliedMinor: z.int(), unappliedMinor: z.int() }),
});
export const refundPayment = endpoint({
  name: "sales.refund_payment",
  kind: "command",
  method: "POST",
  path: "/v1/payments/:id/refund",
  access: "payments.payment.refund",
  summary: "Give back what is unapplied of a payment, wholly or in part",
  status: 201,
  input: z.object({
    id,
    amountMinor: minorPositive.refine((v) => v > 0, "More than zero").optional(),
    reason: text(500),
  }),
  output: z.object({ paymentId: id, amountMinor: z.int() }),
});
export const capturePayment = endpoint({
  name: "payments.capture_payment",
  kind: "command",
  method: "POST",
  path: "/v1/payments/:id/capture",
  access: "payments.payment.take",
  summary: "Have the provider take money that a bank has set aside; the provider's webhook says when it is done",
  input: z.object({ id }),
  output: nothing,
});
export const voidPayment = endpoint({
  name: "payments.void_payment",
  kind: "command",
  method: "POST",
  path: "/v1/payments/:id/void",
  access: "payments.payment.refund",
  summary: "Have the provider let go of money that a bank has set aside; the provider's webhook says when it is done",
  input: z.object({ id }),
  output: nothing,
});
export const startSandboxPayment = endpoint({
  name: "sales.start_sandbox_payment",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/sandbox-payments",
  access: "payments.payment.take",
  summary: "Open a payment at the sandbox provider; its webhook tells the outcome",
  status: 201,
  input: z.object({ id, amountMinor: minorPositive.refine((v) => v > 0, "More than zero") }),
  output: z.object({ paymentId: id, providerRef: z.string() }),
});
export const sandboxWebhook = endpoint({
  name: "sales.record_sandbox_event",
  kind: "command",
  method: "POST",
  path: "/v1/webhooks/sandbox/:tenant",
  access: "public",
  summary: "What the sandbox provider reports; signed with the Sandbox-Signature header (hex HMAC-SHA256 of the body)",
  input: z.object({
    tenant: text(63),
    eventId: text(100),
    type: z.enum(providerReports),
    providerRef: text(100),
    amountMinor: minorPositive,
    currency: z.string(),
    failureReason: text(200).optional(),
  }),
  output: z.object({ outcome: z.enum(["recorded", "already_recorded", "ignored"]) }),
});

export const Shipment = z.object({
  id,
  number: z.string(),
  kind: z.enum(["out", "return"]),
  orderId: id,
  locationName: z.string(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  shippedOn: businessDate,
  shippedAt: instant,
  invoiceId: id.nullable(),
  invoiceNumber: z.string().nullable(),
  lines: z.array(
    z.object({
      orderLineId: id,
      skuCode: z.string(),
      styleName: z.string(),
      size: z.string(),
      colourName: z.string(),
      qty: z.int(),
      condition: z.string(),
    }),
  ),
});
export const listShipments = endpoint({
  name: "fulfilment.list_shipments",
  kind: "query",
  method: "GET",
  path: "/v1/orders/:id/shipments",
  access: "fulfilment.shipment.read",
  summary: "Shipments and returns of an order",
  input: z.object({ id }),
  output: z.object({ items: z.array(Shipment) }),
});
export const shipOrder = endpoint({
  name: "billing.ship_order",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/shipments",
  access: "fulfilment.shipment.ship",
  summary:
    "Ship an order, wholly or in part: stock leaves, cost of goods is posted, the invoice is issued unless told not to",
  status: 201,
  input: z.object({
    id,
    lines: z
      .array(z.object({ orderLineId: id, qty }))
      .min(1)
      .max(2000)
      .optional()
      .describe("Everything reserved when left out"),
    carrier: text(100).optional(),
    trackingNumber: text(100).optional(),
    invoice: z.boolean().default(true),
  }),
  output: z.object({
    shipmentId: id,
    number: z.string(),
    status: z.string(),
    invoiceId: id.nullable(),
    invoiceNumber: z.string().nullable(),
  }),
});
export const receiveReturn = endpoint({
  name: "billing.receive_return",
  kind: "command",
  method: "POST",
  path: "/v1/orders/:id/returns",
  access: "fulfilment.return.receive",
  summary: "Take goods back after inspection: sellable pieces to stock, damaged to quarantine; issues the credit note",
  status: 201,
  input: z.object({
    id,
    locationId: id.optional(),
    reason: text(500),
    lines: z
      .array(z.object({ orderLineId: id, qty, condition: z.enum(["sellable", "damaged"]) }))
      .min(1)
      .max(2000),
  }),
  output: z.object({
    shipmentId: id,
    creditNoteId: id.nullable(),
    creditNoteNumber: z.string().nullable(),
    creditMinor: z.int(),
  }),
});

export const InvoiceRow = z.object({
  id,
  kind: z.enum(["invoice", "credit_note"]),
  number: z.string(),
  orderId: id,
  orderNumber: z.string(),
  customerName: z.string().nullable(),
  issuedOn: businessDate,
  dueOn: businessDate,
  totalMinor: z.int(),
  openMinor: z.int(),
  currency: z.string(),
  overdue: z.boolean(),
});
export const Invoice = InvoiceRow.extend({
  seller: z.record(z.string(), z.unknown()),
  buyer: z.record(z.string(), z.unknown()),
  placeOfSupply: z.string().nullable(),
  taxableMinor: z.int(),
  taxMinor: z.int(),
  components: z.array(z.object({ component: z.string(), ratePpm: z.int(), taxableMinor: z.int(), taxMinor: z.int() })),
  reason: z.string().nullable(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      skuCode: z.string(),
      description: z.string(),
      hsnCode: z.string().nullable(),
      qty: z.int(),
      unitPriceMinor: z.int(),
      discountMinor: z.int(),
      taxableMinor: z.int(),
      taxMinor: z.int(),
      totalMinor: z.int(),
    }),
  ),
  applications: z.array(
    z.object({ id, paymentId: id.nullable(), method: z.string(), amountMinor: z.int(), appliedOn: businessDate }),
  ),
});
export const listInvoices = endpoint({
  name: "billing.list_invoices",
  kind: "query",
  method: "GET",
  path: "/v1/invoices",
  access: "billing.invoice.read",
  summary: "Invoices and credit notes",
  input: z.object({
    ...pageInput,
    kind: z.enum(["invoice", "credit_note"]).optional(),
    state: z.enum(["all", "open", "overdue"]).default("all"),
    customerId: id.optional(),
    orderId: id.optional(),
    sort: z
      .enum(["newest", "oldest", "due_first", "due_last", "total_high", "total_low", "open_high", "open_low"])
      .default("newest"),
  }),
  output: page(InvoiceRow),
});
export const getInvoice = endpoint({
  name: "billing.get_invoice",
  kind: "query",
  method: "GET",
  path: "/v1/invoices/:id",
  access: "billing.invoice.read",
  summary: "An invoice with its lines, tax and what was paid; its PDF is at /v1/invoices/{id}/pdf",
  input: z.object({ id }),
  output: Invoice,
});
export const issueInvoice = endpoint({
  name: "billing.issue_invoice",
  kind: "command",
  method: "POST",
  path: "/v1/shipments/:id/invoice",
  access: "billing.invoice.issue",
  summary: "Issue the invoice of a shipment that was sent without one",
  status: 201,
  input: z.object({ id }),
  output: z.object({ invoiceId: id, number: z.string(), totalMinor: z.int() }),
});
export const getCredit = endpoint({
  name: "receivables.get_credit",
  kind: "query",
  method: "GET",
  path: "/v1/customers/:id/credit",
  access: "receivables.balance.read",
  summary: "Credit limit, open invoices, open orders, unapplied payments and what is left",
  input: z.object({ id }),
  output: z.object({
    currency: z.string(),
    limitMinor: z.int().nullable(),
    openInvoicesMinor: z.int(),
    openOrdersMinor: z.int(),
    unappliedMinor: z.int(),
    availableMinor: z.int().nullable(),
    hold: z.boolean(),
  }),
});
export const getAging = endpoint({
  name: "receivables.get_aging",
  kind: "query",
  method: "GET",
  path: "/v1/receivables/aging",
  access: "receivables.balance.read",
  summary: "Open balances by days past due, by customer",
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(200) }),
  output: z.object({
    currency: z.string(),
    items: z.array(
      z.object({
        customerId: id.nullable(),
        customerName: z.string(),
        notDueMinor: z.int(),
        days1to30Minor: z.int(),
        days31to60Minor: z.int(),
        days61to90Minor: z.int(),
        over90Minor: z.int(),
        totalMinor: z.int(),
      }),
    ),
    totalMinor: z.int(),
  }),
});
