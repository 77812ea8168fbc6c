import { decideApi, type OutputOf } from "@selvedge/contract";
import { type DataColumn, DataTable, EmptyState, Quantity } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Sparkles } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { reasonWords } from "./reason-words.ts";

type Pair = OutputOf<typeof decideApi.listCompanions>["items"][number];

/** Styles that are bought together more often than by chance. */
export function Pairs() {
  const t = useT();
  const [state, setState] = useListState();
  const input = useMemo(() => (state["q"] ? { q: state["q"] } : {}), [state]);
  const { table } = usePages(decideApi.listCompanions, input);
  const columns = useMemo<DataColumn<Pair>[]>(
    () => [
      {
        key: "style",
        header: t("Style"),
        csv: (row) => row.styleName,
        cell: (row) => <StyleLink id={row.styleId} name={row.styleName} />,
      },
      {
        key: "with",
        header: t("Goes with"),
        csv: (row) => row.withStyleName,
        cell: (row) => <StyleLink id={row.withStyleId} name={row.withStyleName} />,
      },
      {
        key: "score",
        header: t("Times likelier than chance"),
        align: "end",
        csv: (row) => row.score,
        cell: (row) => <Quantity value={Math.round(row.score * 10) / 10} className="font-semibold" />,
      },
      {
        key: "reason",
        header: t("Seen"),
        room: "wide",
        csv: (row) => row.reason,
        cell: (row) => reasonWords(t, "together", row.reason),
      },
    ],
    [t],
  );
  return (
    <div className="pt-4">
      <DataTable
        id="companions"
        label={t("Goes together")}
        columns={columns}
        {...table}
        rowKey={(row) => `${row.styleId} ${row.withStyleId}`}
        rowName={(row) => row.styleName}
        state={state}
        onState={setState}
        searchPlaceholder={t("Style")}
        empty={
          <EmptyState icon={<Sparkles aria-hidden />} title={t("No pairs yet")}>
            {t("A pair is shown once it stood in three baskets and more often than chance.")}
          </EmptyState>
        }
      />
    </div>
  );
}

function StyleLink({ id, name }: { id: string; name: string }) {
  return (
    <Link to="/styles/$styleId" params={{ styleId: id }} className="font-medium hover:underline">
      {name}
    </Link>
  );
}
