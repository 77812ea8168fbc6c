import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  Button,
  Card,
  DateTime,
  EmptyState,
  Money,
  Progress,
  Quantity,
  SkeletonRows,
  type Tone,
} from "@selvedge/ui";
import { FlaskConical } from "lucide-react";
import { useMemo } from "react";
import { useCommand, usePages } from "../../api/hooks.ts";
import { Failure } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";

type Test = OutputOf<typeof decideApi.listPriceTests>["items"][number];

/** Running and past tests, each with an interval that holds at every look. */
export function PriceTests() {
  const t = useT();
  const input = useMemo(() => ({}), []);
  const { rows, query, table } = usePages(decideApi.listPriceTests, input);
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <SkeletonRows />;
  if (rows.length === 0) {
    return (
      <EmptyState icon={<FlaskConical aria-hidden />} title={t("No price test yet")}>
        {t("Open a style under Styles and choose “Test a price”.")}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-3 pt-4 lg:grid-cols-2">
      {rows.map((test) => (
        <TestCard key={test.id} test={test} />
      ))}
      {table.hasMore && <Button onClick={table.onLoadMore}>{t("Show more")}</Button>}
    </div>
  );
}

const tones: Record<Test["decision"], Tone> = {
  ...{ a_better: "good", b_better: "good", no_difference: "neutral", continue: "note", too_early: "note" },
};

function TestCard({ test }: { test: Test }) {
  const t = useT();
  const can = useCan();
  const end = useCommand(decideApi.endPriceTest, { refresh: ["insights.", "pricing."], done: t("The test has ended") });
  const words = {
    a_better: t("A earns more"),
    b_better: t("B earns more"),
    no_difference: t("No difference that matters"),
    continue: t("Not decided yet"),
    too_early: t("Too early to say"),
  };
  const all = test.turns.length * test.turnDays;
  return (
    <Card title={test.name} actions={<Badge tone={tones[test.decision]}>{words[test.decision]}</Badge>}>
      <p className="text-sm text-ink-2">
        {test.styleName} · {test.channelKind === "web" ? t("Online shop") : t("Shops")} ·{" "}
        <DateTime value={test.startsOn} /> – <DateTime value={test.endedOn ?? test.endsOn} />
      </p>
      <Progress className="mt-3" label={t("Days of the test")} value={test.daysA + test.daysB} max={all} />
      <table className="mt-3 w-full text-sm">
        <thead className="text-start text-xs text-ink-3">
          <tr>
            <th className="py-1 font-medium">{t("Price")}</th>
            <th className="py-1 text-end font-medium">{t("Days")}</th>
            <th className="py-1 text-end font-medium">{t("Pieces")}</th>
            <th className="py-1 text-end font-medium">{t("Margin a day")}</th>
          </tr>
        </thead>
        <tbody>
          {(["A", "B"] as const).map((arm) => (
            <tr key={arm} className="border-t border-line">
              <td className="py-1.5 font-medium">
                {arm} ·{" "}
                <Money amountMinor={arm === "A" ? test.priceAMinor : test.priceBMinor} currency={test.currency} />
              </td>
              <td className="py-1.5 text-end">
                <Quantity value={arm === "A" ? test.daysA : test.daysB} />
              </td>
              <td className="py-1.5 text-end">
                <Quantity value={arm === "A" ? test.unitsA : test.unitsB} />
              </td>
              <td className="py-1.5 text-end">
                <Money
                  amountMinor={roundOrNull(arm === "A" ? test.marginPerDayAMinor : test.marginPerDayBMinor)}
                  currency={test.currency}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {test.differenceMinor !== null && (
        <p className="mt-2 text-sm text-ink-2">
          {t("B less A, a day")}:{" "}
          <Money amountMinor={Math.round(test.differenceMinor)} currency={test.currency} className="font-medium" /> (
          <Money amountMinor={roundOrNull(test.lowerMinor)} currency={test.currency} /> …{" "}
          <Money amountMinor={roundOrNull(test.upperMinor)} currency={test.currency} />)
        </p>
      )}
      {test.status === "running" && can("insights.suggestion.decide") && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" busy={end.isPending} onClick={() => end.mutate({ id: test.id, keep: "A" })}>
            {t("End, keep A")}
          </Button>
          <Button size="sm" busy={end.isPending} onClick={() => end.mutate({ id: test.id, keep: "B" })}>
            {t("End, keep B")}
          </Button>
        </div>
      )}
    </Card>
  );
}

const roundOrNull = (value: number | null) => (value === null ? null : Math.round(value));
