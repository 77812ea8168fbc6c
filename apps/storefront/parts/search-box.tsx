"use client";

import { formatMoney } from "@selvedge/domain";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import { categoryPath, collectionPath, stylePath } from "../lib/format.ts";
import type { StyleCard } from "../lib/types.ts";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.tsx";

interface Suggestions {
  searchedFor: string | null;
  links: { kind: "category" | "collection"; slug: string; name: string }[];
  items: StyleCard[];
}

const waitMs = 120;

/** The search box: a form like any other, which on top suggests while one types. */
export function SearchBox({ currency, locale }: { currency: string; locale: string }) {
  const t = useWords();
  const [q, setQ] = useState("");
  const [found, setFound] = useState<Suggestions | null>(null);
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const listId = useId();

  useEffect(() => {
    if (q.trim().length < 2) {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(q.trim())}`, { signal: abort.signal }).catch(
        () => null,
      );
      if (answer?.ok) setFound((await answer.json()) as Suggestions);
    }, waitMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q]);

  const close = () => setOpen(false);
  const isShown = isOpen && found !== null && found.links.length + found.items.length > 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> would wrap the form that listens
    <form
      ref={box}
      role="search"
      action="/search"
      method="get"
      className="search-box"
      onBlur={(event) => !box.current?.contains(event.relatedTarget) && close()}
      onKeyDown={(event) => event.key === "Escape" && close()}
      onSubmit={(event) => {
        event.preventDefault();
        close();
        router.push(`/search?q=${encodeURIComponent(q.trim())}`);
      }}
    >
      <label>
        <span className="unseen">{t("Search the shop")}</span>
        <input
          type="search"
          name="q"
          value={q}
          maxLength={100}
          autoComplete="off"
          placeholder={t("Search")}
          aria-controls={isShown ? listId : undefined}
          onFocus={() => setOpen(true)}
          onChange={(event) => {
            setQ(event.target.value);
            setOpen(true);
          }}
        />
      </label>
      <button type="submit" aria-label={t("Search")}>
        <Icon name="search" />
      </button>
      {isShown && (
        <div className="suggestions" id={listId}>
          <ul aria-label={t("Suggestions")}>
            {found.links.map((link) => (
              <li key={`${link.kind} ${link.slug}`}>
                <Link
                  href={link.kind === "category" ? categoryPath(link.slug) : collectionPath(link.slug)}
                  prefetch={false}
                  onClick={close}
                >
                  {link.name}
                </Link>
              </li>
            ))}
            {found.items.map((style) => (
              <li key={style.code}>
                <Link href={stylePath(style)} prefetch={false} onClick={close} className="suggestion">
                  {style.colours[0]?.pictureUrl && (
                    <img src={`${style.colours[0].pictureUrl}?w=96`} alt="" width={40} height={50} />
                  )}
                  <span>{style.name}</span>
                  <span className="quiet">
                    {formatMoney(style.priceMinor, currency, locale).replace(/[.,]00$/, "")}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
