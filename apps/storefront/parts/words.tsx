"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { fillIn, type Say } from "../i18n/fill-in.ts";

const Words = createContext<Readonly<Record<string, string>> | null>(null);

/** Gives the page's scripts their sentences; null for English, which they carry themselves. */
export function WordsProvider(props: { words: Readonly<Record<string, string>> | null; children: ReactNode }) {
  return <Words value={props.words}>{props.children}</Words>;
}

/** As `getWords`, in the browser. */
export function useWords(): Say {
  const words = useContext(Words);
  return useMemo(() => (sentence, values) => fillIn(words?.[sentence] ?? sentence, values), [words]);
}
