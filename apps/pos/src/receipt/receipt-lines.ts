import type { tillApi } from "@selvedge/contract";
import { formatMoney } from "@selvedge/domain";
import type { KeptReceipt } from "../device/till-db.ts";

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

/** What a receipt says, once for screen, paper and PDF. */
export function receiptText(receipt: KeptReceipt, head: tillApi.TillHead, t: Say): ReceiptText {
  const { sale, descriptions } = receipt;
  const { business, shop } = head;
  const money = (minor: number) => formatMoney(minor, sale.currency, business.locale);
  const at = new Intl.DateTimeFormat(business.locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: business.timeZone,
  });
  const inclusive = sale.priceMode === "inclusive";
  const handed = sale.tenders.find((x) => x.handedMinor !== undefined);
  const dueMinor = sale.totalMinor - sale.returnedMinor + sale.roundingMinor;
  const names = { cash: t("Cash"), card: t("Card"), upi: "UPI" };
  return {
    shop: [
      business.legalName,
      shop.name,
      ...addressLines(shop.address),
      ...(business.taxNumber ? [`${business.country === "IN" ? "GSTIN" : t("Tax no.")} ${business.taxNumber}`] : []),
    ],
    title:
      sale.lines.length === 0
        ? t("Return receipt")
        : business.country === "IN" && business.taxNumber
          ? t("Tax invoice")
          : t("Receipt"),
    facts: [
      [t("Receipt"), receipt.receiptNumber],
      [t("Date"), at.format(new Date(receipt.soldAt))],
      [t("Served by"), receipt.cashierName],
      ...(receipt.customerName ? ([[t("Customer"), receipt.customerName]] as [string, string][]) : []),
    ],
    lines: [
      ...sale.returns.map((r) => ({
        key: `${r.lineId} back`,
        what: descriptions[r.skuId] ?? "",
        detail: t("brought back, {{count}} x", { count: r.qty }),
        amount: money(-r.totalMinor),
      })),
      ...sale.lines.map((l) => ({
        key: l.id,
        what: descriptions[l.skuId] ?? "",
        detail: `${l.qty} x ${money(l.unitPriceMinor)}${l.discountMinor > 0 ? `, ${t("less")} ${money(l.discountMinor)}` : ""}`,
        amount: money(inclusive ? l.totalMinor : l.taxableMinor),
      })),
    ],
    sums: [
      ...(sale.discountMinor > 0 ? ([[t("You saved"), money(sale.discountMinor)]] as [string, string][]) : []),
      ...(inclusive ? [] : ([[t("Before tax"), money(sale.taxableMinor)]] as [string, string][])),
      ...(sale.roundingMinor !== 0 ? ([[t("Rounding"), money(sale.roundingMinor)]] as [string, string][]) : []),
    ],
    total: [dueMinor < 0 ? t("Given back") : t("Total"), money(Math.abs(dueMinor))],
    taxes: taxLines(sale, money),
    paid: [
      ...sale.tenders.map((x): [string, string] => [names[x.method], money(x.handedMinor ?? x.amountMinor)]),
      ...(handed ? ([[t("Change"), money((handed.handedMinor ?? 0) - handed.amountMinor)]] as [string, string][]) : []),
    ],
    footer: [head.till.receiptFooter, t("Bring this receipt to return or exchange.")].filter(Boolean),
    isCopy: receipt.prints > 0,
  };
}

/** Tax by component and rate, as the law wants it on the paper. */
function taxLines(sale: tillApi.TillSale, money: (minor: number) => string): [string, string][] {
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
