import { expect, test } from "vitest";
import { untranslated } from "../../testing/untranslated.ts";
import { receiptsInHindi } from "./receipts-in-hindi.ts";

test("a business that writes Hindi has every sentence of a receipt's page and mail, with its places for values", () => {
  const { count, ...found } = untranslated(import.meta.dirname, receiptsInHindi);
  expect(count).toBeGreaterThan(4);
  expect(found).toEqual({ missing: [], odd: [] });
});
