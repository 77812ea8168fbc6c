import type { tillApi } from "@selvedge/contract";
import { normaliseGtin, type PriceRule, type TaxRule } from "@selvedge/domain";

export type TillStyle = tillApi.TillStyle;
export type TillColour = TillStyle["colours"][number];
export type TillSku = TillColour["skus"][number];
/** A SKU with all that is above it. */
export interface Goods {
  style: TillStyle;
  colour: TillColour;
  sku: TillSku;
}

/** Everything that selling asks of the catalog, in memory: 20,000 SKUs answer a scan at once. */
export interface Catalog {
  head: tillApi.TillHead;
  styles: TillStyle[];
  bySku: ReadonlyMap<string, Goods>;
  /** GTIN of 14 digits, or code in capitals. */
  byCode: ReadonlyMap<string, Goods>;
  /** Frozen: the domain sorts it once. */
  rules: readonly PriceRule[];
  taxRules: readonly TaxRule[];
  pathOf(categoryId: string | null): readonly string[];
}

export function buildCatalog(head: tillApi.TillHead, styles: readonly TillStyle[]): Catalog {
  const bySku = new Map<string, Goods>();
  const byCode = new Map<string, Goods>();
  const rules: PriceRule[] = [];
  for (const style of styles) {
    for (const rule of style.prices) rules.push(rule as unknown as PriceRule);
    for (const colour of style.colours) {
      for (const sku of colour.skus) {
        const goods = { style, colour, sku };
        bySku.set(sku.id, goods);
        byCode.set(sku.code.toUpperCase(), goods);
        if (sku.gtin) byCode.set(sku.gtin, goods);
      }
    }
  }
  rules.push(...(head.promotions as unknown as PriceRule[]));
  const parents = new Map(head.categories.map((c) => [c.id, c.parentId]));
  const paths = new Map<string, string[]>();
  return {
    head,
    // What no list prices here is not shown: a shop's delivery, goods of another channel. Its code still finds it.
    styles: [...styles].filter((s) => s.sellable && s.prices.length > 0).sort((a, b) => a.name.localeCompare(b.name)),
    ...{ bySku, byCode, rules },
    taxRules: head.taxRules as unknown as TaxRule[],
    pathOf(categoryId) {
      if (categoryId === null) return [];
      const known = paths.get(categoryId);
      if (known) return known;
      const path: string[] = [];
      for (
        let at: string | null = categoryId;
        at && parents.has(at) && !path.includes(at);
        at = parents.get(at) ?? null
      ) {
        path.push(at);
      }
      paths.set(categoryId, path);
      return path;
    },
  };
}

/** What a scanned or typed code stands for; any form of a GTIN, or our own code. */
export function findByCode(catalog: Catalog, code: string): Goods | null {
  const text = code.trim();
  const gtin = /^\d{8,14}$/.test(text) ? normaliseGtin(text) : null;
  return (gtin ? catalog.byCode.get(gtin) : undefined) ?? catalog.byCode.get(text.toUpperCase()) ?? null;
}

/** Styles that fit what was typed: every word somewhere in name, code, brand or a colour. */
export function searchStyles(catalog: Catalog, text: string, limit = 60): TillStyle[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return catalog.styles.slice(0, limit);
  const found: TillStyle[] = [];
  for (const style of catalog.styles) {
    const line = searchLine(style);
    if (words.every((word) => line.includes(word)) && found.push(style) >= limit) break;
  }
  return found;
}

const lines = new WeakMap<TillStyle, string>();
function searchLine(style: TillStyle): string {
  let line = lines.get(style);
  if (line === undefined) {
    line =
      `${style.name} ${style.code} ${style.brand ?? ""} ${style.colours.map((c) => c.name).join(" ")}`.toLowerCase();
    lines.set(style, line);
  }
  return line;
}

export function describe({ style, colour, sku }: Goods): string {
  return `${style.name}, ${colour.name}, ${sku.size}`;
}
