import { currencyExponent } from "@selvedge/domain";
import type { ImportMapping, ImportOptions } from "./options.ts";
import type { ReadDate } from "./read-date.ts";
import type { RawLine } from "./read-file.ts";

/** A line of history as the product understands it; quantities keep the file's sign. */
export interface UnderstoodLine {
  lineNo: number;
  kind: "sale" | "credit" | "adjustment";
  documentNumber: string;
  occurredAt: string;
  on: string;
  skuCode: string;
  styleCode: string;
  colour: string;
  size: string;
  description: string;
  isService: boolean;
  qty: number;
  unitPriceMinor: number;
  amountMinor: number;
  discountMinor: number;
  unitCostMinor: number | null;
  customerCode: string | null;
  customerName: string | null;
  country: string | null;
  channelCode: string | null;
  locationCode: string | null;
}

export type Understood = { line: UnderstoodLine } | { reason: string };

export interface Reader {
  read(raw: RawLine): Understood;
}

const MOST_QTY = 1_000_000;
const MOST_MINOR = 900_000_000_000;

/**
 * Makes the reader of one file: which column is which field, and what the values mean. It never throws on a line; a
 * line that cannot be kept gets a reason a person can act on.
 */
export function makeReader(
  columns: readonly string[],
  mapping: ImportMapping,
  options: ImportOptions,
  currency: string,
  readDate: ReadDate,
): Reader {
  const at = Object.fromEntries(
    Object.entries(mapping).map(([field, column]) => [field, columns.indexOf(column)]),
  ) as Record<keyof ImportMapping, number | undefined>;
  const services = new Set(options.serviceCodes.map((c) => c.toUpperCase()));
  const scale = 10 ** currencyExponent(currency);
  const countryCode = countryCodes();
  const cell = (raw: RawLine, field: keyof ImportMapping): string => {
    const i = at[field];
    return i === undefined || i < 0 ? "" : (raw.cells[i] ?? "").trim();
  };

  return {
    read(raw) {
      const documentNumber = cell(raw, "documentNumber");
      if (documentNumber === "") return { reason: "No document number" };
      if (documentNumber.length > 60) return { reason: "The document number is longer than 60 characters" };
      const when = readDate(cell(raw, "occurredAt"));
      if (!when) return { reason: `The date "${cell(raw, "occurredAt").slice(0, 40)}" cannot be read` };
      const skuCode = cell(raw, "skuCode");
      if (skuCode === "") return { reason: "No SKU code" };
      if (skuCode.length > 60) return { reason: "The SKU code is longer than 60 characters" };
      const qty = readNumber(cell(raw, "qty"));
      if (qty === null) return { reason: `The quantity "${cell(raw, "qty").slice(0, 40)}" is not a number` };
      if (!Number.isInteger(qty)) return { reason: "The quantity is not whole pieces" };
      if (qty === 0) return { reason: "The quantity is zero" };
      if (Math.abs(qty) > MOST_QTY) return { reason: "The quantity is more than a million pieces" };
      const price = readNumber(cell(raw, "unitPrice"));
      if (price === null) return { reason: `The price "${cell(raw, "unitPrice").slice(0, 40)}" is not a number` };
      const amountMinor = roundHalfAway(price * qty * scale);
      if (Math.abs(amountMinor) > MOST_MINOR) return { reason: "The amount is larger than can be kept" };
      const discount = cell(raw, "discount") === "" ? 0 : readNumber(cell(raw, "discount"));
      if (discount === null || discount < 0) return { reason: "The discount is not a number of zero or more" };
      const cost = cell(raw, "unitCost") === "" ? null : readNumber(cell(raw, "unitCost"));
      if (cost !== null && cost < 0) return { reason: "The cost is negative" };
      const isCredit = options.creditPrefix !== "" && documentNumber.startsWith(options.creditPrefix);
      const isService = services.has(skuCode.toUpperCase()) || price < 0;
      const description = clean(cell(raw, "description")).slice(0, 200) || skuCode;
      const country = cell(raw, "country");
      return {
        line: {
          lineNo: raw.lineNo,
          kind: isCredit
            ? "credit"
            : qty < 0 && price === 0 && !isService
              ? "adjustment"
              : amountMinor < 0 || qty < 0
                ? "credit"
                : "sale",
          documentNumber,
          ...when,
          skuCode,
          styleCode: cell(raw, "styleCode").slice(0, 60) || skuCode,
          colour: clean(cell(raw, "colour")).slice(0, 60) || "As supplied",
          size: clean(cell(raw, "size")).slice(0, 20) || "One size",
          description,
          isService,
          qty,
          unitPriceMinor: roundHalfAway(price * scale),
          amountMinor,
          discountMinor: roundHalfAway(discount * scale),
          unitCostMinor: cost === null ? null : roundHalfAway(cost * scale),
          customerCode: customerCode(cell(raw, "customerCode")),
          customerName: clean(cell(raw, "customerName")).slice(0, 200) || null,
          country: country === "" ? null : (countryCode(country) ?? null),
          channelCode: cell(raw, "channelCode") || null,
          locationCode: cell(raw, "locationCode") || null,
        },
      };
    },
  };
}

/** Spreadsheets write whole numbers as `17850.0`. */
function customerCode(text: string): string | null {
  if (text === "") return null;
  return text.replace(/^(\d+)\.0+$/, "$1").slice(0, 60);
}

function clean(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** `1,234.50`, `1234.5`, `-3`, `1.234,50`; null for anything else. */
export function readNumber(text: string): number | null {
  const t = text.replace(/[\s\u00a0£$€₹]/g, "");
  if (/^[-+]?\d{1,15}(\.\d{1,10})?$/.test(t)) return Number(t);
  if (/^[-+]?\d{1,3}(,\d{2,3})+(\.\d{1,10})?$/.test(t)) return Number(t.replaceAll(",", ""));
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d{1,10}$/.test(t)) return Number(t.replaceAll(".", "").replace(",", "."));
  if (/^[-+]?\d{1,12},\d{1,2}$/.test(t)) return Number(t.replace(",", "."));
  return null;
}

/** Halves go away from zero; the tiny push undoes what binary fractions lose of a decimal half. */
export function roundHalfAway(value: number): number {
  const size = Math.abs(value);
  return Math.sign(value) * Math.round(size + size * Number.EPSILON) || 0;
}

// Names that files use and ISO 3166 does not.
const otherNames: Record<string, string> = {
  eire: "IE",
  usa: "US",
  "united states of america": "US",
  uk: "GB",
  rsa: "ZA",
  "czech republic": "CZ",
  "channel islands": "JE",
  "south korea": "KR",
  uae: "AE",
};

function countryCodes(): (name: string) => string | undefined {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const byName = new Map<string, string>(Object.entries(otherNames));
  for (let a = 65; a <= 90; a += 1) {
    for (let b = 65; b <= 90; b += 1) {
      const code = String.fromCharCode(a, b);
      const name = names.of(code);
      if (name && name !== code && !byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), code);
    }
  }
  return (name) => (/^[A-Z]{2}$/.test(name) ? name : byName.get(name.toLowerCase()));
}
