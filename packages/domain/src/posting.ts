import { invariant } from "./invariant.ts";

/** What an account is for. Every chart of accounts has exactly one account per role it can post to. */
export const accountRoles = [
  "cash",
  "bank",
  "payment_clearing",
  "receivable",
  "customer_advance",
  "inventory",
  "goods_received_not_invoiced",
  "cogs",
  "sales",
  "sales_returns",
  "discount_given",
  "output_tax",
  "input_tax",
  "shipping_income",
  "rounding",
  "stock_adjustment",
  "opening_equity",
  "payable",
  "other_income",
  "bad_debt",
  "payment_fees",
  "cash_over_short",
  "shop_expense",
] as const;
export type AccountRole = (typeof accountRoles)[number];

/** One debit or credit. taxComponent (CGST, VAT ...) tells the lines of output_tax and input_tax apart. */
export type PostingLine = {
  accountRole: AccountRole;
  debitMinor: number;
  creditMinor: number;
  taxComponent?: string;
};

/** exchange: goods brought back, set against new ones on the same ticket; its two sides cancel out in clearing. */
export type TenderMethod = "cash" | "card" | "upi" | "bank" | "sandbox" | "import" | "exchange";
export type PostedTax = { component: string; taxMinor: number };

/** A thing that happened, with the amounts that the books need. Amounts are minor units of one currency. */
export type PostingFact =
  /** Money taken. against: an order not yet invoiced (customer_advance), or an invoice (receivable). */
  | { kind: "payment_captured"; amountMinor: number; method: TenderMethod; against: "customer_advance" | "receivable" }
  /** Money given back, or a payment that bounced. */
  | { kind: "payment_refunded"; amountMinor: number; method: TenderMethod; against: "customer_advance" | "receivable" }
  /** An advance set against an invoice. */
  | { kind: "advance_applied"; amountMinor: number }
  /** A paid order given up before it was invoiced: the advance goes back, less what the seller keeps. */
  | { kind: "order_cancelled"; refundMinor: number; keptMinor?: number; method: TenderMethod }
  /** The provider paid out what it had collected, less its fee. */
  | { kind: "payout_received"; grossMinor: number; feeMinor: number }
  /** salesMinor is net of discount; a discount that is to show in the books is given besides, and raises sales by as much. */
  | {
      kind: "invoice_issued";
      salesMinor: number;
      discountMinor?: number;
      shippingMinor?: number;
      roundingMinor?: number;
      taxes: readonly PostedTax[];
    }
  /** The mirror of an invoice; all amounts positive. */
  | {
      kind: "credit_note_issued";
      salesMinor: number;
      shippingMinor?: number;
      roundingMinor?: number;
      taxes: readonly PostedTax[];
    }
  | { kind: "receivable_written_off"; amountMinor: number }
  | { kind: "goods_shipped"; costMinor: number }
  /** costMinor = cost at which sellable goods go back to stock. */
  | { kind: "goods_returned"; costMinor: number }
  | { kind: "stock_received"; valueMinor: number }
  /** Positive: found; negative: lost, scrapped, damaged. */
  | { kind: "stock_adjusted"; valueMinor: number }
  | { kind: "bill_recorded"; goodsMinor: number; taxes: readonly PostedTax[] }
  | { kind: "supplier_paid"; amountMinor: number; method: TenderMethod }
  /** Balances brought in, each against opening_equity: positive = debit. */
  | { kind: "opening_balance"; balances: readonly { accountRole: AccountRole; amountMinor: number }[] }
  /** Till count against the books: positive = more in the drawer than expected. */
  | { kind: "till_counted"; differenceMinor: number }
  /** Cash is handed over in whole coins: what was taken more (or less) than the amount due. */
  | { kind: "cash_rounded"; roundingMinor: number }
  /** Money from a drawer brought to the bank (positive) or fetched from it. */
  | { kind: "cash_banked"; amountMinor: number }
  /** Money that left a drawer for a small expense (positive), or came into it as other income (negative). */
  | { kind: "cash_spent"; amountMinor: number }
  /** Money given back at a till that no document covers: a loss until somebody finds the reason. */
  | { kind: "refund_uncovered"; amountMinor: number; method: TenderMethod };

/** Where money lands: cash in the drawer, a bank account, or with the provider until it pays out. */
export function tenderAccountRole(method: TenderMethod): AccountRole {
  if (method === "cash") return "cash";
  return method === "bank" || method === "import" ? "bank" : "payment_clearing";
}

/** The balanced lines of a fact; none when it moves no money. */
export function postFact(fact: PostingFact): PostingLine[] {
  const lines = draftLines(fact).filter((line) => line.debitMinor !== 0 || line.creditMinor !== 0);
  assertBalanced(lines);
  return lines;
}

