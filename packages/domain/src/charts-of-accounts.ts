import type { AccountRole } from "./posting.ts";

export type AccountType = "asset" | "liability" | "equity" | "income" | "expense";

/** An account as a new tenant gets it. role: what the posting rules use it for; each role stands once in a chart. */
export type ChartAccount = { code: string; name: string; type: AccountType; role?: AccountRole };

type Names = {
  outputTax: string;
  inputTax: string;
  receivable: string;
  payable: string;
  inventory: string;
  cogs: string;
};

function commonAccounts(names: Names): ChartAccount[] {
  return [
    { code: "1000", name: "Cash in hand", type: "asset", role: "cash" },
    { code: "1010", name: "Bank account", type: "asset", role: "bank" },
    { code: "1020", name: "Payments in clearing", type: "asset", role: "payment_clearing" },
    { code: "1100", name: names.receivable, type: "asset", role: "receivable" },
    { code: "1200", name: names.inventory, type: "asset", role: "inventory" },
    { code: "1300", name: names.inputTax, type: "asset", role: "input_tax" },
    { code: "1400", name: "Prepaid expenses and deposits", type: "asset" },
    { code: "1500", name: "Furniture, fixtures and equipment", type: "asset" },
    { code: "1590", name: "Accumulated depreciation", type: "asset" },
    { code: "2000", name: names.payable, type: "liability", role: "payable" },
    { code: "2010", name: "Goods received, not invoiced", type: "liability", role: "goods_received_not_invoiced" },
    { code: "2100", name: "Advances from customers", type: "liability", role: "customer_advance" },
    { code: "2200", name: names.outputTax, type: "liability", role: "output_tax" },
    { code: "2500", name: "Loans", type: "liability" },
    { code: "3000", name: "Owner's capital", type: "equity" },
    { code: "3100", name: "Retained earnings", type: "equity" },
    { code: "3200", name: "Drawings and dividends", type: "equity" },
    { code: "3900", name: "Opening balance equity", type: "equity", role: "opening_equity" },
    { code: "4000", name: "Sales of garments", type: "income", role: "sales" },
    { code: "4010", name: "Sales returns", type: "income", role: "sales_returns" },
    { code: "4020", name: "Discounts given", type: "income", role: "discount_given" },
    { code: "4100", name: "Shipping charged to customers", type: "income", role: "shipping_income" },
    { code: "4900", name: "Other income", type: "income", role: "other_income" },
    { code: "5000", name: names.cogs, type: "expense", role: "cogs" },
    { code: "5100", name: "Stock adjustments and shrinkage", type: "expense", role: "stock_adjustment" },
    { code: "6300", name: "Marketing", type: "expense" },
    { code: "6500", name: "Payment provider fees", type: "expense", role: "payment_fees" },
    { code: "6600", name: "Bad debts", type: "expense", role: "bad_debt" },
    { code: "6700", name: "Depreciation", type: "expense" },
    { code: "6800", name: "Till over and short", type: "expense", role: "cash_over_short" },
    { code: "6850", name: "Small shop expenses paid in cash", type: "expense", role: "shop_expense" },
    { code: "6900", name: "Rounding differences", type: "expense", role: "rounding" },
  ];
}

/** Charts of accounts by tax country; a country without one takes US words and no local accounts. */
export const chartTemplates: Readonly<Record<"IN" | "GB" | "US", ChartAccount[]>> = {
  IN: chart(
    {
      outputTax: "GST payable (output CGST, SGST, IGST)",
      inputTax: "GST input credit",
      receivable: "Sundry debtors",
      payable: "Sundry creditors",
      inventory: "Stock-in-trade",
      cogs: "Cost of goods sold",
    },
    [
      { code: "1310", name: "TDS receivable", type: "asset" },
      { code: "2210", name: "TDS payable", type: "liability" },
      { code: "2220", name: "PF and ESI payable", type: "liability" },
      { code: "5200", name: "Job work charges", type: "expense" },
      { code: "5300", name: "Freight inward", type: "expense" },
      { code: "6000", name: "Salaries and wages", type: "expense" },
      { code: "6100", name: "Rent", type: "expense" },
      { code: "6200", name: "Electricity and utilities", type: "expense" },
      { code: "6400", name: "Freight outward", type: "expense" },
      { code: "6950", name: "Bank charges", type: "expense" },
    ],
  ),
  GB: chart(
    {
      outputTax: "VAT on sales",
      inputTax: "VAT on purchases",
      receivable: "Trade debtors",
      payable: "Trade creditors",
      inventory: "Stock",
      cogs: "Cost of sales",
    },
    [
      { code: "2210", name: "PAYE and National Insurance", type: "liability" },
      { code: "2220", name: "Corporation tax", type: "liability" },
      { code: "5300", name: "Carriage inwards and duty", type: "expense" },
      { code: "6000", name: "Wages and salaries", type: "expense" },
      { code: "6100", name: "Rent and business rates", type: "expense" },
      { code: "6200", name: "Light and heat", type: "expense" },
      { code: "6400", name: "Carriage outwards", type: "expense" },
      { code: "6950", name: "Bank charges", type: "expense" },
    ],
  ),
  US: chart(
    {
      outputTax: "Sales tax payable",
      inputTax: "Recoverable tax",
      receivable: "Accounts receivable",
      payable: "Accounts payable",
      inventory: "Inventory",
      cogs: "Cost of goods sold",
    },
    [
      { code: "2210", name: "Payroll taxes payable", type: "liability" },
      { code: "5300", name: "Freight in and duty", type: "expense" },
      { code: "6000", name: "Payroll", type: "expense" },
      { code: "6100", name: "Rent", type: "expense" },
      { code: "6200", name: "Utilities", type: "expense" },
      { code: "6400", name: "Shipping out", type: "expense" },
      { code: "6950", name: "Bank fees", type: "expense" },
    ],
  ),
};

function chart(names: Names, local: readonly ChartAccount[]): ChartAccount[] {
  return [...commonAccounts(names), ...local].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The chart for a tax country ("IN", "GB", "US"; any other takes the US one). */
export function chartFor(country: string): ChartAccount[] {
  return country === "IN" || country === "GB" ? chartTemplates[country] : chartTemplates.US;
}
