import type { ListState } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";

/** A list's state in the URL: read it, change it. Changing replaces the entry, so that Back leaves the list. */
export function useListState(): [ListState, (next: ListState) => void] {
  const state = useSearch({ strict: false }) as ListState;
  const navigate = useNavigate();
  return [state, (next) => void navigate({ to: ".", search: next as never, replace: true })];
}
