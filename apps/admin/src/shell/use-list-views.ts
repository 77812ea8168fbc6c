import type { deskApi } from "@selvedge/contract";
import type { ListViews } from "@selvedge/ui";
import { useMemo } from "react";
import { call, errorText } from "../api/client.ts";
import { queryClient, refreshQueries, useApi } from "../api/hooks.ts";

/** Without schemas, as on the landing screen: the provider stands in the first script. */
const listViews = bare("list_views", "query", "GET", "/v1/views") as typeof deskApi.listViews;
const saveView = bare("save_view", "command", "POST", "/v1/views") as typeof deskApi.saveView;
const removeView = bare("remove_view", "command", "DELETE", "/v1/views/:id") as typeof deskApi.removeView;
export const viewEndpoints = [listViews, saveView, removeView] as const;

function bare(verb: string, kind: string, method: string, path: string): unknown {
  return { name: `identity.${verb}`, kind, method, path };
}

/** Views of a list as the server keeps them: the person's own, and those that colleagues share. */
export function useListViews(listId: string): ListViews {
  const views = useApi(listViews, { list: listId }, { staleMs: 300_000 });
  return useMemo(
    () => ({
      views: views.data?.items ?? [],
      save: (name, state, shared) =>
        done(call(saveView, { list: listId, name, shared, state: state as Record<string, string> })),
      remove: (view) => done(call(removeView, { id: view.id })),
    }),
    [views.data, listId],
  );
}

async function done(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    throw new Error(errorText(error));
  }
  refreshQueries(queryClient, ["identity.list_views"]);
}
