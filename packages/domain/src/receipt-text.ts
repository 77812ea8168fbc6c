import { formatMoney } from "./money.ts";

/** What a receipt is made of: a ticket as a till wrote it, and what a person would call its goods and people. */
export interface ReceiptFacts {
  receiptNumber: string;
  soldAt: string;
  cashierName: string;
  customerName: string | null;
  sale: ReceiptSale;
  /** What is said of a SKU, by its id. */
  descriptions: Readonly<Record<string, string>>;
  /** How often it was printed: from the second time on it is a copy. */
  prints: number;
}

export interface ReceiptSale {
  currency: string;
  priceMode: "inclusive" | "exclusive";
  lines: readonly {
    id: string;
    skuId: string;
    qty: number;
    unitPriceMinor: number;
    discountMinor: number;
    taxableMinor: number;
    totalMinor: number;
    taxTrace: readonly unknown[];
  }[];
  returns: readonly { lineId: string; skuId: string; qty: number; totalMinor: number }[];
  discountMinor: number;
  taxableMinor: number;
  totalMinor: number;
  returnedMinor: number;
  roundingMinor: number;
  tenders: readonly {
    method: "cash" | "card" | "upi";
    amountMinor: number;
    handedMinor?: number | undefined;
  }[];
}

/** Who sells: what stands at a receipt's head and foot. */
export interface ReceiptSeller {
  business: { legalName: string; country: string; taxNumber: string | null; locale: string; timeZone: string };
  shop: { name: string; address: unknown };
  till: { receiptFooter: string };
}

export interface ReceiptText {
  shop: string[];
  title: string;
  facts: [string, string][];
  lines: { key: string; what: string; detail: string; amount: string }[];
  sums: [string, string][];
  total: [string, string];
  taxes: [string, string][];
  paid: [string, string][];
  footer: string[];
  isCopy: boolean;
}

type Say = (sentence: string, values?: Record<string, string | number>) => string;

type Row = [string, string];

/** What a receipt says, once for the till's screen, paper and PDF and for the page that its link opens. */
export function receiptText(receipt: ReceiptFacts, seller: ReceiptSeller, t: Say): ReceiptText {
  const { sale } = receipt;
  const { business, shop, till } = seller;
  const money = (minor: number) => formatMoney(minor, sale.currency, business.locale);
  const dueMinor = sale.totalMinor - sale.returnedMinor + sale.roundingMinor;
  const inIndia = business.country === "IN";
  const taxNumber = business.taxNumber ? [`${inIndia ? "GSTIN" : t("Tax no.")} ${business.taxNumber}`] : [];
  const sold = inIndia && business.taxNumber ? t("Tax invoice") : t("Receipt");
  return {
    shop: [business.legalName, shop.name, ...addressLines(shop.address), ...taxNumber],
    title: sale.lines.length === 0 ? t("Return receipt") : sold,
    facts: factsOf(receipt, business, t),
    lines: linesOf(receipt, money, t),
    sums: [
      ...when(sale.discountMinor > 0, [t("You saved"), money(sale.discountMinor)]),
      ...when(sale.priceMode === "exclusive", [t("Before tax"), money(sale.taxableMinor)]),
      ...when(sale.roundingMinor !== 0, [t("Rounding"), money(sale.roundingMinor)]),
    ],
    total: [dueMinor < 0 ? t("Given back") : t("Total"), money(Math.abs(dueMinor))],
    taxes: taxLines(sale, money),
    paid: paidLines(sale, money, t),
    footer: [till.receiptFooter, t("Bring this receipt to return or exchange.")].filter(Boolean),
    isCopy: receipt.prints > 0,
  };
}

const when = (is: boolean, row: Row): Row[] => (is ? [row] : []);

function factsOf(receipt: ReceiptFacts, { locale, timeZone }: ReceiptSeller["business"], t: Say): Row[] {
  const at = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  return [
    [t("Receipt"), receipt.receiptNumber],
    [t("Date"), at.format(new Date(receipt.soldAt))],
    ...when(receipt.cashierName !== "", [t("Served by"), receipt.cashierName]),
    ...when(receipt.customerName !== null, [t("Customer"), receipt.customerName ?? ""]),
  ];
}

function linesOf({ sale, descriptions }: ReceiptFacts, money: (minor: number) => string, t: Say): ReceiptText["lines"] {
  const less = (minor: number) => (minor > 0 ? `, ${t("less")} ${money(minor)}` : "");
  return [
    ...sale.returns.map((r) => ({
      key: `${r.lineId} back`,
      what: descriptions[r.skuId] ?? "",
      detail: t("brought back, {{count}} x", { count: r.qty }),
      amount: money(-r.totalMinor),
    })),
    ...sale.lines.map((l) => ({
      key: l.id,
      what: descriptions[l.skuId] ?? "",
      detail: `${l.qty} x ${money(l.unitPriceMinor)}${less(l.discountMinor)}`,
      amount: money(sale.priceMode === "inclusive" ? l.totalMinor : l.taxableMinor),
    })),
  ];
}

/** Each way of paying with what was handed over, and the change of all of them together. */
function paidLines({ tenders }: ReceiptSale, money: (minor: number) => string, t: Say): Row[] {
  const names = { cash: t("Cash"), card: t("Card"), upi: "UPI" };
  const handed = tenders.filter((x) => x.handedMinor !== undefined);
  const changeMinor = handed.reduce((sum, x) => sum + (x.handedMinor ?? 0) - x.amountMinor, 0);
  return [
    ...tenders.map((x): Row => [names[x.method], money(x.handedMinor ?? x.amountMinor)]),
    ...when(handed.length > 0, [t("Change"), money(changeMinor)]),
  ];
}

/** Tax by component and rate, as the law wants it on the paper. */
function taxLines(sale: ReceiptSale, money: (minor: number) => string): Row[] {
  const sums = new Map<string, number>();
  for (const line of sale.lines) {
    for (const c of line.taxTrace as { component: string; ratePpm: number; taxMinor: number }[]) {
      const key = `${c.component} ${c.ratePpm / 10_000} %`;
      sums.set(key, (sums.get(key) ?? 0) + c.taxMinor);
    }
  }
  return [...sums].map(([name, minor]) => [name, money(minor)]);
}

function addressLines(address: unknown): string[] {
  if (typeof address !== "object" || address === null) return [];
  const a = address as Record<string, string | undefined>;
  return [a["line1"], a["line2"], [a["city"], a["postcode"]].filter(Boolean).join(" ")].filter((x): x is string =>
    Boolean(x),
  );
}
