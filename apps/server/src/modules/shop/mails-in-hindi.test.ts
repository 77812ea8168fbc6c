import { expect, test } from "vitest";
import { untranslated } from "../../testing/untranslated.ts";
import { mailsInHindi } from "./mails-in-hindi.ts";

test("a business that writes Hindi has every sentence of the shop's mails, with its places for values", () => {
  const { count, ...found } = untranslated(import.meta.dirname, mailsInHindi);
  expect(count).toBeGreaterThan(30);
  expect(found).toEqual({ missing: [], odd: [] });
});
