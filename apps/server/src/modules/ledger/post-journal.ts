import { ledgerApi } from "@selvedge/contract";
import { AppError, fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command } from "../../platform/runner.ts";
import { getChart } from "./accounts.ts";
import { postEntries } from "./post-entries.ts";

/** Accounts whose balance is the sum of their documents: a manual line would set the two apart. */
const keptByDocuments: ReadonlySet<string> = new Set(["inventory", "receivable", "customer_advance"]);

/** Posts a manual entry. @throws validation_failed for a line with both or neither side, or one of a kept account */
export const postJournal = command(ledgerApi.postJournal, async (ctx, input) => {
  const chart = await getChart(ctx);
  let balance = 0;
  input.lines.forEach((line, i) => {
    const account = chart.byId.get(line.accountId);
    const path = `lines.${i}`;
    if (!account)
      throw new AppError("not_found", "There is no such account.", {
        fields: [{ path: `${path}.accountId`, message: "There is no such account" }],
      });
    if (account.accountRole !== null && keptByDocuments.has(account.accountRole)) {
      throw fieldError(`${path}.accountId`, `${account.name} is kept by its documents; it takes no manual lines`);
    }
    if ((line.debitMinor === 0) === (line.creditMinor === 0)) throw fieldError(path, "Either a debit or a credit");
    balance += line.debitMinor - line.creditMinor;
  });
  if (balance !== 0) {
    throw new AppError("validation_failed", "Debits and credits must be equal.", {
      fields: [{ path: "lines", message: "Debits and credits must be equal" }],
      details: { differenceMinor: balance },
    });
  }
  const { postedOn, memo, lines } = input;
  const [entryId] = await postEntries(ctx, [
    { documentType: "manual", documentId: newId(), purpose: "posted", postedOn, memo, lines },
  ]);
  return { entryId: entryId! };
});
