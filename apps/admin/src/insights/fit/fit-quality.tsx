import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  Card,
  CardTable,
  DateTime,
  formatNumber,
  KpiCard,
  Quantity,
  Share,
  ShareBars,
  useFormatSettings,
} from "@selvedge/ui";
import { Ruler } from "lucide-react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { NeedsHistory } from "../needs-history.tsx";
import { reasonWords } from "./fit-words.ts";

type Quality = OutputOf<typeof decideApi.getFitQuality>;

/** Why pieces come back over all, and how well outcomes that were not seen were told. */
export function FitQuality() {
  const t = useT();
  const quality = useApi(decideApi.getFitQuality, {});
  return (
    <Loaded query={quality}>
      {(told) =>
        told.pieces === 0 ? (
          <NeedsHistory icon={<Ruler aria-hidden />} title={t("Nothing has been learnt yet")}>
            {t("It needs sales to shoppers and returns whose reason was told.")}
          </NeedsHistory>
        ) : (
          <div className="space-y-4 pt-4">
            <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
              <KpiCard
                label={t("Comes back")}
                definition={t("Share of the pieces sold to shoppers that was sent back")}
                value={<Share value={told.returnedQty / told.pieces} digits={1} />}
              />
              <KpiCard
                label={t("Run small")}
                definition={t("Styles that are cut small, with at least 90% certainty")}
                value={told.small}
              />
              <KpiCard
                label={t("Run large")}
                definition={t("Styles that are cut large, with at least 90% certainty")}
                value={told.large}
              />
              <KpiCard
                label={t("Come back unusually often")}
                definition={t("Styles that come back more often than chance explains")}
                value={told.often}
              />
            </div>
            <div className="grid gap-4 lg:grid-cols-2">
              <Card title={t("Why goods come back")}>
                <ShareBars
                  bars={told.reasons
                    .filter((r) => r.pieces > 0)
                    .map((r) => ({
                      ...{ key: r.reason, label: reasonWords(t, r.reason), value: r.pieces },
                      text: (
                        <>
                          <Quantity value={r.pieces} />{" "}
                          <span className="text-xs text-ink-3">
                            <Share value={r.share} digits={1} />
                          </span>
                        </>
                      ),
                    }))}
                />
              </Card>
              <Scales told={told} />
            </div>
          </div>
        )
      }
    </Loaded>
  );
}

function Scales({ told }: { told: Quality }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const figure = (name: string) => (row: Quality["scales"][number]) => {
    const value = row.metrics[name];
    return (
      <span className="tabular">
        {value == null ? "–" : formatNumber(value, locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 })}
      </span>
    );
  };
  return (
    <div className="space-y-3">
      <CardTable
        title={t("Outcomes it had not seen")}
        rows={told.scales}
        keyOf={(row) => row.scale}
        columns={[
          { title: t("Size scale"), cell: (row) => <span className="font-medium">{row.scaleName}</span> },
          { title: t("Error"), end: true, cell: figure("logLoss") },
          { title: t("Guessing"), end: true, cell: figure("naiveLogLoss") },
          { title: t("Too small set apart"), end: true, cell: figure("aucSmall") },
          { title: t("Too large set apart"), end: true, cell: figure("aucLarge") },
        ]}
      />
      <p className="text-sm text-ink-3">
        {t(
          "Tried on the newest purchases, which the tested model had not seen. Error is the log loss, less is better; 0.5 sets nothing apart, 1 everything.",
        )}{" "}
        {t("History up to")} <DateTime value={told.cutOffOn} />
      </p>
    </div>
  );
}
