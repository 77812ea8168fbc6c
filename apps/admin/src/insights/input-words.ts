import type { Translate } from "../i18n/i18n.ts";

/** What an input is, in the reader's language: the catalogue of the server tells it in English. */
export function inputWords(t: Translate, says: string): string {
  const words: Record<string, string> = {
    "What a piece cost, by SKU on sale": t("What a piece cost, by SKU on sale"),
    "What a piece brings before tax, by SKU on sale": t("What a piece brings before tax, by SKU on sale"),
    "Available pieces by SKU and place": t("Available pieces by SKU and place"),
    "Share of SKUs and places that a forecast speaks of": t("Share of SKUs and places that a forecast speaks of"),
    "Share of a style's pieces that came back": t("Share of a style's pieces that came back"),
    "Share of selling days on which the size was on the shelf": t(
      "Share of selling days on which the size was on the shelf",
    ),
    "Sales before tax of a customer on a day": t("Sales before tax of a customer on a day"),
    "Sales less cost of that day": t("Sales less cost of that day"),
    "Discount as a share of the price": t("Discount as a share of the price"),
    "Pieces sent back as a share": t("Pieces sent back as a share"),
    "Price of a sale beside the style's usual": t("Price of a sale beside the style's usual"),
    "Lines of a shop's day with a discount that no promotion explains": t(
      "Lines of a shop's day with a discount that no promotion explains",
    ),
    "Share sent back, by customer and month": t("Share sent back, by customer and month"),
    "Share of a person's day that was cancelled": t("Share of a person's day that was cancelled"),
    "Share missing when counted": t("Share missing when counted"),
    "Sales of a day beside the usual": t("Sales of a day beside the usual"),
    "Pieces ordered per SKU and place on days that sold": t("Pieces ordered per SKU and place on days that sold"),
    "Days with a sale per SKU and place": t("Days with a sale per SKU and place"),
    "Base price of the style at the cut-off": t("Base price of the style at the cut-off"),
    "Share of series whose stock ledger tells when the shelf was empty": t(
      "Share of series whose stock ledger tells when the shelf was empty",
    ),
    "Share of days on which the shelf was empty, so that demand was hidden": t(
      "Share of days on which the shelf was empty, so that demand was hidden",
    ),
    "Net sales posted per day, all accounts of sales": t("Net sales posted per day, all accounts of sales"),
    "Days from a promotion's announcement to its start": t("Days from a promotion's announcement to its start"),
    "Pieces a past style sold in its first weeks": t("Pieces a past style sold in its first weeks"),
    "Paid price as a share of the shelf price": t("Paid price as a share of the shelf price"),
    "Different styles in one basket": t("Different styles in one basket"),
  };
  return words[says] ?? says;
}

/** In what an input is counted. */
export function unitWords(t: Translate, unit: string, currency: string): string {
  const words: Record<string, string> = {
    ...{ pieces: t("pieces"), days: t("days"), share: t("share"), weeks: t("weeks"), orders: t("orders") },
    ...{ styles: t("styles"), sizes: t("sizes"), ratio: t("ratio") },
    ...{ money: currency, "minor units": currency },
  };
  return words[unit] ?? unit;
}

/** Whose facts an input is made of: an area of the program, as the menu calls it. */
export function ownerWords(t: Translate, owner: string): string {
  const words: Record<string, string> = {
    ...{ sales: t("Sales"), inventory: t("Stock"), pricing: t("Prices"), ledger: t("Books") },
    ...{ fulfilment: t("Shipping"), insights: t("Insights") },
  };
  return words[owner] ?? owner;
}
