import type { insightsApi, OutputOf } from "../../packages/contract/src/index.ts";

/** Prints an import's months beside the file's plain sums. Returns whether all are equal. */
export function printReconciliation(r: OutputOf<typeof insightsApi.getImportReconciliation>): boolean {
  const row = (cells: (string | number)[]) => console.log(cells.map((c) => String(c).padStart(15)).join(""));
  row(["month", "lines", "rejected", "units", "(file)", "revenue", "(file)", "customers", "(file)"]);
  const money = (minor: number) => (minor / 100).toFixed(2);
  for (const m of r.months) {
    row([
      m.month,
      m.fileLines,
      m.rejectedLines,
      m.units,
      m.fileUnits,
      money(m.revenueMinor),
      money(m.fileRevenueMinor),
      m.customers,
      m.fileCustomers,
    ]);
  }
  console.log(r.equal ? "Every month equals the file's plain sums." : "Some months differ from the file's plain sums.");
  return r.equal;
}
