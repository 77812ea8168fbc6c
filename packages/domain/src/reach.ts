/**
 * How far a permission goes: to which locations and channels (null: all of them), and whether only to the accounts that
 * the holder looks after.
 */
export interface Reach {
  locationIds: readonly string[] | null;
  channelIds: readonly string[] | null;
  ownAccounts: boolean;
}

/** What a record says of itself; left out where the record has no such side (a style is at no location). */
export interface Placed {
  locationId?: string | null | undefined;
  channelId?: string | null | undefined;
  /** Who looks after the customer; null when nobody does. */
  repId?: string | null | undefined;
}

export const everywhere: Reach = { locationIds: null, channelIds: null, ownAccounts: false };

export function isEverywhere(reach: Reach): boolean {
  return reach.locationIds === null && reach.channelIds === null && !reach.ownAccounts;
}

/** Both limits at once; null when nothing is left. */
export function intersectReach(a: Reach, b: Reach): Reach | null {
  const locationIds = intersectIds(a.locationIds, b.locationIds);
  const channelIds = intersectIds(a.channelIds, b.channelIds);
  if (locationIds?.length === 0 || channelIds?.length === 0) return null;
  return { locationIds, channelIds, ownAccounts: a.ownAccounts || b.ownAccounts };
}

function intersectIds(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null) return b;
  if (b === null) return a;
  return a.filter((id) => b.includes(id));
}

/** Whether `wide` goes at least as far as `narrow`. */
export function reachCovers(wide: Reach, narrow: Reach): boolean {
  return (
    idsCover(wide.locationIds, narrow.locationIds) &&
    idsCover(wide.channelIds, narrow.channelIds) &&
    (!wide.ownAccounts || narrow.ownAccounts)
  );
}

function idsCover(wide: readonly string[] | null, narrow: readonly string[] | null): boolean {
  if (wide === null) return true;
  return narrow?.every((id) => wide.includes(id)) ?? false;
}

/**
 * Several reaches of one permission as few as can be: what another covers goes, those that differ in one list only are
 * joined. The order does not matter to what they allow.
 */
export function joinReaches(reaches: readonly Reach[]): Reach[] {
  let kept: Reach[] = [];
  for (const reach of reaches) {
    if (kept.some((k) => reachCovers(k, reach))) continue;
    kept = [...kept.filter((k) => !reachCovers(reach, k)), reach];
  }
  for (let i = 0; i < kept.length; i += 1) {
    for (let j = i + 1; j < kept.length; j += 1) {
      const joined = joinTwo(kept[i]!, kept[j]!);
      if (joined) return joinReaches([...kept.filter((_, k) => k !== i && k !== j), joined]);
    }
  }
  return kept;
}

function joinTwo(a: Reach, b: Reach): Reach | null {
  if (a.ownAccounts !== b.ownAccounts) return null;
  if (sameIds(a.channelIds, b.channelIds)) return { ...a, locationIds: unite(a.locationIds, b.locationIds) };
  if (sameIds(a.locationIds, b.locationIds)) return { ...a, channelIds: unite(a.channelIds, b.channelIds) };
  return null;
}

function sameIds(a: readonly string[] | null, b: readonly string[] | null): boolean {
  return idsCover(a, b) && idsCover(b, a);
}

function unite(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  return a === null || b === null ? null : [...new Set([...a, ...b])];
}

/** Whether a record lies within one of the reaches. A side that the record does not have limits nothing. */
export function isWithin(reaches: readonly Reach[], placed: Placed, holderId: string | null): boolean {
  return reaches.some(
    (r) =>
      sideWithin(r.locationIds, placed.locationId) &&
      sideWithin(r.channelIds, placed.channelId) &&
      (!r.ownAccounts || placed.repId === undefined || (placed.repId !== null && placed.repId === holderId)),
  );
}

function sideWithin(ids: readonly string[] | null, side: string | null | undefined): boolean {
  return ids === null || side === undefined || (side !== null && ids.includes(side));
}

/**
 * What roles give, each with its own permissions and those of its parents, whatever the depth.
 * A role that is (wrongly) its own ancestor is counted once.
 */
export function expandRole<R extends { id: string; parentIds: readonly string[] }>(
  roleId: string,
  roles: ReadonlyMap<string, R>,
): R[] {
  const seen = new Map<string, R>();
  const visit = (id: string) => {
    const role = roles.get(id);
    if (!role || seen.has(id)) return;
    seen.set(id, role);
    for (const parent of role.parentIds) visit(parent);
  };
  visit(roleId);
  return [...seen.values()];
}

/** Whether giving `roleId` these parents would make a role its own ancestor. */
export function makesCycle(
  roleId: string,
  parentIds: readonly string[],
  parentsOf: ReadonlyMap<string, readonly string[]>,
): boolean {
  const reached = new Set<string>();
  const open = [...parentIds];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === roleId) return true;
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(parentsOf.get(id) ?? []));
  }
  return false;
}