function draftLines(fact: PostingFact): PostingLine[] {
  switch (fact.kind) {
    case "payment_captured":
      return transfer(tenderAccountRole(fact.method), fact.against, fact.amountMinor);
    case "payment_refunded":
      return transfer(fact.against, tenderAccountRole(fact.method), fact.amountMinor);
    case "advance_applied":
      return transfer("customer_advance", "receivable", fact.amountMinor);
    case "order_cancelled":
      return [
        debit("customer_advance", fact.refundMinor + (fact.keptMinor ?? 0)),
        credit(tenderAccountRole(fact.method), fact.refundMinor),
        credit("other_income", fact.keptMinor ?? 0),
      ];
    case "payout_received":
      return [
        debit("bank", fact.grossMinor - fact.feeMinor),
        debit("payment_fees", fact.feeMinor),
        credit("payment_clearing", fact.grossMinor),
      ];
    case "invoice_issued":
      return invoiceLines(fact);
    case "credit_note_issued":
      return creditNoteLines(fact);
    case "receivable_written_off":
      return transfer("bad_debt", "receivable", fact.amountMinor);
    case "goods_shipped":
      return transfer("cogs", "inventory", fact.costMinor);
    case "goods_returned":
      return transfer("inventory", "cogs", fact.costMinor);
    case "stock_received":
      return transfer("inventory", "goods_received_not_invoiced", fact.valueMinor);
    case "stock_adjusted":
      return transfer("inventory", "stock_adjustment", fact.valueMinor);
    case "bill_recorded":
      return [
        debit("goods_received_not_invoiced", fact.goodsMinor),
        ...fact.taxes.map((tax) => ({ ...debit("input_tax", tax.taxMinor), taxComponent: tax.component })),
        credit("payable", fact.goodsMinor + sumTaxes(fact.taxes)),
      ];
    case "supplier_paid":
      return transfer("payable", tenderAccountRole(fact.method), fact.amountMinor);
    case "opening_balance": {
      const total = fact.balances.reduce((sum, balance) => sum + balance.amountMinor, 0);
      return [...fact.balances.map((b) => debit(b.accountRole, b.amountMinor)), credit("opening_equity", total)];
    }
    case "till_counted":
      return transfer("cash", "cash_over_short", fact.differenceMinor);
    case "cash_rounded":
      return transfer("cash", "rounding", fact.roundingMinor);
    case "cash_banked":
      return transfer("bank", "cash", fact.amountMinor);
    case "cash_spent":
      return fact.amountMinor >= 0
        ? transfer("shop_expense", "cash", fact.amountMinor)
        : transfer("cash", "other_income", -fact.amountMinor);
    case "refund_uncovered":
      return transfer("cash_over_short", tenderAccountRole(fact.method), fact.amountMinor);
  }
}

function invoiceLines(fact: PostingFact & { kind: "invoice_issued" }): PostingLine[] {
  const { salesMinor, discountMinor = 0, shippingMinor = 0, roundingMinor = 0, taxes } = fact;
  return [
    debit("receivable", salesMinor + shippingMinor + roundingMinor + sumTaxes(taxes)),
    debit("discount_given", discountMinor),
    credit("sales", salesMinor + discountMinor),
    credit("shipping_income", shippingMinor),
    ...taxes.map((tax) => ({ ...credit("output_tax", tax.taxMinor), taxComponent: tax.component })),
    credit("rounding", roundingMinor),
  ];
}

function creditNoteLines(fact: PostingFact & { kind: "credit_note_issued" }): PostingLine[] {
  const { salesMinor, shippingMinor = 0, roundingMinor = 0, taxes } = fact;
  return [
    debit("sales_returns", salesMinor),
    debit("shipping_income", shippingMinor),
    ...taxes.map((tax) => ({ ...debit("output_tax", tax.taxMinor), taxComponent: tax.component })),
    debit("rounding", roundingMinor),
    credit("receivable", salesMinor + shippingMinor + roundingMinor + sumTaxes(taxes)),
  ];
}

function sumTaxes(taxes: readonly PostedTax[]): number {
  return taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
}

function transfer(to: AccountRole, from: AccountRole, amountMinor: number): PostingLine[] {
  return [debit(to, amountMinor), credit(from, amountMinor)];
}

/** A negative amount stands on the other side, so that no line ever holds one. */
function debit(accountRole: AccountRole, amountMinor: number): PostingLine {
  return amountMinor >= 0
    ? { accountRole, debitMinor: amountMinor, creditMinor: 0 }
    : { accountRole, debitMinor: 0, creditMinor: -amountMinor };
}

function credit(accountRole: AccountRole, amountMinor: number): PostingLine {
  return debit(accountRole, -amountMinor + 0);
}

/** The opposite lines: how a posted entry is undone. */
export function reverseLines(lines: readonly PostingLine[]): PostingLine[] {
  return lines.map((line) => ({ ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor }));
}

/** Throws unless debits equal credits and every line is one positive whole amount on one side. */
export function assertBalanced(lines: readonly { debitMinor: number; creditMinor: number }[]): void {
  let balance = 0;
  for (const { debitMinor, creditMinor } of lines) {
    invariant(
      Number.isSafeInteger(debitMinor) && Number.isSafeInteger(creditMinor) && debitMinor >= 0 && creditMinor >= 0,
      "amounts in the books are whole minor units, not negative",
    );
    invariant((debitMinor === 0) !== (creditMinor === 0), "a journal line is one debit or one credit");
    balance += debitMinor - creditMinor;
  }
  invariant(balance === 0, `a journal entry balances (off by ${balance})`);
}
