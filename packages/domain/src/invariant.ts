/** Throws when something the code relies on does not hold. For the impossible, not for bad input of a person. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}
