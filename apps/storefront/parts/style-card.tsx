import Link from "next/link";
import type { Say } from "../i18n/fill-in.ts";
import { stylePath } from "../lib/format.ts";
import type { StyleCard as Card, ShopFront } from "../lib/types.ts";
import { Picture } from "./picture.tsx";
import { Price } from "./price.tsx";
import { Swatch } from "./swatch.tsx";

const mostSwatches = 5;
export const cardSizes = "(min-width: 1200px) 290px, (min-width: 700px) 31vw, 47vw";

/** A style in a list: one picture, its colours, name and price; the whole card leads to its page. */
export function StyleCard(props: {
  shop: ShopFront;
  style: Card;
  t: Say;
  isFirst?: boolean;
  /** The list was narrowed to colours: the card leads to the one it shows. */
  isInColour?: boolean;
}) {
  const { shop, style, t, isFirst, isInColour } = props;
  const [first] = style.colours;
  const colour = isInColour && first ? `?colour=${encodeURIComponent(first.code)}` : "";
  const more = style.colours.length - mostSwatches;
  return (
    <article className="card">
      <div className="card-picture">
        <Picture url={first?.pictureUrl ?? null} hex={first?.hex} alt="" sizes={cardSizes} isFirst={isFirst ?? false} />
        {style.isSoldOut ? (
          <span className="mark">{t("Sold out")}</span>
        ) : style.listMinor > style.priceMinor ? (
          <span className="mark mark-accent">{t("Sale")}</span>
        ) : (
          style.isNew && <span className="mark">{t("New")}</span>
        )}
      </div>
      <h3 className="card-name">
        <Link href={`${stylePath(style)}${colour}`} prefetch={false} className="card-link">
          {style.name}
        </Link>
      </h3>
      <Price shop={shop} price={style} t={t} />
      <ul className="card-colours" aria-label={t("Colours")}>
        {style.colours.slice(0, mostSwatches).map((colour) => (
          <li key={colour.code} className={colour.isSoldOut ? "faint" : undefined}>
            <Swatch hex={colour.hex} size={14} />
            <span className="unseen">{colour.name}</span>
          </li>
        ))}
        {more > 0 && <li>+{more}</li>}
      </ul>
    </article>
  );
}
