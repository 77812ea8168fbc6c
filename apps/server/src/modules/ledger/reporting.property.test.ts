import { type AccountRole, accountRoles, addDays, addMonths, lastDayOfMonth } from "@selvedge/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { closePeriod } from "./close-period.ts";
import { getBalanceSheet } from "./get-balance-sheet.ts";
import { getProfitAndLoss } from "./get-profit-and-loss.ts";
import { getTrialBalance } from "./get-trial-balance.ts";
import { postEntries } from "./post-entries.ts";
import { type Books, type BooksDatabase, openBooksDatabase } from "./testing/books.ts";

let db: BooksDatabase;
beforeAll(async () => {
  db = await openBooksDatabase({ now: () => new Date("2026-06-30T12:00:00Z") });
});
afterAll(() => db.close());

/** Days close to the ends of months, so that histories, closings and reports meet on the same ones. */
const day = fc
  .tuple(fc.integer({ min: 0, max: 16 }), fc.constantFrom(-1, 0, 1, 14))
  .map(([months, offset]) => addDays(lastDayOfMonth(addMonths("2025-01-01", months)), offset));
const amount = fc.integer({ min: 1, max: 5_000_000 });

interface Posting {
  on: string;
  legs: { from: AccountRole; to: AccountRole; minor: number }[];
}

const posting: fc.Arbitrary<Posting> = fc.record({
  on: day,
  legs: fc.array(
    fc.record({ from: fc.constantFrom(...accountRoles), to: fc.constantFrom(...accountRoles), minor: amount }),
    { minLength: 1, maxLength: 4 },
  ),
});

const history = fc.record({
  early: fc.array(posting, { minLength: 1, maxLength: 12 }),
  closeAfter: fc.option(day),
  late: fc.array(posting, { maxLength: 8 }),
  asOf: fc.array(day, { minLength: 1, maxLength: 3 }),
  from: day,
  length: fc.integer({ min: 0, max: 200 }),
});

function post(books: Books, postings: readonly Posting[]) {
  return books.step((ctx) =>
    postEntries(
      ctx,
      postings.map(({ on, legs }) => ({
        documentType: "test",
        documentId: newId(),
        purpose: "posted",
        postedOn: on,
        lines: legs.flatMap(({ from, to, minor }) => [
          { accountRole: to, debitMinor: minor, creditMinor: 0 },
          { accountRole: from, debitMinor: 0, creditMinor: minor },
        ]),
      })),
    ),
  );
}

/** The test's own bookkeeping: debits less credits of the roles, of the postings up to a day. */
function netOf(postings: readonly Posting[], roles: ReadonlySet<string>, upTo: string, from = ""): number {
  let net = 0;
  for (const { on, legs } of postings) {
    if (on > upTo || on < from) continue;
    for (const leg of legs) net += (roles.has(leg.to) ? leg.minor : 0) - (roles.has(leg.from) ? leg.minor : 0);
  }
  return net;
}

test("Feature: garment-business-management, Property 16: Real-Time Financial Reporting", async () => {
  const rolesOf = await readRolesByType();
  await fc.assert(
    fc.asyncProperty(history, async ({ early, closeAfter, late, asOf, from, length }) => {
      const books = await db.openBooks();
      await post(books, early);
      if (closeAfter !== null) await books.run(closePeriod, { upTo: closeAfter });
      const open = late.filter((p) => closeAfter === null || p.on > closeAfter);
      const known = [...early];
      await checkDays(books, known, rolesOf, asOf, from, length);
      const before = await Promise.all(asOf.map((on) => books.run(getBalanceSheet, { asOf: on })));
      if (open.length > 0) await post(books, open);
      known.push(...open);
      await checkDays(books, known, rolesOf, asOf, from, length);
      // Entries dated later never change the report of an earlier day.
      for (const [i, on] of asOf.entries()) {
        if (open.every((p) => p.on > on)) expect(await books.run(getBalanceSheet, { asOf: on })).toEqual(before[i]);
      }
    }),
    { numRuns: 100 },
  );
}, 120_000);

type RolesByType = Record<"asset" | "liability" | "equity" | "income" | "expense", Set<string>>;

async function readRolesByType(): Promise<RolesByType> {
  const { tenantId } = await db.openBooks();
  const rows = await db.admin<{ type: keyof RolesByType; roles: string[] }[]>`
    select type, array_agg(account_role) as roles from account
    where tenant_id = ${tenantId} and account_role is not null group by type`;
  return Object.fromEntries(rows.map((r) => [r.type, new Set(r.roles)])) as RolesByType;
}

async function checkDays(
  books: Books,
  known: readonly Posting[],
  roles: RolesByType,
  days: readonly string[],
  from: string,
  length: number,
) {
  for (const on of days) {
    const [trial, sheet] = await Promise.all([
      books.run(getTrialBalance, { asOf: on }),
      books.run(getBalanceSheet, { asOf: on }),
    ]);
    expect(trial.totalDebitMinor).toBe(trial.totalCreditMinor);
    expect(trial.rows.reduce((sum, r) => sum + r.debitMinor - r.creditMinor, 0)).toBe(0);
    expect(sheet.balanced).toBe(true);
    expect(sheet.assets.totalMinor).toBe(netOf(known, roles.asset, on));
    expect(sheet.liabilities.totalMinor).toBe(-netOf(known, roles.liability, on) + 0);
    expect(sheet.equity.totalMinor).toBe(-netOf(known, roles.equity, on) + 0);
    const earned = new Set([...roles.income, ...roles.expense]);
    expect(sheet.retainedMinor).toBe(-netOf(known, earned, on) + 0);
    expect(sheet.assets.comparativeMinor).toBe(netOf(known, roles.asset, sheet.comparativeAsOf));
    const cash = new Set(["cash", "bank", "payment_clearing"]);
    const inHand = trial.rows.filter((r) => ["1000", "1010", "1020"].includes(r.code));
    expect(inHand.reduce((sum, r) => sum + r.debitMinor - r.creditMinor, 0)).toBe(netOf(known, cash, on));
  }
  const to = addDays(from, length);
  const [profit, opening, closing] = await Promise.all([
    books.run(getProfitAndLoss, { from, to }),
    books.run(getBalanceSheet, { asOf: addDays(from, -1) }),
    books.run(getBalanceSheet, { asOf: to }),
  ]);
  expect(profit.netProfitMinor).toBe(closing.retainedMinor - opening.retainedMinor);
  expect(profit.income.totalMinor).toBe(-netOf(known, roles.income, to, from) + 0);
  expect(profit.comparativeNetProfitMinor).toBe(
    -netOf(known, new Set([...roles.income, ...roles.expense]), profit.comparativeTo, profit.comparativeFrom) + 0,
  );
}
