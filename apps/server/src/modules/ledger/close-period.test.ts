import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { closePeriod } from "./close-period.ts";
import { getTrialBalance } from "./get-trial-balance.ts";
import { listAccounts } from "./list-accounts.ts";
import { listJournal } from "./list-journal.ts";
import { listPeriods } from "./list-periods.ts";
import { postEntries } from "./post-entries.ts";
import { postJournal } from "./post-journal.ts";
import { reverseEntry } from "./reverse-entry.ts";
import { type Books, type BooksDatabase, openBooksDatabase } from "./testing/books.ts";

let db: BooksDatabase;
beforeAll(async () => {
  db = await openBooksDatabase({ now: () => new Date("2026-06-30T12:00:00Z") });
});
afterAll(() => db.close());

async function accountIds(books: Books): Promise<Record<string, string>> {
  const { items } = await books.run(listAccounts, {});
  return Object.fromEntries(items.map((a) => [a.code, a.id]));
}

function rent(ids: Record<string, string>, minor: number) {
  return [
    { accountId: ids["6100"]!, debitMinor: minor },
    { accountId: ids["1000"]!, creditMinor: minor },
  ];
}

test("closes month by month, and nothing posts on or before the day any more", async () => {
  const books = await db.openBooks();
  const ids = await accountIds(books);
  const post = (postedOn: string) => books.run(postJournal, { postedOn, memo: "Rent", lines: rent(ids, 500) });
  await post("2026-02-10");
  await post("2026-04-30");
  expect(await books.run(closePeriod, { upTo: "2026-04-15" })).toEqual({ closedPeriods: 3 });
  expect(await books.run(closePeriod, { upTo: "2026-04-15" })).toEqual({ closedPeriods: 0 });
  for (const closed of ["1999-01-01", "2026-02-10", "2026-03-31", "2026-04-15"]) {
    await expect(post(closed)).rejects.toMatchObject({ code: "period_closed" });
  }
  const closed = await books.run(listPeriods, {});
  expect(closed.openFrom).toBe("2026-04-16");
  expect(closed.items.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
    ["2026-04-01", "2026-04-15"],
    ["2026-03-01", "2026-03-31"],
    [null, "2026-02-28"],
  ]);
  await post("2026-04-16");
  expect(await books.run(closePeriod, { upTo: "2026-05-31" })).toEqual({ closedPeriods: 2 });
  await expect(post("2026-04-30")).rejects.toMatchObject({ code: "period_closed" });
  const trial = await books.run(getTrialBalance, { asOf: "2026-06-30" });
  expect(trial.totalDebitMinor).toBe(1500);
});

test("refuses to close days to come", async () => {
  const books = await db.openBooks();
  await expect(books.run(closePeriod, { upTo: "2026-07-01" })).rejects.toMatchObject({ code: "validation_failed" });
});

test("an entry being posted while the books close is either before the closing or refused", async () => {
  const books = await db.openBooks();
  const entry = () => ({
    documentType: "test",
    documentId: newId(),
    purpose: "posted",
    postedOn: "2026-05-05",
    lines: [
      { accountRole: "cash", debitMinor: 7, creditMinor: 0 },
      { accountRole: "sales", debitMinor: 0, creditMinor: 7 },
    ],
  });
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 6 }, () => books.step((ctx) => postEntries(ctx, [entry()]))),
    books.run(closePeriod, { upTo: "2026-05-31" }),
    ...Array.from({ length: 6 }, () => books.step((ctx) => postEntries(ctx, [entry()]))),
  ]);
  const posted = outcomes.filter((o, i) => i !== 6 && o.status === "fulfilled").length;
  const [kept] = await db.admin<{ kept: number; lines: number }[]>`
    select (select coalesce(sum(debit_minor), 0)::int from account_balance where tenant_id = ${books.tenantId} and ends_on = '2026-05-31') as kept,
           (select coalesce(sum(debit_minor), 0)::int from journal_line where tenant_id = ${books.tenantId}) as lines`;
  expect(kept!.lines).toBe(posted * 7);
  expect(kept!.kept).toBe(kept!.lines);
});

test("a manual entry is reversed once, on a day of its own, and both stay", async () => {
  const books = await db.openBooks();
  const ids = await accountIds(books);
  const { entryId } = await books.run(postJournal, { postedOn: "2026-06-01", memo: "Rent", lines: rent(ids, 900) });
  const reversed = await books.run(reverseEntry, { id: entryId });
  await expect(books.run(reverseEntry, { id: entryId })).rejects.toMatchObject({ code: "wrong_state" });
  await expect(books.run(reverseEntry, { id: reversed.entryId })).rejects.toMatchObject({ code: "wrong_state" });
  await expect(books.run(reverseEntry, { id: newId() })).rejects.toMatchObject({ code: "not_found" });
  const { items } = await books.run(listJournal, { accountId: ids["6100"]! });
  expect(items.map((e) => [e.postedOn, e.purpose, e.totalMinor, e.reversesEntryId])).toEqual([
    ["2026-06-30", "reversed", 900, entryId],
    ["2026-06-01", "posted", 900, null],
  ]);
  expect(items[1]!.lines.map((l) => [l.accountCode, l.debitMinor, l.creditMinor])).toEqual([
    ["6100", 900, 0],
    ["1000", 0, 900],
  ]);
  expect((await books.run(getTrialBalance, {})).rows.every((r) => r.debitMinor === 0 && r.creditMinor === 0)).toBe(
    true,
  );
});

test("an entry of a document is not reversed by hand, and kept accounts take no manual lines", async () => {
  const books = await db.openBooks();
  const ids = await accountIds(books);
  const lines = [
    { accountRole: "cash", debitMinor: 7, creditMinor: 0 },
    { accountRole: "sales", debitMinor: 0, creditMinor: 7 },
  ];
  const [id] = await books.step((ctx) =>
    postEntries(ctx, [
      { documentType: "invoice", documentId: newId(), purpose: "issued", postedOn: "2026-06-01", lines },
    ]),
  );
  await expect(books.run(reverseEntry, { id: id! })).rejects.toMatchObject({ code: "wrong_state" });
  for (const code of ["1100", "1200", "2100"]) {
    const kept = [
      { accountId: ids[code]!, debitMinor: 5 },
      { accountId: ids["1000"]!, creditMinor: 5 },
    ];
    await expect(books.run(postJournal, { postedOn: "2026-06-01", memo: "x", lines: kept })).rejects.toMatchObject({
      code: "validation_failed",
      fields: [{ path: "lines.0.accountId" }],
    });
  }
});

test("the journal is paged without gap or repeat", async () => {
  const books = await db.openBooks();
  const ids = await accountIds(books);
  for (let i = 0; i < 7; i += 1) {
    await books.run(postJournal, {
      postedOn: i < 4 ? "2026-06-02" : "2026-06-03",
      memo: `m${i}`,
      lines: rent(ids, 10 + i),
    });
  }
  for (const filter of [{}, { accountId: ids["1000"]! }]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await books.run(listJournal, { ...filter, limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((e) => e.memo!));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["m6", "m5", "m4", "m3", "m2", "m1", "m0"]);
  }
  const found = await books.run(listJournal, { q: "m3" });
  expect(found.items.map((e) => e.memo)).toEqual(["m3"]);
});
