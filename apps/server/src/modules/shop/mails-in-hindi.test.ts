import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { receiptsInHindi } from "../pos/receipts-in-hindi.ts";
import { mailsInHindi } from "./mails-in-hindi.ts";

const call = /\bt\(\s*("(?:[^"\\]|\\.)*")/g;

/** Every sentence that the sources below a folder say. */
function sentencesIn(folder: string): string[] {
  const root = path.resolve(import.meta.dirname, folder);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
    .flatMap((name) => [...readFileSync(path.join(root, name), "utf8").matchAll(call)])
    .map((match) => JSON.parse(match[1]!) as string);
}

test.each([
  ["the shop's mails", ".", mailsInHindi, 30],
  ["receipts by link and mail", "../pos", receiptsInHindi, 5],
] as const)(
  "a business that writes Hindi has every sentence of %s, with its places for values",
  (_, folder, hindi, least) => {
    const sentences = sentencesIn(folder);
    expect(new Set(sentences).size).toBeGreaterThanOrEqual(least);
    expect(sentences.filter((sentence) => !(sentence in hindi))).toEqual([]);
    const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();
    expect(Object.entries(hindi).filter(([english, words]) => `${holes(english)}` !== `${holes(words)}`)).toEqual([]);
  },
);
