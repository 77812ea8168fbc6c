/** What of a till's day counts in its shift report; the till reckons it offline and the server again from the same facts. */
export type ShiftFact =
  | { kind: "shift_opened"; floatMinor: number }
  | {
      kind: "sale";
      totalMinor: number;
      taxMinor: number;
      discountMinor: number;
      pieces: number;
      returnedMinor: number;
      returnedPieces: number;
      roundingMinor: number;
      tenders: readonly { method: string; amountMinor: number }[];
    }
  | { kind: "cash_moved"; direction: "in" | "out"; amountMinor: number }
  | { kind: "shift_closed"; countedMinor: number };

export interface ShiftReport {
  floatMinor: number;
  receipts: number;
  pieces: number;
  returnedPieces: number;
  /** Sales before returns, tax included. */
  salesMinor: number;
  returnsMinor: number;
  discountMinor: number;
  taxMinor: number;
  roundingMinor: number;
  /** Net taken by each way of paying; refunds lower it. Dearest first by name. */
  tenders: { method: string; amountMinor: number; count: number }[];
  cashInMinor: number;
  cashOutMinor: number;
  /** What the drawer should hold: float, cash taken less given, cash put in less taken out. */
  expectedMinor: number;
  countedMinor: number | null;
  /** Counted less expected: positive is over, negative short. */
  differenceMinor: number | null;
}

/** X report while the shift is open, Z report once it is closed. */
export function reportShift(facts: readonly ShiftFact[]): ShiftReport {
  const report: ShiftReport = {
    ...{ floatMinor: 0, receipts: 0, pieces: 0, returnedPieces: 0, salesMinor: 0, returnsMinor: 0, discountMinor: 0 },
    ...{ taxMinor: 0, roundingMinor: 0, tenders: [], cashInMinor: 0, cashOutMinor: 0, expectedMinor: 0 },
    ...{ countedMinor: null, differenceMinor: null },
  };
  const tenders = new Map<string, { method: string; amountMinor: number; count: number }>();
  for (const fact of facts) addFact(report, tenders, fact);
  report.tenders = [...tenders.values()].sort((a, b) => (a.method < b.method ? -1 : 1));
  const cash = tenders.get("cash")?.amountMinor ?? 0;
  report.expectedMinor = report.floatMinor + cash + report.cashInMinor - report.cashOutMinor;
  if (report.countedMinor !== null) report.differenceMinor = report.countedMinor - report.expectedMinor + 0;
  return report;
}

function addFact(
  report: ShiftReport,
  tenders: Map<string, { method: string; amountMinor: number; count: number }>,
  fact: ShiftFact,
): void {
  if (fact.kind === "shift_opened") report.floatMinor += fact.floatMinor;
  else if (fact.kind === "shift_closed") report.countedMinor = fact.countedMinor;
  else if (fact.kind === "cash_moved") {
    if (fact.direction === "in") report.cashInMinor += fact.amountMinor;
    else report.cashOutMinor += fact.amountMinor;
  } else {
    report.receipts += 1;
    report.pieces += fact.pieces;
    report.returnedPieces += fact.returnedPieces;
    report.salesMinor += fact.totalMinor;
    report.returnsMinor += fact.returnedMinor;
    report.discountMinor += fact.discountMinor;
    report.taxMinor += fact.taxMinor;
    report.roundingMinor += fact.roundingMinor;
    for (const { method, amountMinor } of fact.tenders) {
      const known = tenders.get(method) ?? { method, amountMinor: 0, count: 0 };
      tenders.set(method, { method, amountMinor: known.amountMinor + amountMinor, count: known.count + 1 });
    }
  }
}

/** A receipt's number: the till's series and its own count, no longer than India's sixteen characters. */
export function receiptNumber(series: string, no: number): string {
  return `${series}-${String(no).padStart(6, "0")}`;
}

/** Whether a discount given by hand is past what the cashier may give alone; the limit is a share of the line's price. */
export function discountNeedsApproval(
  manualDiscountMinor: number,
  priceMinor: number,
  limitBasisPoints: number,
): boolean {
  return manualDiscountMinor * 10_000 > priceMinor * limitBasisPoints;
}
