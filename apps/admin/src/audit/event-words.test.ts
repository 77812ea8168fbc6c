import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hindi } from "../i18n/hi.ts";
import { eventName } from "./event-words.ts";

const server = path.resolve(import.meta.dirname, "../../../server/src");

/** Every kind of change that the server writes down, read off its sources. */
const kinds = readdirSync(server, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|testing\//.test(name))
  .flatMap((name) => [
    ...readFileSync(path.join(server, name), "utf8").matchAll(
      /\btype: (?:[^,;\n]*? \? )?"([a-z_]+\.[a-z_]+)"(?: : "([a-z_]+\.[a-z_]+)")?/g,
    ),
  ])
  .flatMap(([, one, other]) => (other ? [one!, other] : [one!]));

test("every kind of change has a name in Hindi as well", () => {
  expect(new Set(kinds).size).toBeGreaterThan(140);
  expect([...new Set(kinds)].map(eventName).filter((name) => !(name in hindi))).toEqual([]);
});

test("no name of a kind of change is a program's", () => {
  const names = kinds.map(eventName);
  expect(
    names.filter(
      (name) => /\b(totp|sku|pin|api|token|tenant)\b/.test(name.toLowerCase()) && !/\b(SKU|PIN|API)\b/.test(name),
    ),
  ).toEqual([]);
});
