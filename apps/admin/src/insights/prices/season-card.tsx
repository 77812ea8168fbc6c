import type { decideApi, OutputOf } from "@selvedge/contract";
import { Card, DateTime, Money, Quantity, Share } from "@selvedge/ui";
import { useT } from "../../i18n/i18n.ts";
import { gainOf } from "./plan-table.tsx";

export type Season = OutputOf<typeof decideApi.listMarkdownPlans>["seasons"][number];

/** A collection that ends, what is left of it and what its plan is worth. */
export function SeasonCard({
  season,
  currency,
  chosen,
  onChoose,
}: {
  season: Season;
  currency: string;
  chosen: boolean;
  onChoose: () => void;
}) {
  const t = useT();
  const { plan } = season;
  return (
    <button type="button" onClick={onChoose} aria-pressed={chosen} className="flex text-start">
      <Card className={chosen ? "flex-1 border-accent" : "flex-1"}>
        <p className="flex items-center justify-between gap-2 font-medium">
          {season.seasonName}
          <Quantity value={season.stockQty} className="text-sm text-ink-2" />
        </p>
        <p className="text-xs text-ink-3">
          {t("ends")} <DateTime value={season.endsOn} />
        </p>
        {plan ? (
          <dl className="mt-2 grid grid-cols-2 gap-2 text-sm">
            <div>
              <dt className="text-xs text-ink-3">{t("Gain over holding the price")}</dt>
              <dd className="font-medium">
                <Money amountMinor={gainOf(plan)} currency={currency} show="compact" />
              </dd>
            </div>
            <div>
              <dt className="text-xs text-ink-3">{t("Sold by the end")}</dt>
              <dd className="font-medium">
                <Share value={plan.sellThrough} digits={0} />{" "}
                <span className="text-xs text-ink-3">
                  {t("without")} <Share value={plan.holdSellThrough} digits={0} />
                </span>
              </dd>
            </div>
          </dl>
        ) : (
          <p className="mt-2 text-sm text-ink-3">{t("No plan yet")}</p>
        )}
      </Card>
    </button>
  );
}
