import type { decideApi, OutputOf } from "@selvedge/contract";
import { Money, Quantity, Share } from "@selvedge/ui";
import type { ReactNode } from "react";
import type { Translate } from "../../i18n/i18n.ts";

export type Suggestion = OutputOf<typeof decideApi.listSuggestions>["items"][number];
export type SuggestionKind = Suggestion["kind"];

export const suggestionKinds: readonly SuggestionKind[] = [
  ...(["reorder", "transfer", "price", "markdown", "call_customer", "fix_fit"] as const),
];

/** A kind of suggestion, as a heading. */
export function suggestionKindWords(t: Translate, kind: SuggestionKind): string {
  return {
    reorder: t("Buy"),
    transfer: t("Send to a shop"),
    price: t("Price"),
    markdown: t("Markdown"),
    call_customer: t("Call a customer"),
    fix_fit: t("Mend a style"),
  }[kind];
}

const piecesOf = (lines: readonly { qty: number }[]) => lines.reduce((sum, line) => sum + line.qty, 0);

/** What would be done, in a sentence. */
export function whatWords(
  t: Translate,
  s: Suggestion,
  money: (minor: number) => string,
  day: (on: string) => string,
): string {
  const { action } = s;
  switch (action.kind) {
    case "reorder":
      return t("Buy {{pieces}} pieces in {{count}} SKUs, on the shelf by {{day}}", {
        pieces: piecesOf(action.lines),
        count: action.lines.length,
        day: day(action.expectedOn),
      });
    case "transfer":
      return t("Send {{count}} pieces from {{from}} to {{to}}", {
        count: piecesOf(action.lines),
        from: s.fromLocationName ?? "",
        to: s.toLocationName ?? "",
      });
    case "price":
      return t("{{before}} becomes {{after}} from {{day}}", {
        before: money(action.presentPriceMinor),
        after: money(action.priceMinor),
        day: day(action.validFrom),
      });
    case "markdown": {
      const last = action.steps.at(-1)!;
      return t("Down from {{before}} to {{last}} by {{day}}, in {{count}} steps", {
        before: money(action.presentPriceMinor),
        last: money(last.priceMinor),
        count: action.steps.filter((step) => step.priceMinor < action.presentPriceMinor).length,
        day: day(last.validFrom),
      });
    }
    case "call_customer":
      return t("Call or write by {{day}}: their next order is overdue", { day: day(action.callBy) });
    case "fix_fit":
      return {
        small: t("Runs small: have the maker let it out or grade it up, told by {{day}}", { day: day(action.tellBy) }),
        large: t("Runs large: have the maker take it in or grade it down, told by {{day}}", {
          day: day(action.tellBy),
        }),
        often: t("Comes back unusually often: find out why by {{day}}", { day: day(action.tellBy) }),
      }[action.wrong];
  }
}

/** What was done at once, told where it was decided. */
export function doneWords(t: Translate, kind: SuggestionKind): string {
  return {
    reorder: t("On the buy list now, to be ordered"),
    transfer: t("The pieces are moved"),
    price: t("The new price begins on its day"),
    markdown: t("The lower prices begin on their days"),
    call_customer: t("Noted: you will call"),
    fix_fit: t("Noted: you will tell the maker"),
  }[kind];
}

/** Names of what moved a suggestion. */
export function driverName(t: Translate, factor: string): string {
  const words: Record<string, string> = {
    "expected pieces": t("Expected to sell"),
    "expected pieces at the present price": t("Expected at the present price"),
    "pieces a week": t("Sells a week"),
    "pieces a week there": t("Sells a week there"),
    "available and coming": t("Available and coming"),
    "available there": t("Available there"),
    "SKUs at or under their reorder point": t("SKUs to buy"),
    "weeks it then lasts": t("Weeks it then lasts"),
    "days from order to shelf": t("Days from order to shelf"),
    "cost of the buy": t("Cost of the buy"),
    "price elasticity": t("Price elasticity"),
    "unit cost": t("Cost of a piece"),
    "largest step": t("Largest step allowed"),
    "days looked at": t("Days looked at"),
    "pieces on hand": t("On hand"),
    "weeks left": t("Weeks left"),
    "sold by the end with the plan": t("Sold by the end with the plan"),
    "sold by the end at the present price": t("Sold by the end at the present price"),
    "days past the usual next order": t("Days past the usual order"),
    "orders so far": t("Orders so far"),
    "margin of a usual order": t("Margin of a usual order"),
    "still a customer": t("Still a customer"),
    "share sent back": t("Comes back"),
    "usual in its category": t("Usual in its category"),
    "sent back as too small": t("Sent back as too small"),
    "sent back as too large": t("Sent back as too large"),
    "sizes off": t("Off by sizes"),
    "pieces a year": t("Sells a year"),
    "margin of a piece": t("Margin of a piece"),
  };
  return words[factor] ?? factor;
}

/** A driver's figure in its unit. */
export function driverFigure(driver: Suggestion["drivers"][number], currency: string): ReactNode {
  if (driver.unit === "money") return <Money amountMinor={driver.value} currency={currency} show="compact" />;
  if (driver.unit === "share") return <Share value={driver.value} digits={0} />;
  const value = driver.value;
  return (
    <Quantity value={value === null ? null : Math.abs(value) >= 20 ? Math.round(value) : Math.round(value * 10) / 10} />
  );
}

/** What stands behind the interval and the backtest. */
export function noteWords(t: Translate, note: string): string {
  const words: Record<string, string> = {
    "from what sold in the last eight weeks": t("from what sold in the last eight weeks"),
    "mostly from this style's own history": t("mostly from this style's own history"),
    "mostly from styles alike": t("mostly from styles alike"),
    "at the ends of the elasticity's range": t("at the ends of the elasticity's range"),
    "worth of one usual order, as likely as they are still a customer": t(
      "worth of one usual order, as likely as they are still a customer",
    ),
    "margin of pieces sold beyond what had been there": t("margin of pieces sold beyond what had been there"),
    "margin against as many days before": t("margin against as many days before"),
    "margin of what they ordered since": t("margin of what they ordered since"),
    "margin of a year's pieces that come back beyond what is usual": t(
      "margin of a year's pieces that come back beyond what is usual",
    ),
    "margin of pieces that came back less often than before": t(
      "margin of pieces that came back less often than before",
    ),
  };
  return words[note] ?? note;
}
