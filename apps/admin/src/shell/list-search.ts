import type { ListFilter, ListState } from "@selvedge/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Translate } from "../i18n/i18n.ts";

/** A list's state in the URL: read it, change it. Changing replaces the entry, so that Back leaves the list. */
export function useListState(): [ListState, (next: ListState) => void] {
  const state = useSearch({ strict: false }) as ListState;
  const navigate = useNavigate();
  return [state, (next) => void navigate({ to: ".", search: next as never, replace: true })];
}

/**
 * Whether the form of a new record is open: by its button, or by an address that asks for it (`?make=new`, from the palette). Closing
 * takes the word out of the address, so that it is no part of a view.
 */
export function useMaking(): [boolean, (open: boolean) => void] {
  const [state, setState] = useListState();
  const { make, ...rest } = state;
  return [make === "new", (open) => setState(open ? { ...rest, make: "new" } : rest)];
}

/** The filter of a list that was opened for one customer: it stands beside the others and can be taken away. */
export function oneCustomer(t: Translate, state: ListState, name: string | null | undefined): ListFilter[] {
  const { customerId } = state;
  if (!customerId) return [];
  return [
    { key: "customerId", label: t("Customer"), options: [{ value: customerId, label: name ?? t("One customer") }] },
  ];
}
