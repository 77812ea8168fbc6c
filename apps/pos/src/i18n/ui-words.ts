import type { UiText } from "@selvedge/ui";
import type { Translate } from "./i18n.ts";

/** The words that the shared components speak on the till, in the cashier's language. */
export const uiWords = (t: Translate): Partial<UiText> => ({
  close: t("Close"),
  cancel: t("Cancel"),
  clear: t("Clear"),
  search: t("Search"),
  loading: t("Loading"),
  noMatches: t("Nothing matches"),
  noPicture: t("no picture"),
  notice: t("Notice"),
  notices: t("Notices"),
  dismiss: t("Dismiss"),
});
