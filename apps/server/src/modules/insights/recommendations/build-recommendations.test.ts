import { expect, test } from "vitest";
import { buildRecommendations } from "./build-recommendations.ts";
import { isSameWearer } from "./same-wearer.ts";

const STYLES = [
  { words: ["kurtas", "for Women"], category: 0 },
  { words: ["dupattas", "for Women"], category: 1 },
  { words: ["tees", "for Kids"], category: 2 },
  { words: ["bags", "for Unisex"], category: 3 },
  { words: ["shirts", "for Men"], category: 4 },
];

/** A kurta is bought with each of the first three others, most often with the children's tee; as many baskets hold only shirts. */
function baskets() {
  const beside = (basket: number) => (basket % 2 ? 2 : basket % 4 ? 1 : 3);
  const lines = Array.from({ length: 120 }, (_, basket) =>
    (basket < 60 ? [0, beside(basket)] : [4]).map((item) => ({ item, basket })),
  ).flat();
  return {
    items: Int32Array.from(lines, (l) => l.item),
    baskets: Int32Array.from(lines, (l) => l.basket),
    customers: new Int32Array(lines.length).fill(-1),
    days: new Int32Array(lines.length).fill(20_500),
    channels: new Int32Array(lines.length),
  };
}

test("a look is completed by what the same person could wear", () => {
  const { rows } = buildRecommendations({
    ...baskets(),
    ...{ styleIds: ["kurta", "dupatta", "kids tee", "tote", "shirt"], customerIds: [], channelKinds: ["web"] },
    ...{ words: STYLES.map((s) => s.words), categories: Int32Array.from(STYLES, (s) => s.category) },
    ...{ isOffered: STYLES.map(() => true), today: 20_544, seed: 1 },
  });
  const look = rows.filter((row) => row.kind === "look" && row.context === "kurta").map((row) => row.styleId);
  expect(look).toContain("dupatta");
  expect(look).toContain("tote");
  expect(look).not.toContain("kids tee");
});

test.for([
  ["for Women", "for Men", false],
  ["for Girls", "for Kids", true],
  ["for Girls", "for Boys", false],
  ["for Women", "for Unisex", true],
  ["for Women", "colour red", true],
] as const)("one person wears %s and %s: %s", ([a, b, same]) => {
  expect(isSameWearer([a], [b])).toBe(same);
});
