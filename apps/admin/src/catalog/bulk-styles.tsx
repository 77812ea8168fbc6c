import { catalogApi, type OutputOf } from "@selvedge/contract";
import type { BulkAction } from "@selvedge/ui";
import { Archive, CalendarRange, FolderTree } from "lucide-react";
import { call } from "../api/client.ts";
import { queryClient, refreshQueries } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { statusWords } from "../shell/status-words.ts";

type Row = OutputOf<typeof catalogApi.listStyles>["items"][number];
type Named = readonly { id: string; name: string }[];

const done = () => refreshQueries(queryClient, ["catalog."]);
const choices = (items: Named) => items.map(({ id, name }) => ({ value: id, label: name }));

/** What may be done to many styles at once: their state, season and category. */
export function useStyleBulk(categories: Named, seasons: Named): BulkAction<Row>[] {
  const t = useT();
  const can = useCan();
  if (!can("catalog.style.change")) return [];
  const states = (["active", "markdown", "discontinued"] as const).map((status) => ({
    ...{ key: status, label: t("Set to {{state}}", { state: statusWords(t, status) }), done },
    run: ({ id }: Row) => call(catalogApi.changeStyle, { id, status }),
  }));
  return [
    ...states,
    {
      ...{ key: "season", label: t("Change season"), icon: <CalendarRange aria-hidden />, done },
      ask: {
        explain: t("The styles chosen go into this season."),
        answer: { label: t("Season"), options: choices(seasons) },
      },
      run: ({ id }, seasonId) => call(catalogApi.changeStyle, { id, seasonId }),
    },
    {
      ...{ key: "category", label: t("Change category"), icon: <FolderTree aria-hidden />, done },
      ask: {
        explain: t("The styles chosen go into this category."),
        answer: { label: t("Category"), options: choices(categories) },
      },
      run: ({ id }, categoryId) => call(catalogApi.changeStyle, { id, categoryId }),
    },
    {
      ...{ key: "archived", label: t("Archive"), icon: <Archive aria-hidden />, danger: true, done },
      ask: { explain: t("Archived styles are sold no more and leave the lists of what can be ordered.") },
      run: ({ id }) => call(catalogApi.changeStyle, { id, status: "archived" }),
    },
  ];
}
