import { formatMoney, type ShiftReport } from "@selvedge/domain";
import type { Translate } from "../i18n/i18n.ts";

/** An X or Z report in words, once for screen and paper. */
export interface ReportText {
  title: string;
  counts: string;
  groups: [string, string][][];
  /** How the count came out; null while there is none. */
  outcome: { words: string; amount: string; isExact: boolean } | null;
  /** Said instead of the drawer's cash, before a blind count. */
  note: string | null;
}

interface Terms {
  currency: string;
  locale: string;
  /** Whoever counts the drawer without knowing what should be in it sees no cash before the count. */
  isBlind: boolean;
}

export function reportText(
  report: ShiftReport,
  title: string,
  { currency, locale, isBlind }: Terms,
  t: Translate,
): ReportText {
  const money = (minor: number) => formatMoney(minor + 0, currency, locale);
  const names: Record<string, string> = { cash: t("Cash"), card: t("Card"), upi: "UPI" };
  const rows = (some: readonly (readonly [string, number])[]) =>
    some.flatMap(([name, minor]): [string, string][] => (minor === 0 ? [] : [[name, money(minor)]]));
  const hides = isBlind && report.countedMinor === null;
  const tenders = report.tenders.filter((x) => !hides || x.method !== "cash");
  const drawer: [string, string][] = hides
    ? []
    : [
        [t("Float"), money(report.floatMinor)],
        ...rows([
          [t("Put in"), report.cashInMinor],
          [t("Taken out"), -report.cashOutMinor],
        ]),
        [t("Should be in the drawer"), money(report.expectedMinor)],
        ...(report.countedMinor === null ? [] : ([[t("Counted"), money(report.countedMinor)]] as [string, string][])),
      ];
  const difference = report.differenceMinor;
  return {
    title,
    counts: `${t("{{count}} receipts", { count: report.receipts })} · ${t("{{count}} pieces", { count: report.pieces })}`,
    groups: [
      [
        [t("Sales"), money(report.salesMinor)] as [string, string],
        ...rows([
          [t("Brought back"), -report.returnsMinor],
          [t("Discounts given"), report.discountMinor],
          [t("Tax in sales"), report.taxMinor],
          [t("Rounding"), report.roundingMinor],
        ]),
      ],
      tenders.map((x): [string, string] => [`${names[x.method] ?? x.method} (${x.count})`, money(x.amountMinor)]),
      drawer,
    ].filter((group) => group.length > 0),
    outcome:
      difference === null
        ? null
        : {
            words: difference < 0 ? t("Short") : difference > 0 ? t("Over") : t("Exactly right"),
            amount: money(Math.abs(difference)),
            isExact: difference === 0,
          },
    note: hides ? t("The cash is shown after the count; somebody who approves sees it here at once.") : null,
  };
}
