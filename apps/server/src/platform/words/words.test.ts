import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hindiSentences } from "./hindi.ts";
import { inLanguage, languageOf } from "./in-language.ts";

const source = path.resolve(import.meta.dirname, "../..");
/** Where people meet the program before and around their work; the other areas speak Hindi by the title of each refusal. */
const spoken = ["platform", ...["identity", "tenancy", "privacy", "archive", "audit"].map((name) => `modules/${name}`)];

/** Every sentence that a refusal of these folders is written with, holes numbered. */
const sentences = spoken
  .flatMap((folder) =>
    readdirSync(path.join(source, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/\.test\.ts$|testing\//.test(name))
      .map((name) => readFileSync(path.join(source, folder, name), "utf8")),
  )
  .flatMap((text) => [
    ...text.matchAll(/(?:new AppError\(\s*"[a-z_]+",|fieldError\([^,]+,|notFound\()\s*("(?:[^"\\]|\\.)*"|`[^`]*`)/g),
    ...text.matchAll(/\btellUser\([^"]*?("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*"|`[^`]*`),?\s*\)/g),
  ])
  .flatMap(([, ...found]) => found.map(keyOf));

function keyOf(literal: string): string {
  if (literal.startsWith('"')) return JSON.parse(literal) as string;
  const parts = literal.slice(1, -1).split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
  return parts.reduce((text, part, hole) => `${text}{{${hole}}}${part}`);
}

test("every refusal and notice that people meet around their account is there in Hindi", () => {
  expect(new Set(sentences).size).toBeGreaterThan(120);
  expect([...new Set(sentences)].filter((one) => inLanguage("hi", one) === one)).toEqual([]);
});

test("a translation keeps the places where values go", () => {
  const holes = (text: string) => [...text.matchAll(/\{\{\d\}\}/g)].map(([hole]) => hole).sort();
  expect(
    Object.entries(hindiSentences).filter(([english, words]) => `${holes(english)}` !== `${holes(words)}`),
  ).toEqual([]);
});

test("values are put where they belong, words of ours among them in the same language, names as they are", () => {
  expect(inLanguage("hi", "There is no such role.")).toBe("ऐसा कोई रिकॉर्ड नहीं है: भूमिका।");
  expect(inLanguage("hi", "Too many tries. Wait 30 seconds and try again.")).toBe(
    "बहुत बार कोशिश हुई। 30 सेकंड रुककर फिर कोशिश करें।",
  );
  expect(inLanguage("hi", "Asha Rao has accepted the invitation already.")).toContain("Asha Rao");
  expect(inLanguage("hi", "A sentence of nobody.")).toBe("A sentence of nobody.");
  expect(inLanguage("en", "There is no such role.")).toBe("There is no such role.");
  expect(inLanguage(null, "There is no such role.")).toBe("There is no such role.");
});

test.for([
  ["hi", "hi"],
  ["hi-IN,hi;q=0.9,en;q=0.8", "hi"],
  ["en-GB,en;q=0.9,hi;q=0.1", "en"],
  ["de, hi;q=0.5", "hi"],
  ["fr", null],
  ["hi;q=0", null],
  ["", null],
  ["history", null],
] as const)("Accept-Language %s is read as %s", ([header, language]) => {
  expect(languageOf({ "accept-language": header })).toBe(language);
});
