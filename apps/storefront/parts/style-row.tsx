import type { Say } from "../i18n/fill-in.ts";
import type { StyleCard as Card, ShopFront } from "../lib/types.ts";
import { StyleCard } from "./style-card.tsx";

/** A shelf: styles side by side, on a phone to be pushed along. */
export function StyleRow(props: { shop: ShopFront; styles: readonly Card[]; label: string; t: Say }) {
  const { shop, styles, label, t } = props;
  return (
    // Reached by keyboard, so that what lies beyond the edge can be scrolled to.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the focus
    <section className="shelf" aria-label={label} tabIndex={0}>
      {styles.map((style) => (
        <StyleCard key={style.code} shop={shop} style={style} t={t} />
      ))}
    </section>
  );
}
