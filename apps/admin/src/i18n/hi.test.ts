import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { englishUiText } from "@selvedge/ui";
import { describe, expect, it } from "vitest";
import { hindi } from "./hi.ts";

const root = path.resolve(import.meta.dirname, "..");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (name) => /\.tsx?$/.test(name) && !name.includes(".test.") && !name.includes("hindi"),
);
const call = /\bt\(\s*("(?:[^"\\]|\\.)*")/g;
const sentences = new Set(
  files.flatMap((name) =>
    [...readFileSync(path.join(root, name), "utf8").matchAll(call)].map((match) => JSON.parse(match[1]!) as string),
  ),
);
const known = (sentence: string) => sentence in hindi || `${sentence}_other` in hindi;

describe("Hindi", () => {
  it("has every sentence of the screens", () => {
    expect(sentences.size).toBeGreaterThan(400);
    expect([...sentences].filter((sentence) => !known(sentence))).toEqual([]);
  });
  it("has every word of the shared components", () => {
    expect(Object.values(englishUiText).filter((sentence) => !known(sentence))).toEqual([]);
  });
  it("keeps the places where values go", () => {
    const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();
    const broken = Object.entries(hindi).filter(([english, words]) => `${holes(english)}` !== `${holes(words)}`);
    expect(broken).toEqual([]);
  });
});
