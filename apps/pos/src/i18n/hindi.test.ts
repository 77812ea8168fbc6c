import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hindi } from "./hindi.ts";

const root = path.resolve(import.meta.dirname, "..");
const call = /\bt\(\s*("(?:[^"\\]|\\.)*")/g;

test("Hindi has every sentence of the till, with its places for values", () => {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  // The receipt's own words stand with the rules that the server shares.
  const shared = path.resolve(root, "../../../packages/domain/src/receipt-text.ts");
  const sentences = [...files.map((name) => path.join(root, name)), shared].flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(call)].map((match) => JSON.parse(match[1]!) as string),
  );
  expect(new Set(sentences).size).toBeGreaterThan(200);
  expect(sentences.filter((s) => !(s in hindi) && !(`${s}_other` in hindi))).toEqual([]);
  const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();
  expect(Object.entries(hindi).filter(([english, words]) => `${holes(english)}` !== `${holes(words)}`)).toEqual([]);
});
