const CHILDREN = new Set(["girls", "boys", "kids", "children"]);

/** Whether one person could wear both styles, by the word that says whom each is for; who is not told, or unisex, goes with anybody. */
export function isSameWearer(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [wearerOf(a), wearerOf(b)];
  return first === null || second === null || first === second || isChildOfAny(first, second);
}

/** Children's goods of no sex go with girls' and with boys'. */
const isChildOfAny = (a: string, b: string) =>
  CHILDREN.has(a) && CHILDREN.has(b) && [a, b].some((one) => one === "kids" || one === "children");

function wearerOf(words: readonly string[]): string | null {
  const told = words
    .find((word) => word.startsWith("for "))
    ?.slice(4)
    .toLowerCase();
  return told === undefined || told === "unisex" ? null : told;
}
