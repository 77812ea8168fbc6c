import { accept, type Outcome, refuse } from "../outcome.ts";

/** Attributes of items as weighted words ("fabric:linen", "colour:navy", words of the name); plain JSON. Vectors have length 1. */
export type ContentModel = {
  kind: "content";
  version: 1;
  words: Record<string, number>;
  vectors: [number, number][][];
};

/**
 * Weighs attribute words by how rare they are (tf-idf, Salton and Buckley 1988). `attributes[i]` lists the words of item i; none is allowed.
 * Works for styles that have never sold.
 */
export function fitContent(attributes: readonly (readonly string[])[]): Outcome<ContentModel> {
  if (attributes.length === 0) return refuse("empty", "no items");
  const spread = new Map<string, number>();
  for (const words of attributes) for (const word of new Set(words)) spread.set(word, (spread.get(word) ?? 0) + 1);
  const numbers = new Map([...spread.keys()].sort().map((word, i) => [word, i]));
  const vectors = attributes.map((words) => {
    const weights = [...new Set(words)].map((word): [number, number] => [
      numbers.get(word)!,
      Math.log((1 + attributes.length) / spread.get(word)!),
    ]);
    const length = Math.sqrt(weights.reduce((sum, [, w]) => sum + w * w, 0));
    return weights.map(([word, w]): [number, number] => [word, length > 0 ? w / length : 0]);
  });
  return accept({ kind: "content", version: 1, words: Object.fromEntries(numbers), vectors });
}

/** Cosine of every item with the weighted sum of a profile's items, from 0 to 1. */
export function scoreContent(model: ContentModel, items: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  const profile = new Map<number, number>();
  for (let k = 0; k < items.length; k++)
    for (const [word, w] of model.vectors[items[k]!] ?? [])
      profile.set(word, (profile.get(word) ?? 0) + w * (weights?.[k] ?? 1));
  const length = Math.sqrt([...profile.values()].reduce((sum, w) => sum + w * w, 0));
  return Float64Array.from(model.vectors, (vector) => {
    const product = vector.reduce((sum, [word, w]) => sum + w * (profile.get(word) ?? 0), 0);
    return length > 0 ? product / length : 0;
  });
}
