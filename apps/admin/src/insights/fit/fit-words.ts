import type { decideApi, OutputOf } from "@selvedge/contract";
import type { Translate } from "../../i18n/i18n.ts";
import { causeWords } from "../../shell/cause-words.ts";

export type StyleFit = OutputOf<typeof decideApi.listStyleFits>["items"][number];
export type Cut = NonNullable<StyleFit["cut"]>;
type Reason = StyleFit["reasons"][number]["reason"];

/** How a style is cut, as one would say it to a shopper. */
export function cutWords(t: Translate, { verdict, step }: Pick<Cut, "verdict" | "step">): string {
  if (verdict === "true") return t("Runs true to size");
  if (verdict === "small") {
    if (step >= 2) return t("Runs very small: most take two sizes up");
    return step === 1 ? t("Runs small: most take one size up") : t("Runs a little small");
  }
  if (step <= -2) return t("Runs very large: most take two sizes down");
  return step === -1 ? t("Runs large: most take one size down") : t("Runs a little large");
}

/** The verdict in a word or two, for narrow places. */
export const verdictWords = (t: Translate, verdict: Cut["verdict"]): string =>
  ({ small: t("Runs small"), true: t("True to size"), large: t("Runs large") })[verdict];

/** What the verdict stands on. */
export function evidenceWords(t: Translate, { verdict, pieces, small, large }: Cut): string {
  if (verdict === "large") return t("{{back}} of {{pieces}} came back as too large", { back: large, pieces });
  if (verdict === "small") return t("{{back}} of {{pieces}} came back as too small", { back: small, pieces });
  return t("{{small}} too small and {{large}} too large of {{pieces}}", { small, large, pieces });
}

/** Why pieces came back, where it was told. */
export const reasonWords = (t: Translate, reason: Reason): string =>
  reason === "unsaid" ? t("No reason told") : causeWords(t)[reason];

/** What to do about a style, by what is wrong with it most. */
export function adviceWords(t: Translate, { cut, isUnusual, reasons }: StyleFit): string {
  if (cut?.verdict === "small") return t("Let out the pattern or grade it up; the shop already says to size up.");
  if (cut?.verdict === "large") return t("Take in the pattern or grade it down; the shop already says to size down.");
  if (!isUnusual) return t("Nothing to do.");
  const most = [...reasons].sort((a, b) => b.pieces - a.pieces)[0]?.reason;
  const words: Partial<Record<Reason, string>> = {
    not_as_shown: t("Take new pictures and check the colour names."),
    damaged: t("Look at how it is made and packed."),
    changed_mind: t("Say more about cloth and fit on its page."),
  };
  return (most && words[most]) ?? t("Ask those who sent it back what was wrong.");
}

/** The reason behind most returns of a style; null where nothing came back. */
export const mostOften = ({ reasons }: StyleFit): StyleFit["reasons"][number] | null =>
  [...reasons].sort((a, b) => b.pieces - a.pieces).find((r) => r.pieces > 0) ?? null;
