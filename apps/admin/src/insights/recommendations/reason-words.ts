import type { Translate } from "../../i18n/i18n.ts";

export type Kind = "together" | "look" | "alike" | "customer" | "popular";

/** Why a style is shown, in words. */
export function reasonWords(t: Translate, source: Kind, reason: string | null): string {
  const count = reason?.match(/(\d+) baskets/)?.[1];
  if (count) return t("together in {{count}} baskets", { count: Number(count) });
  if (source === "popular") return t("sells well here now");
  const words: Partial<Record<Kind, string>> = {
    look: t("completes the look"),
    alike: t("alike in kind, colour and season"),
    customer: t("fits what they bought"),
  };
  return words[source] ?? "";
}
