import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { BenchSeries } from "./sets.ts";

type Line = { day: number; units: number; price: number; code: string; cancelled: boolean };

/** Fields of one line of the file; texts may be quoted and hold commas. */
function splitLine(line: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === "," && !quoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  fields.push(field);
  return fields;
}

/** Sales of goods (codes of five digits) with cancelled lines and the lines that they cancel taken out. */
function readSales(path: string): Line[] {
  const lines: Line[] = [];
  const open = new Map<string, Line[]>();
  const text = gunzipSync(readFileSync(path)).toString("utf8");
  for (const row of text.split("\n").slice(1)) {
    if (row === "") continue;
    const [invoice = "", code = "", , quantity, date = "", price, customer] = splitLine(row);
    if (!/^\d{5}/.test(code)) continue;
    const units = Number(quantity);
    const key = `${customer}|${code}|${Math.abs(units)}`;
    if (invoice.startsWith("C") || units < 0) {
      const match = open.get(key)?.pop();
      if (match) match.cancelled = true;
      continue;
    }
    if (!(Number(price) > 0)) continue;
    const day = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000;
    const line = { day, units, price: Number(price), code, cancelled: false };
    lines.push(line);
    const list = open.get(key);
    if (list) list.push(line);
    else open.set(key, [line]);
  }
  return lines.filter((line) => !line.cancelled);
}

/**
 * The 200 goods of most revenue before the test, as weeks (8 ahead) or days (28 ahead), weighted by that revenue. Weeks are calendar weeks; the
 * last, unfinished one is left out. `back` ends the file that many weeks or days earlier.
 */
export function readRetail(path: string, kind: "weekly" | "daily", back = 0): BenchSeries[] {
  const sales = readSales(path);
  const days = sales.map((line) => line.day).sort((a, b) => a - b);
  // The history begins on a Wednesday; calendar weeks begin on Monday.
  const first = days[0]! + (kind === "weekly" ? 5 : 0);
  const size = kind === "weekly" ? 7 : 1;
  const horizon = kind === "weekly" ? 8 : 28;
  const count = Math.floor((days.at(-1)! + 1 - first) / size) - back;
  const goods = new Map<string, { sold: number[]; revenue: number }>();
  for (const { day, units, price, code } of sales) {
    const at = Math.floor((day - first) / size);
    if (at >= count) continue;
    let good = goods.get(code);
    if (!good) {
      good = { sold: new Array<number>(count).fill(0), revenue: 0 };
      goods.set(code, good);
    }
    if (at >= 0) good.sold[at]! += units;
    if (at < count - horizon) good.revenue += units * price;
  }
  return [...goods]
    .sort((a, b) => b[1].revenue - a[1].revenue)
    .slice(0, 200)
    .map(([id, { sold, revenue }]) => ({
      id,
      period: kind === "weekly" ? 52 : 7,
      weight: revenue,
      history: sold.slice(0, count - horizon),
      actual: sold.slice(count - horizon),
    }));
}
