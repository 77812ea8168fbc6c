import Link from "next/link";
import type { Say } from "../i18n/fill-in.ts";
import { categoryPath, collectionPath, piecesWords } from "../lib/format.ts";
import type { ShopFront } from "../lib/types.ts";
import { Icon } from "./icon.tsx";
import { Menu } from "./menu.tsx";
import { SearchBox } from "./search-box.tsx";

const mostInRow = 7;

/** The shop's head: what is to be said first, what it has, search, account and bag. On a phone the categories fold into a menu that needs no script. */
export function Header(props: { shop: ShopFront; pieces: number; isSignedIn: boolean; t: Say }) {
  const { shop, pieces, isSignedIn, t } = props;
  const collections = shop.collections.map((c) => ({ href: collectionPath(c.slug), name: c.name }));
  const categories = shop.categories.map((c) => ({ href: categoryPath(c.code), name: c.name }));
  return (
    <header className="head">
      {shop.announcement && <p className="announcement">{shop.announcement}</p>}
      <div className="head-row">
        <Menu label={t("Menu")}>
          <nav aria-label={t("All of the shop")} className="menu-sheet">
            <ul>
              {[...collections, ...categories].map((link) => (
                <li key={link.href}>
                  <Link href={link.href} prefetch={false}>
                    {link.name}
                  </Link>
                </li>
              ))}
              <li>
                <Link href="/orders" prefetch={false}>
                  {t("Track an order")}
                </Link>
              </li>
            </ul>
          </nav>
        </Menu>
        <Link href="/" className="brand" aria-label={t("{{shop}}, home", { shop: shop.title })}>
          {shop.logoUrl ? <img src={shop.logoUrl} alt="" height={32} /> : shop.title}
        </Link>
        <SearchBox currency={shop.currency} locale={shop.locale} />
        <div className="head-links">
          <Link href="/search" className="head-link only-phone" prefetch={false} aria-label={t("Search")}>
            <Icon name="search" />
          </Link>
          <Link
            href="/account"
            className="head-link"
            prefetch={false}
            aria-label={isSignedIn ? t("Your account") : t("Sign in")}
          >
            <Icon name="person" />
          </Link>
          <Link
            href="/bag"
            className="head-link"
            prefetch={false}
            aria-label={t("Bag, {{pieces}}", { pieces: piecesWords(pieces, t) })}
          >
            <Icon name="bag" />
            {pieces > 0 && <span className="bag-count">{pieces}</span>}
          </Link>
        </div>
      </div>
      <nav className="head-nav" aria-label={t("Categories")}>
        <ul>
          {[...collections.slice(0, 2), ...categories.slice(0, mostInRow)].map((link) => (
            <li key={link.href}>
              <Link href={link.href} prefetch={false}>
                {link.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
