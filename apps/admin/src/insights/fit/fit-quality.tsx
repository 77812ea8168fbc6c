import { decideApi, type OutputOf } from "@selvedge/contract";
import { Card, DateTime, KpiCard, Quantity, Share, ShareBars } from "@selvedge/ui";
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
  const figure = (value: number | null | undefined) => (value == null ? "–" : value.toFixed(3));
  return (
    <Card title={t("Outcomes it had not seen")}>
      <table className="w-full text-sm">
        <thead className="text-xs text-ink-3">
          <tr>
            <th className="py-1 text-start font-normal">{t("Size scale")}</th>
            <th className="py-1 text-end font-normal">{t("Error")}</th>
            <th className="py-1 text-end font-normal">{t("Guessing")}</th>
            <th className="py-1 text-end font-normal">{t("Too small set apart")}</th>
            <th className="py-1 text-end font-normal">{t("Too large set apart")}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {told.scales.map(({ scale, metrics }) => (
            <tr key={scale}>
              <th scope="row" className="py-1.5 text-start font-medium">
                {scale}
              </th>
              <td className="tabular py-1.5 text-end">{figure(metrics["logLoss"])}</td>
              <td className="tabular py-1.5 text-end text-ink-3">{figure(metrics["naiveLogLoss"])}</td>
              <td className="tabular py-1.5 text-end">{figure(metrics["aucSmall"])}</td>
              <td className="tabular py-1.5 text-end">{figure(metrics["aucLarge"])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-sm text-ink-3">
        {t(
          "Tried on the newest purchases, which the tested model had not seen. Error is the log loss, less is better; 0.5 sets nothing apart, 1 everything.",
        )}{" "}
        {t("History up to")} <DateTime value={told.cutOffOn} />
      </p>
    </Card>
  );
}
