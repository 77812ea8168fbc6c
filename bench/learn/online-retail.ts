import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { PurchaseHistory } from "../../packages/learn/src/recommend/purchase-history.ts";

/** One usable line of the file: a sale of goods to a known customer. `day` counts from 1 December 2010. */
export type RetailLine = {
  basket: string;
  item: string;
  name: string;
  quantity: number;
  day: number;
  price: number;
  customer: string;
  country: string;
};

function splitCsv(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map((m) => m[1]!.replace(/^"|"$/g, "").replaceAll('""', '"'));
}

/** Reads Online Retail (see the first argument or RETAIL_FILE); null where the file is not there. Cancellations, write-offs, gifts and codes that are not goods are left out. */
export function readRetail(): RetailLine[] | null {
  const path = process.argv.slice(2).find((arg) => arg.endsWith(".csv.gz")) ?? process.env["RETAIL_FILE"];
  if (!path || !existsSync(path)) {
    console.log("Online Retail file not given (pass its path, or set RETAIL_FILE): skipped");
    return null;
  }
  const start = Date.UTC(2010, 11, 1);
  const lines = gunzipSync(readFileSync(path)).toString("utf8").split(/\r?\n/);
  const out: RetailLine[] = [];
  for (const line of lines.slice(1)) {
    const [basket, item, name, quantity, at, price, customer, country] = splitCsv(line);
    if (!customer || !basket || basket.startsWith("C") || !/^\d{5}/.test(item ?? "")) continue;
    if (!(Number(quantity) > 0 && Number(price) > 0)) continue;
    const day = Math.floor((Date.parse(`${at!.slice(0, 10)}T00:00:00Z`) - start) / 86_400_000);
    out.push({
      basket,
      item: item!.toUpperCase(),
      name: name!.trim(),
      quantity: Number(quantity),
      day,
      price: Number(price),
      customer,
      country: country!,
    });
  }
  return out;
}

/** The lines as coded columns, with the names behind the codes. */
export function codeRetail(lines: readonly RetailLine[]) {
  const coder = () => {
    const codes = new Map<string, number>();
    const code = (key: string) => {
      const known = codes.get(key) ?? codes.size;
      codes.set(key, known);
      return known;
    };
    return { codes, code };
  };
  const [customers, items, baskets] = [coder(), coder(), coder()];
  const columns = {
    customers: Int32Array.from(lines, (l) => customers.code(l.customer)),
    items: Int32Array.from(lines, (l) => items.code(l.item)),
    days: Int32Array.from(lines, (l) => l.day),
    baskets: Int32Array.from(lines, (l) => baskets.code(l.basket)),
  };
  const history: PurchaseHistory = { ...columns, customerCount: customers.codes.size, itemCount: items.codes.size };
  const names = new Array<string>(history.itemCount).fill("");
  for (const [i, line] of lines.entries()) if (line.name) names[columns.items[i]!] = line.name;
  return { history, names };
}
