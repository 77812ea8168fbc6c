import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartFor, chartTemplates } from "./charts-of-accounts.ts";
import { accountRoles, assertBalanced, type PostingFact, type PostingLine, postFact, reverseLines } from "./posting.ts";

const short = (lines: PostingLine[]) =>
  lines.map(({ accountRole, debitMinor, creditMinor, taxComponent }) =>
    [debitMinor ? `Dr ${debitMinor}` : `Cr ${creditMinor}`, accountRole, taxComponent].filter(Boolean).join(" "),
  );
const gst = [
  { component: "CGST", taxMinor: 25 },
  { component: "SGST", taxMinor: 25 },
];

describe("postFact", () => {
  it.each<[string, PostingFact, string[]]>([
    [
      "an invoice",
      { kind: "invoice_issued", salesMinor: 1000, shippingMinor: 50, roundingMinor: -1, taxes: gst },
      [
        "Dr 1099 receivable",
        "Cr 1000 sales",
        "Cr 50 shipping_income",
        "Cr 25 output_tax CGST",
        "Cr 25 output_tax SGST",
        "Dr 1 rounding",
      ],
    ],
    [
      "an invoice whose discount shows in the books",
      { kind: "invoice_issued", salesMinor: 900, discountMinor: 100, taxes: [] },
      ["Dr 900 receivable", "Dr 100 discount_given", "Cr 1000 sales"],
    ],
    [
      "a credit note",
      { kind: "credit_note_issued", salesMinor: 1000, taxes: gst },
      ["Dr 1000 sales_returns", "Dr 25 output_tax CGST", "Dr 25 output_tax SGST", "Cr 1050 receivable"],
    ],
    [
      "a payment before the invoice",
      { kind: "payment_captured", amountMinor: 500, method: "upi", against: "customer_advance" },
      ["Dr 500 payment_clearing", "Cr 500 customer_advance"],
    ],
    [
      "cash for an invoice",
      { kind: "payment_captured", amountMinor: 500, method: "cash", against: "receivable" },
      ["Dr 500 cash", "Cr 500 receivable"],
    ],
    [
      "an advance set against an invoice",
      { kind: "advance_applied", amountMinor: 500 },
      ["Dr 500 customer_advance", "Cr 500 receivable"],
    ],
    [
      "a refund",
      { kind: "payment_refunded", amountMinor: 500, method: "bank", against: "receivable" },
      ["Dr 500 receivable", "Cr 500 bank"],
    ],
    [
      "a paid order cancelled with a fee kept",
      { kind: "order_cancelled", refundMinor: 450, keptMinor: 50, method: "card" },
      ["Dr 500 customer_advance", "Cr 450 payment_clearing", "Cr 50 other_income"],
    ],
    [
      "a pay-out less the provider's fee",
      { kind: "payout_received", grossMinor: 1000, feeMinor: 20 },
      ["Dr 980 bank", "Dr 20 payment_fees", "Cr 1000 payment_clearing"],
    ],
    ["goods shipped", { kind: "goods_shipped", costMinor: 300 }, ["Dr 300 cogs", "Cr 300 inventory"]],
    ["sellable goods back", { kind: "goods_returned", costMinor: 300 }, ["Dr 300 inventory", "Cr 300 cogs"]],
    [
      "stock received",
      { kind: "stock_received", valueMinor: 300 },
      ["Dr 300 inventory", "Cr 300 goods_received_not_invoiced"],
    ],
    ["stock found", { kind: "stock_adjusted", valueMinor: 30 }, ["Dr 30 inventory", "Cr 30 stock_adjustment"]],
    ["stock lost", { kind: "stock_adjusted", valueMinor: -30 }, ["Cr 30 inventory", "Dr 30 stock_adjustment"]],
    [
      "a supplier's bill",
      { kind: "bill_recorded", goodsMinor: 300, taxes: [{ component: "IGST", taxMinor: 15 }] },
      ["Dr 300 goods_received_not_invoiced", "Dr 15 input_tax IGST", "Cr 315 payable"],
    ],
    ["a supplier paid", { kind: "supplier_paid", amountMinor: 315, method: "bank" }, ["Dr 315 payable", "Cr 315 bank"]],
    ["a bad debt", { kind: "receivable_written_off", amountMinor: 9 }, ["Dr 9 bad_debt", "Cr 9 receivable"]],
    ["a short till", { kind: "till_counted", differenceMinor: -5 }, ["Cr 5 cash", "Dr 5 cash_over_short"]],
    [
      "opening balances",
      {
        kind: "opening_balance",
        balances: [
          { accountRole: "inventory", amountMinor: 900 },
          { accountRole: "payable", amountMinor: -400 },
        ],
      },
      ["Dr 900 inventory", "Cr 400 payable", "Cr 500 opening_equity"],
    ],
    ["what moves no money", { kind: "goods_shipped", costMinor: 0 }, []],
  ])("%s", (_, fact, lines) => {
    expect(short(postFact(fact))).toEqual(lines);
  });

  it("balances for any amounts, negative ones too, and its reversal cancels it", () => {
    const amount = fc.integer({ min: -1e9, max: 1e9 });
    const taxes = fc.array(fc.record({ component: fc.constantFrom("CGST", "SGST", "IGST", "VAT"), taxMinor: amount }), {
      maxLength: 4,
    });
    const fact: fc.Arbitrary<PostingFact> = fc.oneof(
      fc.record({
        kind: fc.constant("invoice_issued" as const),
        salesMinor: amount,
        discountMinor: amount,
        shippingMinor: amount,
        roundingMinor: amount,
        taxes,
      }),
      fc.record({
        kind: fc.constant("credit_note_issued" as const),
        salesMinor: amount,
        shippingMinor: amount,
        roundingMinor: amount,
        taxes,
      }),
      fc.record({ kind: fc.constant("bill_recorded" as const), goodsMinor: amount, taxes }),
      fc.record({ kind: fc.constant("stock_adjusted" as const), valueMinor: amount }),
      fc.record({
        kind: fc.constant("order_cancelled" as const),
        refundMinor: amount,
        keptMinor: amount,
        method: fc.constant("cash" as const),
      }),
      fc.record({
        kind: fc.constant("opening_balance" as const),
        balances: fc.array(fc.record({ accountRole: fc.constantFrom(...accountRoles), amountMinor: amount }), {
          maxLength: 6,
        }),
      }),
    );
    fc.assert(
      fc.property(fact, (f) => {
        const lines = postFact(f);
        assertBalanced(lines);
        const both = [...lines, ...reverseLines(lines)];
        for (const role of accountRoles) {
          const own = both.filter((line) => line.accountRole === role);
          expect(own.reduce((sum, line) => sum + line.debitMinor - line.creditMinor, 0)).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("assertBalanced refuses", () => {
  const line = (debitMinor: number, creditMinor: number) => ({ debitMinor, creditMinor });
  it.each([
    ["what is off by one", [line(100, 0), line(0, 99)], /off by 1/],
    ["a negative amount", [line(-1, 0), line(0, -1)], /not negative/],
    ["both sides on one line", [line(5, 5)], /one debit or one credit/],
    ["an empty line", [line(0, 0)], /one debit or one credit/],
    ["fractions", [line(0.5, 0), line(0, 0.5)], /whole minor units/],
  ])("%s", (_, lines, message) => {
    expect(() => assertBalanced(lines)).toThrow(message);
  });
});

describe("charts of accounts", () => {
  it.each(Object.entries(chartTemplates))("%s: every role stands once, every code once", (_, chart) => {
    const roles = chart.flatMap((account) => account.role ?? []);
    expect([...roles].sort()).toEqual([...accountRoles].sort());
    expect(new Set(chart.map(({ code }) => code)).size).toBe(chart.length);
  });
  it("uses the country's words, and the US ones where there is no template", () => {
    expect(chartFor("IN").find(({ role }) => role === "receivable")?.name).toBe("Sundry debtors");
    expect(chartFor("FR")).toBe(chartTemplates.US);
  });
  it("puts each role on the side of the books where it belongs", () => {
    const sides = {
      cash: "asset",
      receivable: "asset",
      inventory: "asset",
      customer_advance: "liability",
      output_tax: "liability",
      payable: "liability",
      opening_equity: "equity",
      sales: "income",
      cogs: "expense",
    };
    for (const chart of Object.values(chartTemplates)) {
      for (const [role, type] of Object.entries(sides)) expect(chart.find((a) => a.role === role)?.type).toBe(type);
    }
  });
});
