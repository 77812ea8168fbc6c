import type { Translate } from "../../i18n/i18n.ts";

/** Name of a segment and what to do with those in it. */
export function segmentWords(t: Translate, segment: string): { name: string; action: string } {
  const words: Record<string, { name: string; action: string }> = {
    new: { name: t("New"), action: t("Welcome them; offer the piece that completes the first purchase.") },
    champions: { name: t("Champions"), action: t("Show new arrivals first; ask for reviews; no discount needed.") },
    loyal: { name: t("Loyal"), action: t("Reward with points or early access; recommend higher lines.") },
    big_spenders: { name: t("Big spenders"), action: t("Personal contact; complete looks; keep sizes in stock.") },
    promising: { name: t("Promising"), action: t("Invite to a second category; remind of items viewed.") },
    cannot_lose: { name: t("Cannot lose"), action: t("Call or write in person; find out what went wrong.") },
    at_risk: { name: t("At risk"), action: t("Win back with what they used to buy, in their size.") },
    need_attention: { name: t("Need attention"), action: t("A timely offer on the season's basics.") },
    hibernating: { name: t("Hibernating"), action: t("One reminder at the season's start; nothing costly.") },
    lost: { name: t("Lost"), action: t("Leave out of paid campaigns; keep on the sale announcement.") },
    not_bought: { name: t("Not bought yet"), action: t("Invite to a first purchase; nothing is known of them yet.") },
  };
  return words[segment] ?? { name: segment, action: "" };
}

/** Keys of all segments, best first. */
export const segmentKeys = [
  ...["champions", "loyal", "big_spenders", "promising", "new", "need_attention", "cannot_lose", "at_risk"],
  ...["hibernating", "lost", "not_bought"],
];

/** What speaks for or against staying away, as a person would say it of that customer. */
export function churnReasonWords(
  t: Translate,
  reason: { feature: string; value: number | null },
  write: { number: (value: number) => string; share: (value: number) => string; money: (minor: number) => string },
): string {
  const value = reason.value ?? 0;
  const count = Math.round(value);
  const words: Record<string, string> = {
    "days since last purchase": t("last bought {{count}} days ago", { count }),
    purchases: t("{{count}} purchases so far", { count }),
    "purchases in 180 days": t("{{count}} purchases in 180 days", { count }),
    "days as a customer": t("a customer for {{count}} days", { count }),
    "usual days between purchases": t("buys every {{count}} days", { count: Math.max(1, count) }),
    "wait beside the usual": t("waits {{times}} times as long as usual", { times: write.number(value) }),
    "sales per purchase": t("{{amount}} per purchase", { amount: write.money(Math.round(value * 100)) }),
    "share of discount": t("{{share}} off on average", { share: write.share(value) }),
    "share sent back": t("{{share}} sent back", { share: write.share(value) }),
    "last purchase beside the usual": t("last purchase {{share}} of the usual", { share: write.share(value) }),
  };
  return words[reason.feature] ?? reason.feature;
}
