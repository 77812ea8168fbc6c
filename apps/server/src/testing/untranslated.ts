import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const call = /\bt\(\s*("(?:[^"\\]|\\.)*")/g;
const holes = (text: string): string => `${[...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort()}`;

/**
 * What the sources in a folder say by `t("...")`, held against its Hindi.
 * @returns how many sentences there are, and those that Hindi lacks or says with other places for values
 */
export function untranslated(folder: string, hindi: Readonly<Record<string, string>>) {
  const sentences = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
    .flatMap((name) => [...readFileSync(path.join(folder, name), "utf8").matchAll(call)])
    .map((match) => JSON.parse(match[1]!) as string);
  return {
    count: new Set(sentences).size,
    missing: sentences.filter((sentence) => !(sentence in hindi)),
    odd: Object.entries(hindi).filter(([english, words]) => holes(english) !== holes(words)),
  };
}
