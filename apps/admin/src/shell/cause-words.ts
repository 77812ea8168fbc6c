import type { ReturnReason } from "@selvedge/contract";
import type { Translate } from "../i18n/i18n.ts";

/** Why goods come back, as people say it. */
export const causeWords = (t: Translate): Record<ReturnReason, string> => ({
  too_small: t("Too small"),
  too_large: t("Too large"),
  not_as_shown: t("Not as shown"),
  damaged: t("Came damaged"),
  changed_mind: t("Changed their mind"),
  other: t("Another reason"),
});
