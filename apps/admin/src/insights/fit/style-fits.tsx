import { decideApi } from "@selvedge/contract";
import { Badge, type DataColumn, DataTable, EmptyState, GarmentPicture, Share } from "@selvedge/ui";
import { Ruler } from "lucide-react";
import { useMemo, useState } from "react";
import { usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { NeedsHistory } from "../needs-history.tsx";
import { FitPanel } from "./fit-panel.tsx";
import {
  adviceWords,
  cutWords,
  evidenceWords,
  mostOften,
  reasonWords,
  type StyleFit,
  verdictWords,
} from "./fit-words.ts";

type Show = "small" | "large" | "often";

/** Styles by how often they come back, with how they are cut and what to do. */
export function StyleFits() {
  const t = useT();
  const [state, setState] = useListState();
  const [open, setOpen] = useState<StyleFit | null>(null);
  const { q, show } = state;
  const input = useMemo(() => ({ ...(q ? { q } : {}), ...(show ? { show: show as Show } : {}) }), [q, show]);
  const { table } = usePages(decideApi.listStyleFits, input);
  const columns = useColumns(setOpen);
  const isFiltered = Boolean(q || show);
  return (
    <div className="pt-4">
      <DataTable
        id="style-fits"
        label={t("Fit and returns")}
        columns={columns}
        {...table}
        rowKey={(row) => row.styleId}
        rowName={(row) => row.styleName}
        state={state}
        onState={setState}
        searchPlaceholder={t("Style")}
        onOpen={setOpen}
        filters={[
          {
            key: "show",
            label: t("Show"),
            options: [
              { value: "small", label: t("Run small") },
              { value: "large", label: t("Run large") },
              { value: "often", label: t("Come back unusually often") },
            ],
          },
        ]}
        empty={
          isFiltered ? (
            <EmptyState icon={<Ruler aria-hidden />} title={t("No such style")}>
              {t("None is cut so, or comes back so often, that it is not chance.")}
            </EmptyState>
          ) : (
            <NeedsHistory icon={<Ruler aria-hidden />} title={t("Nothing has been learnt yet")}>
              {t("It needs sales to shoppers and returns whose reason was told.")}
            </NeedsHistory>
          )
        }
      />
      {open && <FitPanel row={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function useColumns(open: (row: StyleFit) => void): DataColumn<StyleFit>[] {
  const t = useT();
  return useMemo(
    () => [
      {
        key: "style",
        header: t("Style"),
        csv: (row) => row.styleName,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-3">
            <GarmentPicture size="xs" src={row.pictureUrl} name={row.styleName} hex={row.hex} />
            <button type="button" className="min-w-0 text-left" onClick={() => open(row)}>
              <span className="line-clamp-1 font-medium hover:underline">{row.styleName}</span>
              <span className="line-clamp-1 text-xs text-ink-3">{row.categoryName ?? row.styleCode}</span>
            </button>
          </span>
        ),
      },
      {
        key: "cut",
        header: t("Cut"),
        csv: (row) => (row.cut ? cutWords(t, row.cut) : ""),
        cell: (row) => (row.cut ? <CutCell cut={row.cut} /> : <span className="text-ink-3">{t("One size")}</span>),
      },
      {
        key: "rate",
        header: t("Comes back"),
        align: "end",
        csv: (row) => row.returnRate,
        cell: (row) => (
          <span className="block">
            <Share
              value={row.returnRate}
              digits={0}
              className={row.isUnusual ? "font-semibold text-bad" : "font-semibold"}
            />
            <span className="block text-xs text-ink-3">
              {t("usual")} <Share value={row.categoryRate} digits={0} />
            </span>
          </span>
        ),
      },
      {
        key: "reason",
        header: t("Mostly because"),
        room: "wide",
        csv: (row) => mostOften(row)?.reason ?? null,
        cell: (row) => {
          const most = mostOften(row);
          return most ? reasonWords(t, most.reason) : <span className="text-ink-3">–</span>;
        },
      },
      {
        key: "todo",
        header: t("What to do"),
        room: "widest",
        csv: (row) => adviceWords(t, row),
        cell: (row) => <span className="line-clamp-2 text-sm text-ink-2">{adviceWords(t, row)}</span>,
      },
    ],
    [t, open],
  );
}

function CutCell({ cut }: { cut: NonNullable<StyleFit["cut"]> }) {
  const t = useT();
  return (
    <span className="block">
      <Badge tone={cut.verdict === "true" ? "neutral" : "warn"}>
        <span className="sm:hidden">{verdictWords(t, cut.verdict)}</span>
        <span className="max-sm:hidden">{cutWords(t, cut)}</span>
      </Badge>
      <span className="mt-0.5 block text-xs text-ink-3 max-sm:max-w-32 max-sm:whitespace-normal">
        {evidenceWords(t, cut)}
      </span>
    </span>
  );
}
