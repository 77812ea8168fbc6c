import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { speakInForms } from "./field-words.ts";

const fill = (sentence: string, values: Record<string, string | number> = {}) =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
beforeAll(() => speakInForms(fill));
afterAll(() => {
  z.config({ customError: () => undefined });
});
const words = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message);

it("says in words what a field wants", () => {
  expect(words(z.string(), undefined)).toEqual(["Fill this in"]);
  expect(words(z.string().min(1), "")).toEqual(["Fill this in"]);
  expect(words(z.string().min(10), "short")).toEqual(["At least 10 characters"]);
  expect(words(z.string().max(2), "long")).toEqual(["At most 2 characters"]);
  expect(words(z.email(), "x")).toEqual(["An e-mail address such as name@example.com"]);
  expect(words(z.uuid(), "x")).toEqual(["Choose one"]);
  expect(words(z.int(), 1.5)).toEqual(["A whole number"]);
  expect(words(z.number().min(3), 1)).toEqual(["Not less than 3"]);
});

it("leaves a message written into the schema", () => {
  expect(words(z.string().regex(/^\d+$/, "Digits only"), "x")).toEqual(["Digits only"]);
});
