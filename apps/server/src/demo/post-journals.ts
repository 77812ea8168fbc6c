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
/** Wholly paid suppliers' bills and tax: months after the goods, or the sales. */
const SUPPLIER_MONTHS = 2;

/**
 * The monthly journals around the trade, so that profit and loss and balance sheet read like a business: capital,
 * running costs, suppliers' bills with input tax and their payment, pay-outs of the payment provider, cash to the bank,
 * tax paid, depreciation.
 */
export async function postJournals(ctx: Ctx, firstDay: string, endsOn: string, scale: number): Promise<void> {
  const chart = await getChart(ctx);
  const idOf = new Map(chart.list.map((a) => [a.code, a.id]));
  const byRole = new Map(chart.list.map((a) => [a.accountRole, a.code]));
  const codeOf = (role: string) => byRole.get(role)!;
  const entry = (postedOn: string, purpose: string, memo: string, lines: readonly Line[]): NewEntry[] => {
    if (postedOn > endsOn || lines.every((l) => l.amountMinor === 0)) return [];
    return [
      {
        ...{ documentType: "journal", documentId: newId(), purpose, postedOn, memo },
        lines: lines.map(({ account, amountMinor, taxComponent }) => ({
          accountId: idOf.get(account)!,
          debitMinor: Math.max(amountMinor, 0),
          creditMinor: Math.max(-amountMinor, 0),
          taxComponent: taxComponent ?? null,
        })),
      },
    ];
  };
  const moved = await readMonths(ctx);
  const months: string[] = [];
  for (let month = monthKey(firstDay); month <= monthKey(endsOn); month = monthKey(addMonths(`${month}-01`, 1))) {
    months.push(month);
  }
  const sum = (month: string, role: string) =>
    moved.reduce((total, m) => total + (m.month === month && m.role === role ? m.movedMinor : 0), 0);
  const move = (to: string, from: string, amountMinor: number): Line[] => [
    { account: to, amountMinor },
    { account: from, amountMinor: -amountMinor },
  ];
  const rupees = (amount: number) => Math.round(amount * scale) * 100;
  const bank = codeOf("bank");
  const entries = [
    ...entry(firstDay, "capital", "Owner's capital paid in", move(bank, "3000", rupees(12_000_000))),
    ...entry(firstDay, "fixtures", "Shop fittings and furniture", move("1500", bank, rupees(3_600_000))),
    ...entry(firstDay, "deposits", "Rent deposits", move("1400", bank, rupees(1_200_000))),
  ];
  for (const month of months) {
    const last = lastDayOfMonth(`${month}-01`);
    const close = last < endsOn ? last : endsOn;
    const nextMonth = addDays(last, 1);
    const salesMinor = -sum(month, "sales");
    for (const [account, memo, fixed, perMille] of costs) {
      const amountMinor = rupees(fixed * shareOf(month, firstDay, endsOn)) + mulDivRound(salesMinor, perMille, 1000);
      entries.push(...entry(close, `expense_${account}`, memo, move(account, bank, amountMinor)));
    }
    entries.push(
      ...entry(
        close,
        "depreciation",
        "Depreciation",
        move("6700", "1590", rupees(50_000 * shareOf(month, firstDay, endsOn))),
      ),
    );
    const goodsMinor = -sum(month, "goods_received_not_invoiced");
    const taxes = ["CGST", "SGST"].map((component) => ({ component, taxMinor: mulDivRound(goodsMinor, 25, 1000) }));
    const bill = postFact({ kind: "bill_recorded", goodsMinor, taxes });
    const billed = bill.map((l) => ({
      ...{ account: codeOf(l.accountRole), amountMinor: l.debitMinor - l.creditMinor },
      ...(l.taxComponent ? { taxComponent: l.taxComponent } : {}),
    }));
    entries.push(...entry(close, "supplier_bills", "Suppliers' bills of the month", billed));
    const owed = -(billed.find((l) => l.account === codeOf("payable"))?.amountMinor ?? 0);
    const payOn = addDays(addMonths(`${month}-01`, SUPPLIER_MONTHS), 9);
    entries.push(...entry(payOn, "suppliers_paid", "Suppliers paid", move(codeOf("payable"), bank, owed)));
    const collected = sum(month, "payment_clearing");
    const fee = mulDivRound(collected, PROVIDER_FEE, 1000);
    const payout = postFact({ kind: "payout_received", grossMinor: collected, feeMinor: fee });
    const received = payout.map((l) => ({ account: codeOf(l.accountRole), amountMinor: l.debitMinor - l.creditMinor }));
    entries.push(...entry(addDays(nextMonth, 2), "provider_payout", "Payment provider's pay-out", received));
    const cash = mulDivRound(sum(month, "cash"), 94, 100);
    entries.push(
      ...entry(addDays(nextMonth, 1), "cash_banked", "Cash taken to the bank", move(bank, codeOf("cash"), cash)),
    );
    entries.push(...entry(addDays(nextMonth, 19), "tax_paid", "GST paid", taxPayment(moved, month, taxes, codeOf)));
  }
  await postEntries(ctx, entries);
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
