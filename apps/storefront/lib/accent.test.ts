import { contrastRatio } from "@selvedge/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { accentRules } from "./accent.ts";

test("whatever colour a business has, it is read on every ground of the shop, and words are read on it", () => {
  const byte = fc.integer({ min: 0, max: 255 }).map((n) => n.toString(16).padStart(2, "0"));
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte), (parts) => {
      const [day = "", night = ""] = accentRules(`#${parts.join("")}`).split("\n");
      for (const [rules, grounds] of [
        [day, ["#fbf9f6", "#ffffff", "#f2eee8"]],
        [night, ["#161412", "#1f1c19", "#26221e"]],
      ] as const) {
        const value = (name: string) => new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(rules)![1]!;
        for (const ground of grounds) {
          expect(contrastRatio(value("accent"), ground)).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrastRatio(value("on-accent"), value("accent"))).toBeGreaterThanOrEqual(4.5);
        expect(contrastRatio(value("on-accent"), value("accent-hover"))).toBeGreaterThanOrEqual(4.5);
      }
    }),
  );
});

test("a colour that stands out already is taken as it is", () => {
  expect(accentRules("#14532d")).toContain("--accent:#14532d");
});
