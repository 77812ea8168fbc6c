import { meantWord, wordsOf } from "@selvedge/domain";
import type { Shelved } from "./read-shelf.ts";

/** Words that a style is found by, first those that name it. */
function textOf(style: Shelved): string {
  const { code, name, brand, gender, fabric, categoryName, colours } = style;
  const named = colours.flatMap((c) => [c.name, c.family ?? ""]);
  return [name, code, brand, categoryName, gender, fabric, style.searchText, ...named].filter(Boolean).join(" ");
}

export interface SearchedShelf {
  styles: Shelved[];
  /** The words as they were understood, where that is not how they were typed. */
  searchedFor: string | null;
}

/**
 * Finds styles by words, all of which must be in a style; a word that nothing has is read as the nearest one there is.
 * Names that begin with the words come first. In memory: a shop shows hundreds to thousands of styles.
 */
export function searchShelf(shelf: readonly Shelved[], q: string): SearchedShelf {
  const typed = wordsOf(q).slice(0, 8);
  if (typed.length === 0) return { styles: [...shelf], searchedFor: null };
  const texts = new Map(shelf.map((style) => [style, wordsOf(textOf(style))]));
  const vocabulary = new Map<string, number>();
  for (const words of texts.values()) {
    for (const word of new Set(words)) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
  }
  const meant = typed.map((word) => meantWord(word, vocabulary) ?? meantWord(singularOf(word), vocabulary));
  if (meant.includes(null)) return { styles: [], searchedFor: null };
  const wanted = meant as string[];
  const found = shelf.filter((style) => {
    const text = texts.get(style)!.join(" ");
    return wanted.every((word) => text.includes(word));
  });
  const rank = (style: Shelved) => {
    const name = wordsOf(style.name);
    return wanted.reduce(
      (sum, word) => sum + (name.includes(word) ? 2 : name.some((n) => n.startsWith(word)) ? 1 : 0),
      0,
    );
  };
  const ranked = found.map((style) => ({ style, rank: rank(style) })).sort((a, b) => b.rank - a.rank);
  const understood = wanted.some((word, i) => word !== typed[i] && word !== singularOf(typed[i]!));
  return { styles: ranked.map((r) => r.style), searchedFor: understood ? wanted.join(" ") : null };
}

const singularOf = (word: string): string => (word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word);
