export { type AccountRow, type Chart, getChart } from "./accounts.ts";
export { balanceOfRole } from "./balances.ts";
export { openBooks } from "./open-books.ts";
export { type NewEntry, type NewLine, postEntries } from "./post-entries.ts";
export { operations } from "./routes.ts";
