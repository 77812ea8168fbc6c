import type { decideApi, OutputOf } from "@selvedge/contract";
import { formatNumber, formatShare, type Tone } from "@selvedge/ui";
import type { Translate } from "../../i18n/i18n.ts";

export type Anomaly = OutputOf<typeof decideApi.listAnomalies>["items"][number];

export const anomalyKinds: readonly Anomaly["kind"][] = ["price", "discount", "refund", "void", "stock", "sales"];
export const anomalyStatuses: readonly Anomaly["status"][] = ["open", "investigating", "confirmed", "dismissed"];

export function anomalyKindWords(t: Translate, kind: Anomaly["kind"]): string {
  return {
    price: t("Price"),
    discount: t("Discounts"),
    refund: t("Goods sent back"),
    void: t("Cancelled orders"),
    stock: t("Missing stock"),
    sales: t("Sales"),
  }[kind];
}

export function anomalyStatusWords(t: Translate, status: string): string {
  const words: Record<string, string> = {
    open: t("Open"),
    investigating: t("Being looked into"),
    confirmed: t("Confirmed"),
    dismissed: t("Dismissed"),
  };
  return words[status] ?? status;
}

export const anomalyTones: Record<Anomaly["status"], Tone> = {
  ...{ open: "warn", investigating: "note", confirmed: "bad", dismissed: "neutral" },
};

/** Where and about whom. */
export function anomalySubject(row: Anomaly): string {
  return [row.styleName, row.locationName ?? row.channelName, row.customerName, row.userName]
    .filter(Boolean)
    .join(" · ");
}

type Reason = Anomaly["reasons"][number];

/** What gave it away: the sentence of a rule, or a figure beside its usual one, or the figure that stands out most in an odd combination. */
export function reasonWords(t: Translate, { about, source, value, usual }: Reason, locale: string): string {
  const rule = ruleWords(t, about);
  if (rule) return rule;
  const shown = (figure: number) =>
    isShare(about)
      ? formatShare(figure, locale, 0)
      : formatNumber(figure, locale, { maximumFractionDigits: Math.abs(figure) < 10 ? 1 : 0 });
  const name = figureWords(t, about);
  if (source === "combination" && value !== null)
    return t("Unusual taken together, most of all {{figure}}: {{value}}", { figure: name, value: shown(value) });
  if (value === null || usual === null) return name;
  return t("{{figure}}: {{value}}, usually {{usual}}", { figure: name, value: shown(value), usual: shown(usual) });
}

function ruleWords(t: Translate, about: string): string | undefined {
  const words: Record<string, string> = {
    "price is a fifth of the usual or less: a decimal slip?": t(
      "The price was a fifth of the usual or less: a decimal slip?",
    ),
    "price is five times the usual or more: a decimal slip?": t(
      "The price was five times the usual or more: a decimal slip?",
    ),
    "every fifth line or more had a large discount that no promotion explains": t(
      "Every fifth line or more had a large discount that no promotion explains.",
    ),
    "sent back two thirds or more of what was bought, eight pieces or more": t(
      "Two thirds or more of what was bought came back, eight pieces or more.",
    ),
    "cancelled five orders or more in a day, a quarter or more of all they took": t(
      "Five orders or more were cancelled in a day, a quarter or more of all they took.",
    ),
    "an eighth or more of what should have been there was missing": t(
      "An eighth or more of what should have been there was missing.",
    ),
    "nothing sold on a day that usually sells well": t("Nothing was sold on a day that usually sells well."),
    "sold far more than usual": t("Far more was sold than usual."),
  };
  return words[about];
}

/** Names of the figures of a case. */
export function figureWords(t: Translate, name: string): string {
  const words: Record<string, string> = {
    priceRatio: t("Price beside the usual"),
    price: t("Price that day"),
    usualPrice: t("Usual price"),
    pieces: t("Pieces"),
    unexplainedShare: t("Lines with an unexplained discount"),
    unexplainedLines: t("Unexplained lines"),
    unexplainedValue: t("Unexplained discount"),
    lines: t("Lines that day"),
    returnedShare: t("Share sent back"),
    returnedPieces: t("Pieces sent back"),
    boughtPieces: t("Pieces bought"),
    returnedValue: t("Value sent back"),
    voids: t("Cancelled orders"),
    voidShare: t("Share cancelled"),
    orders: t("Orders"),
    voidedValue: t("Value cancelled"),
    missingShare: t("Share missing"),
    missingPieces: t("Pieces missing"),
    expectedPieces: t("Should have been there"),
    missingValue: t("Value missing"),
    surprise: t("Deviations from the usual"),
    ratio: t("Beside the usual"),
    usualPieces: t("Usual pieces"),
  };
  return words[name] ?? name;
}

export const isShare = (name: string): boolean => name.endsWith("Share") || name === "priceRatio" || name === "ratio";
export const isMoney = (name: string): boolean => name.endsWith("Value") || name === "price" || name === "usualPrice";
