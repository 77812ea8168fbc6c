import { addDays, addMonths, lastDayOfMonth, monthKey, mulDivRound, postFact } from "@selvedge/domain";
import { getChart, type NewEntry, postEntries } from "../modules/ledger/index.ts";
import type { Ctx } from "../platform/context.ts";
import { newId } from "../platform/ids.ts";

/** What a month's trade left on an account, minor units: debits less credits. */
interface MonthBalance {
  month: string;
  role: string;
  component: string | null;
  movedMinor: number;
}

type Line = { account: string; amountMinor: number; taxComponent?: string };

/** Running costs of a month at scale 1, in rupees: account, what it is, fixed part, parts per thousand of the month's sales. */
const costs: readonly (readonly [string, string, number, number])[] = [
  ["6000", "Salaries and wages", 420_000, 30],
  ["6100", "Rent of warehouse and shops", 255_000, 0],
  ["6200", "Electricity and internet", 38_000, 2],
  ["6300", "Advertising and photo shoots", 40_000, 32],
  ["6400", "Courier and freight out", 9_000, 24],
  ["5300", "Freight inward", 6_000, 8],
  ["6950", "Bank charges", 1_200, 0],
];
/** What the payment provider keeps, per thousand. */
const PROVIDER_FEE = 16;
/** Suppliers are paid this many months after the month of their goods. */
const SUPPLIER_MONTHS = 2;

/** What the journals of a run are made with. */
interface Desk {
  firstDay: string;
  endsOn: string;
  moved: readonly MonthBalance[];
  codeOf: (role: string) => string;
  /** One journal; none when it moves nothing or lies behind the last day. */
  entry: (postedOn: string, purpose: string, memo: string, lines: readonly Line[]) => NewEntry[];
  /** Rupees at the run's scale, in paise. */
  rupees: (amount: number) => number;
}

/**
 * The monthly journals around the trade, so that profit and loss and balance sheet read like a business: capital,
 * running costs, suppliers' bills with input tax and their payment, pay-outs of the payment provider, cash to the bank,
 * tax paid, depreciation.
 */
export async function postJournals(ctx: Ctx, firstDay: string, endsOn: string, scale: number): Promise<void> {
  const desk = await openDesk(ctx, firstDay, endsOn, scale);
  const { entry, rupees, codeOf } = desk;
  const bank = codeOf("bank");
  const entries = [
    ...entry(firstDay, "capital", "Owner's capital paid in", move(bank, "3000", rupees(12_000_000))),
    ...entry(firstDay, "fixtures", "Shop fittings and furniture", move("1500", bank, rupees(3_600_000))),
    ...entry(firstDay, "deposits", "Rent deposits", move("1400", bank, rupees(1_200_000))),
  ];
  for (let on = `${monthKey(firstDay)}-01`; on <= endsOn; on = addMonths(on, 1)) {
    entries.push(...costsOf(desk, monthKey(on)), ...goodsOf(desk, monthKey(on)), ...moneyOf(desk, monthKey(on)));
  }
  await postEntries(ctx, entries);
}

async function openDesk(ctx: Ctx, firstDay: string, endsOn: string, scale: number): Promise<Desk> {
  const [chart, moved] = await Promise.all([getChart(ctx), readMonths(ctx)]);
  const idOf = new Map(chart.list.map((a) => [a.code, a.id]));
  const byRole = new Map(chart.list.map((a) => [a.accountRole, a.code]));
  return {
    ...{ firstDay, endsOn, moved },
    codeOf: (role) => byRole.get(role)!,
    rupees: (amount) => Math.round(amount * scale) * 100,
    entry(postedOn, purpose, memo, lines) {
      if (postedOn > endsOn || lines.every((l) => l.amountMinor === 0)) return [];
      const posted = lines.map(({ account, amountMinor, taxComponent }) => ({
        accountId: idOf.get(account)!,
        debitMinor: Math.max(amountMinor, 0),
        creditMinor: Math.max(-amountMinor, 0),
        taxComponent: taxComponent ?? null,
      }));
      return [{ documentType: "journal", documentId: newId(), purpose, postedOn, memo, lines: posted }];
    },
  };
}

const move = (to: string, from: string, amountMinor: number): Line[] => [
  { account: to, amountMinor },
  { account: from, amountMinor: -amountMinor },
];

function sumOf(desk: Desk, month: string, role: string): number {
  return desk.moved.reduce((total, m) => total + (m.month === month && m.role === role ? m.movedMinor : 0), 0);
}

function closeOf({ endsOn }: Desk, month: string): string {
  const last = lastDayOfMonth(`${month}-01`);
  return last < endsOn ? last : endsOn;
}

