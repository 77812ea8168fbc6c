import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hindi, wordsOfScripts } from "./hindi/index.ts";

const root = path.resolve(import.meta.dirname, "..");
const call = /\bt\(\s*("(?:[^"\\]|\\.)*")/g;
const files = ["app", "lib", "parts"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
    .map((name) => ({ name, text: readFileSync(path.join(root, folder, name), "utf8") })),
);
const sentencesOf = (text: string) => [...text.matchAll(call)].map((match) => JSON.parse(match[1]!) as string);

test("Hindi has every sentence of the shop, with its places for values", () => {
  const sentences = new Set(files.flatMap((file) => sentencesOf(file.text)));
  expect(sentences.size).toBeGreaterThan(200);
  expect([...sentences].filter((sentence) => !(sentence in hindi))).toEqual([]);
  const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();
  expect(Object.entries(hindi).filter(([english, words]) => `${holes(english)}` !== `${holes(words)}`)).toEqual([]);
});

test("what a page's script says goes along with it", () => {
  const inScripts = files.filter((file) => file.text.includes("useWords("));
  const sentences = new Set(inScripts.flatMap((file) => sentencesOf(file.text)));
  const carried = wordsOfScripts(hindi);
  expect([...sentences].filter((sentence) => !(sentence in carried))).toEqual([]);
});
