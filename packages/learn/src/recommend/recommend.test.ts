import { describe, expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { fitAls, scoreAls } from "./als.ts";
import { completeLook, fitBoughtTogether, listCompanions } from "./bought-together.ts";
import { fitContent, scoreContent } from "./content.ts";
import { fitEase } from "./ease.ts";
import { calculateNdcg, scoreRankings } from "./evaluate-ranking.ts";
import golden from "./fixtures/ease.json" with { type: "json" };
import { invertSymmetric } from "./invert-matrix.ts";
import { fitItemKnn, fitUserKnn, scoreUserKnn } from "./item-similarity.ts";
import { addLinks, type ItemLinks } from "./neighbours.ts";
import { scoreContextPopularity } from "./popularity.ts";
import { cutHistory, type PurchaseHistory, pickTop, tabulateCustomers } from "./purchase-history.ts";

const unwrap = <T>(outcome: { ok: true; value: T } | { ok: false; detail: string }): T => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};

/** Two circles of customers, each buying from its own ten items; every customer leaves out a few. */
function drawCircles(seed: number): PurchaseHistory {
  const rng = createRng(seed);
  const [customers, items, days]: number[][] = [[], [], []];
  for (let u = 0; u < 60; u++)
    for (let i = 0; i < 10; i++) {
      if (rng.uniform() < 0.4) continue;
      customers!.push(u);
      items!.push((u % 2) * 10 + i);
      days!.push(rng.below(100));
    }
  return { customerCount: 60, itemCount: 20, customers: customers!, items: items!, days: days! };
}

const scoreByLinks = (links: ItemLinks, items: number[]) => {
  const out = new Float64Array(20);
  addLinks(links, items, new Float64Array(items.length).fill(1), out);
  return out;
};

describe("every recommender", () => {
  const history = drawCircles(1);
  const profile = [0, 1, 2];
  const scorers: Record<string, () => Float64Array> = {
    "item kNN": () => scoreByLinks(unwrap(fitItemKnn(history)).links, profile),
    EASE: () => scoreByLinks(unwrap(fitEase(history, { lambda: 20 })).links, profile),
    ALS: () => scoreAls(unwrap(fitAls(history, createRng(1), { factors: 4, lambda: 1 })), [profile])[0]!,
    "user kNN": () => scoreUserKnn(unwrap(fitUserKnn(history)), profile),
  };
  for (const [name, score] of Object.entries(scorers))
    it(`stays in the customer's own circle: ${name}`, () => {
      const top = pickTop(score(), 7, (item) => !profile.includes(item), -1e9);
      expect(top.map(({ item }) => item).sort((x, y) => x - y)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    });

  it("refuses histories it cannot read", () => {
    const bad = { ...history, items: Array.from(history.items, () => 99) };
    for (const fit of [fitItemKnn, fitEase, fitUserKnn, (h: PurchaseHistory) => fitAls(h, createRng(1))]) {
      expect(fit(bad)).toMatchObject({ ok: false, reason: "out_of_range" });
      expect(fit({ ...history, items: [] })).toMatchObject({ ok: false, reason: "empty" });
      expect(fit({ ...history, days: [1] })).toMatchObject({ ok: false, reason: "lengths_differ" });
    }
    expect(fitEase(history, { lambda: 0 })).toMatchObject({ ok: false, reason: "out_of_range" });
    expect(fitEase(history, { mostItems: 1e6 })).toMatchObject({ ok: false, reason: "too_large" });
  });
});

describe("EASE", () => {
  it("equals numpy's closed form to six digits, link by link", () => {
    const { customers, items, weights } = golden;
    const history = { customerCount: 60, itemCount: 24, customers, items, days: customers.map(() => 1) };
    const { links } = unwrap(fitEase(history, { lambda: golden.lambda }));
    const ours = weights.map((row) => row.map(() => 0));
    for (let i = 0; i < 24; i++)
      for (let at = links.starts[i]!; at < links.starts[i + 1]!; at++) ours[i]![links.items[at]!] = links.weights[at]!;
    for (const [i, row] of weights.entries())
      for (const [j, weight] of row.entries())
        expect(Math.abs(ours[i]![j]! - weight)).toBeLessThan(1e-6 * Math.abs(weight) + 1e-12);
  });

  it("has the weights of its closed form", () => {
    // Two items, together 3 times, alone 2 and 1: G = [[5, 3], [3, 4]], lambda 1; P = inverse of [[6, 3], [3, 5]] = [[5, -3], [-3, 6]] / 21.
    const pairs = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
      [3, 0],
      [4, 0],
      [5, 1],
    ] as const;
    const history = {
      customerCount: 6,
      itemCount: 2,
      customers: pairs.map((p) => p[0]),
      items: pairs.map((p) => p[1]),
      days: pairs.map(() => 1),
    };
    const { links } = unwrap(fitEase(history, { lambda: 1 }));
    expect(links.items).toEqual([1, 0]);
    expect(links.weights[0]).toBeCloseTo(3 / 6, 6);
    expect(links.weights[1]).toBeCloseTo(3 / 5, 6);
  });
});