function costsOf(desk: Desk, month: string): NewEntry[] {
  const { entry, rupees, codeOf } = desk;
  const close = closeOf(desk, month);
  const share = shareOf(month, desk.firstDay, desk.endsOn);
  const salesMinor = -sumOf(desk, month, "sales");
  const paid = costs.flatMap(([account, memo, fixed, perMille]) => {
    const amountMinor = rupees(fixed * share) + mulDivRound(salesMinor, perMille, 1000);
    return entry(close, `expense_${account}`, memo, move(account, codeOf("bank"), amountMinor));
  });
  return [...paid, ...entry(close, "depreciation", "Depreciation", move("6700", "1590", rupees(50_000 * share)))];
}

/** The bills for the month's goods, and their payment; the tax of the month's sales. */
function goodsOf(desk: Desk, month: string): NewEntry[] {
  const { entry, codeOf } = desk;
  const goodsMinor = -sumOf(desk, month, "goods_received_not_invoiced");
  const taxes = ["CGST", "SGST"].map((component) => ({ component, taxMinor: mulDivRound(goodsMinor, 25, 1000) }));
  const billed = linesOf(desk, postFact({ kind: "bill_recorded", goodsMinor, taxes }));
  const payable = codeOf("payable");
  const owed = -(billed.find((l) => l.account === payable)?.amountMinor ?? 0);
  const payOn = addDays(addMonths(`${month}-01`, SUPPLIER_MONTHS), 9);
  const taxOn = addDays(lastDayOfMonth(`${month}-01`), 20);
  return [
    ...entry(closeOf(desk, month), "supplier_bills", "Suppliers' bills of the month", billed),
    ...entry(payOn, "suppliers_paid", "Suppliers paid", move(payable, codeOf("bank"), owed)),
    ...entry(taxOn, "tax_paid", "GST paid", taxPayment(desk.moved, month, taxes, codeOf)),
  ];
}

/** What the shops and the provider took reaches the bank. */
function moneyOf(desk: Desk, month: string): NewEntry[] {
  const { entry, codeOf } = desk;
  const nextMonth = addDays(lastDayOfMonth(`${month}-01`), 1);
  const grossMinor = sumOf(desk, month, "payment_clearing");
  const feeMinor = mulDivRound(grossMinor, PROVIDER_FEE, 1000);
  const payout = linesOf(desk, postFact({ kind: "payout_received", grossMinor, feeMinor }));
  const cash = mulDivRound(sumOf(desk, month, "cash"), 94, 100);
  return [
    ...entry(addDays(nextMonth, 2), "provider_payout", "Payment provider's pay-out", payout),
    ...entry(
      addDays(nextMonth, 1),
      "cash_banked",
      "Cash taken to the bank",
      move(codeOf("bank"), codeOf("cash"), cash),
    ),
  ];
}

function linesOf(desk: Desk, lines: ReturnType<typeof postFact>): Line[] {
  return lines.map((l) => ({
    ...{ account: desk.codeOf(l.accountRole), amountMinor: l.debitMinor - l.creditMinor },
    ...(l.taxComponent ? { taxComponent: l.taxComponent } : {}),
  }));
}

/** How much of a month lies in the two years. */
function shareOf(month: string, firstDay: string, endsOn: string): number {
  const first = month === monthKey(firstDay) ? Number(firstDay.slice(8)) : 1;
  const length = Number(lastDayOfMonth(`${month}-01`).slice(8));
  const last = month === monthKey(endsOn) ? Number(endsOn.slice(8)) : length;
  return (last - first + 1) / length;
}

/** Output tax of a month by component, input credit set against its own component, the rest from the bank. */
function taxPayment(
  moved: readonly MonthBalance[],
  month: string,
  inputs: readonly { component: string; taxMinor: number }[],
  codeOf: (role: string) => string,
): Line[] {
  const lines: Line[] = [];
  let cashMinor = 0;
  for (const m of moved) {
    if (m.month !== month || m.role !== "output_tax" || m.component === null || m.movedMinor >= 0) continue;
    const dueMinor = -m.movedMinor;
    const credit = Math.min(dueMinor, inputs.find((t) => t.component === m.component)?.taxMinor ?? 0);
    lines.push({ account: codeOf("output_tax"), amountMinor: dueMinor, taxComponent: m.component });
    if (credit > 0) lines.push({ account: codeOf("input_tax"), amountMinor: -credit, taxComponent: m.component });
    cashMinor += dueMinor - credit;
  }
  return lines.length === 0 ? [] : [...lines, { account: codeOf("bank"), amountMinor: -cashMinor }];
}

async function readMonths(ctx: Ctx): Promise<MonthBalance[]> {
  return ctx.sql<MonthBalance[]>`
    select to_char(l.posted_on, 'YYYY-MM') as month, a.account_role as role, l.tax_component as component,
           sum(l.debit_minor - l.credit_minor)::bigint as "movedMinor"
    from journal_line l join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
    where l.tenant_id = ${ctx.tenantId}
      and a.account_role in ('sales', 'cash', 'payment_clearing', 'goods_received_not_invoiced', 'output_tax')
    group by 1, 2, 3 order by 1, 2, 3`;
}
