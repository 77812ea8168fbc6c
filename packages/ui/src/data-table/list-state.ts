/** State of a list as flat text pairs, so that the URL, a saved view and the query are the same thing. `q`, `sort` and `cols` are taken. */
export type ListState = Readonly<Record<string, string | undefined>>;

export type SavedView = { name: string; state: ListState };

/** The state with some pairs changed; empty ones are dropped so that URLs stay short. */
export function changeState(state: ListState, change: ListState): ListState {
  return Object.fromEntries(Object.entries({ ...state, ...change }).filter(([, value]) => value));
}

/** Two states are one view when they filter, search, sort and show the same. */
export function sameState(a: ListState, b: ListState): boolean {
  const text = (state: ListState) =>
    JSON.stringify(
      Object.entries(state)
        .filter(([, value]) => value)
        .sort(([x], [y]) => (x < y ? -1 : 1)),
    );
  return text(a) === text(b);
}

const storeKey = (listId: string) => `selvedge.views.${listId}`;

export function loadViews(listId: string): SavedView[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(storeKey(listId)) ?? "[]");
    if (!Array.isArray(found)) return [];
    return found.filter((view): view is SavedView => typeof view?.name === "string" && typeof view?.state === "object");
  } catch {
    return [];
  }
}

export function storeViews(listId: string, views: readonly SavedView[]): void {
  try {
    localStorage.setItem(storeKey(listId), JSON.stringify(views));
  } catch {
    // A full or forbidden store costs the memory of views, not the work.
  }
}