describe("inverse", () => {
  it("times the matrix is the identity, across block borders and odd sizes", () => {
    const rng = createRng(2);
    for (const size of [1, 2, 3, 47, 48, 49, 97, 131]) {
      const root = Float64Array.from({ length: size * size }, () => rng.normal());
      const matrix = new Float64Array(size * size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          for (let k = 0; k < size; k++) matrix[i * size + j]! += root[i * size + k]! * root[j * size + k]!;
          if (i === j) matrix[i * size + j]! += size;
        }
      const inverse = invertSymmetric(Float64Array.from(matrix), size)!;
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          let sum = 0;
          for (let k = 0; k < size; k++) sum += matrix[i * size + k]! * inverse[k * size + j]!;
          expect(Math.abs(sum - (i === j ? 1 : 0))).toBeLessThan(1e-8);
        }
    }
    expect(invertSymmetric(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  });
});

describe("attributes", () => {
  it("bring up styles alike, also such as never sold, and rare words count more", () => {
    const model = unwrap(
      fitContent([["shirt", "linen", "navy"], ["shirt", "linen", "white"], ["shirt", "denim"], ["shirt", "wool"], []]),
    );
    const scores = scoreContent(model, [0]);
    expect(scores[1]!).toBeGreaterThan(scores[2]!);
    expect(scores[4]).toBe(0);
    expect(scores[0]!).toBeCloseTo(1, 9);
    expect(Array.from(scoreContent(model, []))).toEqual([0, 0, 0, 0, 0]);
    expect(fitContent([])).toMatchObject({ ok: false, reason: "empty" });
  });
});

describe("bought together", () => {
  const baskets = [[0, 1], [0, 1], [0, 1], [0, 2], [2, 3], [2], [2], [2], [3], [2, 1]];
  const flat = baskets.flatMap((items, basket) => items.map((item) => ({ item, basket })));
  const history = {
    ...{ customerCount: 1, itemCount: 4, customers: flat.map(() => 0), items: flat.map((f) => f.item) },
    ...{ days: flat.map(() => 1), baskets: flat.map((f) => f.basket) },
  };
  it("ranks by lift shrunk by what is known, and shows only what may be shown", () => {
    const model = unwrap(fitBoughtTogether(history));
    expect(model.companions[0]![0]).toMatchObject({ item: 1, together: 3, confidence: 0.75 });
    // (3 + 5) / (4 * 4 / 10 + 5)
    expect(model.companions[0]![0]!.lift).toBeCloseTo(8 / 6.6, 9);
    expect(listCompanions(model, 0, 3, (item) => item !== 1)).toEqual([]);
    expect(fitBoughtTogether({ ...history, baskets: undefined })).toMatchObject({ ok: false, reason: "empty" });
  });

  it("completes a look with one item per wanted category", () => {
    const model = unwrap(fitBoughtTogether(history));
    const look = {
      categories: [0, 1, 1, 2],
      wanted: [0, 1, 2],
      alike: (a: number, b: number) => (a === 0 && b === 3 ? 0.5 : 0.01),
      allowed: () => true,
    };
    expect(completeLook(model, 0, look).map(({ item }) => item)).toEqual([3, 1]);
    expect(completeLook(model, 0, { ...look, allowed: (item) => item !== 1 }).map(({ item }) => item)).toEqual([3, 2]);
  });
});

describe("popularity of a context", () => {
  it("prefers what sells here, and falls back to what sells anywhere", () => {
    const items = [0, 0, 0, 0, 1, 1, 2];
    const history = {
      customerCount: 7,
      itemCount: 4,
      customers: [0, 1, 2, 3, 4, 5, 6],
      items,
      days: items.map(() => 90),
    };
    const contexts = [1, 1, 1, 1, 2, 2, 2];
    const here = scoreContextPopularity(history, contexts, 2, { today: 100, weight: 1 });
    expect(pickTop(here, 2, () => true).map(({ item }) => item)).toEqual([1, 2]);
    const unknown = scoreContextPopularity(history, contexts, 77, { today: 100 });
    expect(pickTop(unknown, 1, () => true)[0]!.item).toBe(0);
    expect(pickTop(scoreContextPopularity(history, contexts, null, { today: 500 }), 5, () => true)).toEqual([]);
  });
});

describe("history", () => {
  it("knows nothing after its cut and counts an item once a day", () => {
    const history = {
      customerCount: 1,
      itemCount: 2,
      customers: [0, 0, 0, 0],
      items: [1, 1, 1, 0],
      days: [5, 5, 9, 20],
    };
    const [profile] = tabulateCustomers(cutHistory(history, 20));
    expect(profile).toEqual({
      items: Int32Array.of(1),
      counts: Float64Array.of(2),
      lastDays: Float64Array.of(9),
      firstDays: Float64Array.of(5),
    });
  });
});

describe("ranking figures", () => {
  it("are those of the definition", () => {
    expect(calculateNdcg([5, 7], new Set([7, 8]), 10)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
    expect(scoreRankings([[1], [2], [3]], [new Set([1]), new Set([9]), new Set()])).toEqual({
      ndcg: 0.5,
      hitRate: 0.5,
      customers: 2,
    });
    expect(scoreRankings([], [])).toEqual({ ndcg: 0, hitRate: 0, customers: 0 });
  });
});
