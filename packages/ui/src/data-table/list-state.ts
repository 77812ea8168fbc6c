/** State of a list as flat text pairs, so that the URL, a saved view and the query are the same thing. `q`, `sort` and `cols` are taken. */
export type ListState = Readonly<Record<string, string | undefined>>;

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
