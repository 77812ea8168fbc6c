import type { ImportMapping } from "./options.ts";
import type { ReadDate } from "./read-date.ts";
import type { RawLine } from "./read-file.ts";
import { readNumber, roundHalfAway } from "./understand-line.ts";

/**
 * The plain sums over a file, made beside the import and not by it, so that the two can be compared: per month lines,
 * units, quantity times price, and customers. Kept per line in small arrays until it is known which lines were rejected.
 */
export interface FileMonths {
  read: (raw: RawLine) => { month: string; units: number; revenue: number; customer: string } | null;
  lines: { lineNo: number; month: string; units: number; revenue: number; customer: string }[];
  unreadable: number;
}

export interface MonthSum {
  month: string;
  fileLines: number;
  rejectedLines: number;
  units: number;
  revenue: number;
  customers: number;
}

export function newFileMonths(columns: readonly string[], mapping: ImportMapping, readDate: ReadDate): FileMonths {
  const at = (field: keyof ImportMapping) => columns.indexOf(mapping[field] ?? "\0");
  const [date, qty, price, discount, customer] = [
    at("occurredAt"),
    at("qty"),
    at("unitPrice"),
    at("discount"),
    at("customerCode"),
  ];
  const interned = new Map<string, string>();
  const intern = (text: string) => {
    const known = interned.get(text);
    if (known !== undefined) return known;
    interned.set(text, text);
    return text;
  };
  return {
    lines: [],
    unreadable: 0,
    read(raw) {
      const when = readDate((raw.cells[date] ?? "").trim());
      const units = readNumber((raw.cells[qty] ?? "").trim());
      const each = readNumber((raw.cells[price] ?? "").trim());
      if (!when || units === null || each === null) return null;
      const off = discount < 0 ? 0 : (readNumber((raw.cells[discount] ?? "").trim()) ?? 0);
      return {
        month: intern(when.on.slice(0, 7)),
        units,
        revenue: units * each - off,
        customer: intern((raw.cells[customer] ?? "").trim()),
      };
    },
  };
}

export function addToMonths(months: FileMonths, raw: RawLine): void {
  const read = months.read(raw);
  if (read) months.lines.push({ lineNo: raw.lineNo, ...read });
  else months.unreadable += 1;
}

/** Sums by month of what was not rejected, with how many lines were. Revenue in major units, as the file has it. */
export function monthsSummary(months: FileMonths, rejected: ReadonlySet<number>): MonthSum[] {
  const byMonth = new Map<string, MonthSum & { names: Set<string> }>();
  for (const line of months.lines) {
    let sum = byMonth.get(line.month);
    if (!sum) {
      sum = { month: line.month, fileLines: 0, rejectedLines: 0, units: 0, revenue: 0, customers: 0, names: new Set() };
      byMonth.set(line.month, sum);
    }
    sum.fileLines += 1;
    if (rejected.has(line.lineNo)) {
      sum.rejectedLines += 1;
      continue;
    }
    sum.units += line.units;
    sum.revenue += line.revenue;
    if (line.customer !== "") sum.names.add(line.customer);
  }
  return [...byMonth.values()]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .map(({ names, ...sum }) => ({
      ...sum,
      revenue: roundHalfAway(sum.revenue * 10_000) / 10_000,
      customers: names.size,
    }));
}
