/** Which events move which status where. What is not in the table is refused. */
export type StateTable<S extends string, E extends string> = { readonly [from in S]: { readonly [event in E]?: S } };

/** The status an event leads to, or null where it is not allowed. */
export function nextIn<S extends string, E extends string>(table: StateTable<S, E>, from: S, event: E): S | null {
  // Own keys only: "constructor" is no event, whatever an object inherits.
  if (!Object.hasOwn(table, from) || !Object.hasOwn(table[from], event)) return null;
  return table[from][event] ?? null;
}

/** The events that are allowed from a status. */
export function eventsFrom<S extends string, E extends string>(table: StateTable<S, E>, from: S): E[] {
  return Object.keys(table[from]) as E[];
}
