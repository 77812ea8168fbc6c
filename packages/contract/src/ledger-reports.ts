import { z } from "zod";
import { businessDate, id, instant, minorPositive, nothing, page, pageInput, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { shownWith } from "./fields.ts";

export const accountTypes = ["asset", "liability", "equity", "income", "expense"] as const;
export const Account = z.object({
  id,
  code: z.string(),
  name: z.string(),
  type: z.enum(accountTypes),
  accountRole: z.string().nullable(),
});
export const listAccounts = endpoint({
  name: "ledger.list_accounts",
  kind: "query",
  method: "GET",
  path: "/v1/accounts",
  access: "ledger.book.read",
  summary: "The chart of accounts",
  input: nothing,
  output: z.object({ items: z.array(Account) }),
});
export const JournalEntry = z.object({
  id,
  postedOn: businessDate,
  documentType: z.string(),
  documentId: id,
  documentName: z.string().nullable().describe("What people call the document: its number, where it has one"),
  purpose: z.string(),
  memo: z.string().nullable(),
  currency: z.string(),
  totalMinor: z.int(),
  reversesEntryId: id.nullable(),
  createdAt: instant,
  lines: z.array(
    z.object({
      accountId: id,
      accountCode: z.string(),
      accountName: z.string(),
      debitMinor: z.int(),
      creditMinor: z.int(),
      partyName: z.string().nullable(),
    }),
  ),
});
export const listJournal = endpoint({
  name: "ledger.list_journal",
  kind: "query",
  method: "GET",
  path: "/v1/journal",
  access: "ledger.book.read",
  summary: "Journal entries, newest first; of one account (general ledger), one document or one period when asked",
  input: z.object({
    ...pageInput,
    accountId: id.optional(),
    documentId: id.optional(),
    from: businessDate.optional(),
    to: businessDate.optional(),
  }),
  output: page(JournalEntry),
});
export const postJournal = endpoint({
  name: "ledger.post_journal",
  kind: "command",
  method: "POST",
  path: "/v1/journal",
  access: "ledger.journal.post",
  summary: "Post a manual entry; debits equal credits",
  status: 201,
  input: z.object({
    postedOn: businessDate,
    memo: text(500),
    lines: z
      .array(z.object({ accountId: id, debitMinor: minorPositive.default(0), creditMinor: minorPositive.default(0) }))
      .min(2)
      .max(500),
  }),
  output: z.object({ entryId: id }),
});
export const reverseEntry = endpoint({
  name: "ledger.reverse_entry",
  kind: "command",
  method: "POST",
  path: "/v1/journal/:id/reverse",
  access: "ledger.journal.post",
  summary: "Post the opposite of a manual entry (entries of documents are undone by their document)",
  status: 201,
  input: z.object({ id, postedOn: businessDate.optional(), memo: text(500).optional() }),
  output: z.object({ entryId: id }),
});
export const listPeriods = endpoint({
  name: "ledger.list_periods",
  kind: "query",
  method: "GET",
  path: "/v1/fiscal-periods",
  access: "ledger.book.read",
  summary: "Closed periods, newest first, and the first day that is still open",
  input: nothing,
  output: z.object({
    openFrom: businessDate.nullable().describe("null while nothing is closed"),
    items: z.array(
      z.object({
        id,
        startsOn: businessDate.nullable().describe("null for the first: everything before"),
        endsOn: businessDate,
        closedAt: instant,
      }),
    ),
  }),
});
export const closePeriod = endpoint({
  name: "ledger.close_period",
  kind: "command",
  method: "POST",
  path: "/v1/fiscal-periods/close",
  access: "ledger.period.close",
  summary: "Close the books up to a date: nothing posts on or before it any more",
  input: z.object({ upTo: businessDate }),
  output: z.object({ closedPeriods: z.int() }),
});
const asOf = z.object({ asOf: businessDate.optional().describe("Today when left out") });
export const getTrialBalance = endpoint({
  name: "ledger.get_trial_balance",
  kind: "query",
  method: "GET",
  path: "/v1/reports/trial-balance",
  access: "ledger.book.read",
  rate: "report",
  summary: "Every account's balance at the end of a day; debits equal credits",
  input: asOf,
  output: z.object({
    asOf: businessDate,
    currency: z.string(),
    rows: z.array(
      z.object({
        accountId: id,
        code: z.string(),
        name: z.string(),
        type: z.enum(accountTypes),
        debitMinor: z.int(),
        creditMinor: z.int(),
      }),
    ),
    totalDebitMinor: z.int(),
    totalCreditMinor: z.int(),
  }),
});
const statementRow = z.object({
  accountId: id,
  code: z.string(),
  name: z.string(),
  amountMinor: z.int(),
  comparativeMinor: z.int(),
});
const section = z.object({ rows: z.array(statementRow), totalMinor: z.int(), comparativeMinor: z.int() });
export const getProfitAndLoss = endpoint({
  name: "ledger.get_profit_and_loss",
  kind: "query",
  method: "GET",
  path: "/v1/reports/profit-and-loss",
  access: "ledger.book.read",
  rate: "report",
  summary: "Income and expense of a period beside the equally long period before it",
  input: z.object({ from: businessDate.optional(), to: businessDate.optional() }),
  output: z.object({
    from: businessDate,
    to: businessDate,
    comparativeFrom: businessDate,
    comparativeTo: businessDate,
    currency: z.string(),
    income: section,
    expense: section,
    netProfitMinor: z.int(),
    comparativeNetProfitMinor: z.int(),
  }),
});
export const getBalanceSheet = endpoint({
  name: "ledger.get_balance_sheet",
  kind: "query",
  method: "GET",
  path: "/v1/reports/balance-sheet",
  access: "ledger.book.read",
  rate: "report",
  summary:
    "Assets, liabilities and equity at the end of a day, beside the year before; profit not yet closed stands in equity",
  input: asOf,
  output: z.object({
    asOf: businessDate,
    comparativeAsOf: businessDate,
    currency: z.string(),
    assets: section,
    liabilities: section,
    equity: section,
    retainedMinor: z.int().describe("Income less expense of all time, not yet closed into equity"),
    comparativeRetainedMinor: z.int(),
    balanced: z.boolean(),
  }),
});

export const salesDimensions = [
  "day",
  "month",
  "channel",
  "location",
  "category",
  "style",
  "colour",
  "size",
  "customer",
] as const;
export const getSalesReport = endpoint({
  name: "reports.get_sales",
  kind: "query",
  method: "GET",
  path: "/v1/reports/sales",
  access: "reports.report.read",
  rate: "report",
  summary:
    "Units, gross, discount, net, tax, cost and margin of what was invoiced and credited, by one or two dimensions",
  input: z.object({
    by: z.enum(salesDimensions).default("month"),
    thenBy: z.enum(salesDimensions).optional(),
    from: businessDate.optional(),
    to: businessDate.optional(),
    channelKind: z.enum(["wholesale", "retail", "web", "marketplace"]).optional(),
    importId: id.optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  output: z.object({
    currency: z.string(),
    rows: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        thenKey: z.string().nullable(),
        thenLabel: z.string().nullable(),
        orders: z.int(),
        customers: z.int(),
        units: z.int(),
        grossMinor: z.int(),
        discountMinor: z.int(),
        netMinor: z.int(),
        taxMinor: z.int(),
        costMinor: shownWith("catalog.cost.read", z.int()),
        marginMinor: shownWith("catalog.cost.read", z.int()),
      }),
    ),
    total: z.object({
      orders: z.int(),
      customers: z.int(),
      units: z.int(),
      grossMinor: z.int(),
      discountMinor: z.int(),
      netMinor: z.int(),
      taxMinor: z.int(),
      costMinor: shownWith("catalog.cost.read", z.int()),
      marginMinor: shownWith("catalog.cost.read", z.int()),
    }),
    truncated: z.boolean(),
  }),
});
export const getStockValuation = endpoint({
  name: "reports.get_stock_valuation",
  kind: "query",
  method: "GET",
  path: "/v1/reports/stock-valuation",
  access: "catalog.cost.read",
  rate: "report",
  summary: "Pieces and value of stock at cost at the end of a day, by style; equals the inventory account",
  input: z.object({ asOf: businessDate.optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) }),
  output: z.object({
    asOf: businessDate,
    currency: z.string(),
    rows: z.array(
      z.object({ styleId: id, styleCode: z.string(), styleName: z.string(), qty: z.int(), valueMinor: z.int() }),
    ),
    totalQty: z.int(),
    totalValueMinor: z.int(),
    ledgerMinor: z.int().describe("Balance of the inventory account on that day"),
    truncated: z.boolean(),
  }),
});
const kpi = z.object({ value: z.number(), before: z.number() });
/** What waits for somebody to do it; each kind leads to its list. */
export const waitingKinds = [
  "orders_to_confirm",
  "orders_to_ship",
  "orders_on_hold",
  "returns_asked",
  "till_reviews",
  "invoices_overdue",
  "stock_out",
  "stock_low",
  "suggestions",
  "anomalies",
  "imports_checked",
] as const;
export const listWaiting = endpoint({
  name: "reports.list_waiting",
  kind: "query",
  method: "GET",
  path: "/v1/waiting",
  access: "signed_in",
  summary: "What waits for the person who asks, by kind: only what their role may do something about, within its reach",
  input: nothing,
  output: z.object({
    items: z.array(
      z.object({
        kind: z.enum(waitingKinds),
        count: z.int(),
        amountMinor: z.int().nullable().describe("Money in question, in the business's currency"),
      }),
    ),
  }),
});
export const getDashboard = endpoint({
  name: "reports.get_dashboard",
  kind: "query",
  method: "GET",
  path: "/v1/dashboard",
  access: "reports.report.read",
  summary: "The day's figures beside an equally long period before, in the tenant's time zone",
  input: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  output: z.object({
    currency: z.string(),
    from: businessDate,
    to: businessDate,
    sales: kpi.describe("Net sales of orders placed, minor units"),
    orders: kpi,
    units: kpi,
    averageOrder: kpi,
    margin: shownWith("catalog.cost.read", kpi).describe("Gross margin of what was invoiced, minor units"),
    stockValueMinor: shownWith("catalog.cost.read", z.int()),
    receivablesMinor: z.int(),
    overdueMinor: z.int(),
    openOrders: z.int(),
    lowStockSkus: z.int(),
    outOfStockSkus: z.int(),
    daily: z.array(z.object({ on: businessDate, salesMinor: z.int(), orders: z.int(), units: z.int() })),
    byChannel: z.array(
      z.object({ channelId: id, name: z.string(), kind: z.string(), salesMinor: z.int(), orders: z.int() }),
    ),
    topStyles: z.array(
      z.object({
        styleId: id,
        code: z.string(),
        name: z.string(),
        hex: z.string(),
        pictureUrl: z.string().nullable(),
        units: z.int(),
        salesMinor: z.int(),
      }),
    ),
    feedCursor: z.string(),
  }),
});
