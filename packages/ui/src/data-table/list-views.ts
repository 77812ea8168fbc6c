import { createContext, useContext } from "react";
import type { ListState } from "./list-state.ts";

/** A kept view of a list: its own, or one that a colleague shares. */
export type ListView = {
  id: string;
  name: string;
  state: ListState;
  shared: boolean;
  mine: boolean;
  ownerName: string;
  mayRemove: boolean;
};

export type ListViews = {
  views: readonly ListView[];
  /** Keeps the state under a name; an own view of that name is replaced. */
  save: (name: string, state: ListState, shared: boolean) => Promise<unknown>;
  remove: (view: ListView) => Promise<unknown>;
};

/** Where views are kept is the app's matter: it gives a hook that reads those of one list. */
type UseViews = (listId: string) => ListViews;

const none: ListViews = { views: [], save: async () => undefined, remove: async () => undefined };
const ViewsContext = createContext<UseViews>(() => none);

export const ListViewsProvider = ViewsContext;

export function useListViews(listId: string): ListViews {
  const useViews = useContext(ViewsContext);
  return useViews(listId);
}
