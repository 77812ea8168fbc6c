/** A field that two people changed to different things. */
export type Clash = { name: string; mine: unknown; theirs: unknown };

type Leaves = ReadonlyMap<string, unknown>;

/**
 * Three states of one form, field by field: as it was opened, as this person left it, as the record stands now. Only what both changed,
 * and not to the same, is a clash; what one of them changed holds. `id` and `version` are no fields.
 */
export function compareVersions(base: unknown, mine: unknown, theirs: unknown) {
  const [was, left, now] = [leavesOf(base), leavesOf(mine), leavesOf(theirs)];
  const names = [...new Set([...left.keys(), ...now.keys()])].filter((name) => name !== "id" && name !== "version");
  const same = (a: Leaves, b: Leaves, name: string) => Object.is(plain(a.get(name)), plain(b.get(name)));
  const myNames = names.filter((name) => !same(was, left, name));
  const changed = names.filter((name) => !same(was, now, name));
  const clashes: Clash[] = myNames
    .filter((name) => changed.includes(name) && !same(left, now, name))
    .map((name) => ({ name, mine: left.get(name), theirs: now.get(name) }));
  return {
    clashes,
    /** What only this person changed, to be put on top of the record as it stands. */
    mine: myNames.filter((name) => !changed.includes(name)).map((name) => ({ name, value: left.get(name) })),
    /** What only the others changed. */
    theirs: changed.filter((name) => !myNames.includes(name)),
  };
}

/** A blank and nothing at all are the same to a person; lists are compared by what is in them. */
const plain = (value: unknown): unknown =>
  value === "" || value === null || value === undefined ? null : Array.isArray(value) ? JSON.stringify(value) : value;

/** "account.paymentTermsDays" and its value; lists are one leaf. */
function leavesOf(value: unknown, path = ""): Map<string, unknown> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return new Map([[path, value]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, path ? `${path}.${key}` : key)]));
}
