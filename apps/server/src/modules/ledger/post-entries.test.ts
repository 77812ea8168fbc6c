import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { type NewEntry, postEntries } from "./post-entries.ts";
import { type Books, type BooksDatabase, openBooksDatabase } from "./testing/books.ts";

let db: BooksDatabase;
let books: Books;
beforeAll(async () => {
  db = await openBooksDatabase();
  books = await db.openBooks();
});
afterAll(() => db.close());

const sale = (more: Partial<NewEntry> = {}): NewEntry => ({
  documentType: "test",
  documentId: newId(),
  purpose: "posted",
  postedOn: "2026-05-04",
  lines: [
    { accountRole: "cash", debitMinor: 1050, creditMinor: 0 },
    { accountRole: "sales", debitMinor: 0, creditMinor: 1000 },
    { accountRole: "output_tax", debitMinor: 0, creditMinor: 50, taxComponent: "IGST" },
  ],
  ...more,
});

test("posts several entries with their lines, in the order given, and says what it posted", async () => {
  const nothing = sale({ lines: [{ accountRole: "cash", debitMinor: 0, creditMinor: 0 }] });
  const ids = await books.step((ctx) => postEntries(ctx, [sale(), nothing, sale({ memo: "second" })]));
  expect(ids[1]).toBeNull();
  const lines = await db.admin`
    select l.line_no, a.account_role, l.debit_minor::int as debit, l.credit_minor::int as credit, l.tax_component, l.posted_on
    from journal_line l join account a on a.id = l.account_id where l.entry_id = ${ids[2]!} order by l.line_no`;
  expect(lines.map((l) => ({ ...l }))).toEqual([
    { line_no: 1, account_role: "cash", debit: 1050, credit: 0, tax_component: null, posted_on: "2026-05-04" },
    { line_no: 2, account_role: "sales", debit: 0, credit: 1000, tax_component: null, posted_on: "2026-05-04" },
    { line_no: 3, account_role: "output_tax", debit: 0, credit: 50, tax_component: "IGST", posted_on: "2026-05-04" },
  ]);
  const [events] = await db.admin`select count(*)::int as n from event where entity_id in (${ids[0]!}, ${ids[2]!})`;
  expect(events!["n"]).toBe(2);
});

test("refuses an entry whose debits and credits differ", async () => {
  const wrong = sale({ lines: [{ accountRole: "cash", debitMinor: 5, creditMinor: 0 }] });
  await expect(books.step((ctx) => postEntries(ctx, [sale(), wrong]))).rejects.toMatchObject({ code: "conflict" });
});

test("posts a document's purpose once", async () => {
  const entry = sale();
  await books.step((ctx) => postEntries(ctx, [entry]));
  await expect(books.step((ctx) => postEntries(ctx, [entry]))).rejects.toMatchObject({ code: "duplicate" });
});

test("the application's role can neither change nor delete what is posted", async () => {
  await books.step((ctx) => postEntries(ctx, [sale()]));
  for (const change of [
    "update journal_line set debit_minor = debit_minor + 1",
    "delete from journal_line",
    "update journal_entry set posted_on = posted_on - 1",
    "delete from journal_entry",
  ]) {
    await expect(books.step((ctx) => ctx.sql.unsafe(change))).rejects.toThrow(/permission denied/);
  }
});

test("the database itself refuses lines that do not balance, and lines added later", async () => {
  const [id] = await books.step((ctx) => postEntries(ctx, [sale()]));
  const add = (debit: number, credit: number) =>
    books.step(
      (ctx) => ctx.sql`
        insert into journal_line (tenant_id, entry_id, line_no, account_id, posted_on, debit_minor, credit_minor)
        select ${ctx.tenantId}, ${id!}, 10 + n, (select id from account where account_role = 'cash'), '2026-05-04',
               case n when 1 then ${debit}::bigint else 0 end, case n when 1 then 0 else ${credit}::bigint end
        from generate_series(1, 2) n`,
    );
  await expect(add(5, 6)).rejects.toMatchObject({ code: "conflict" });
  await expect(add(5, 5)).rejects.toMatchObject({ code: "conflict" });
});
