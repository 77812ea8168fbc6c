import { decideApi, type OutputOf } from "@selvedge/contract";
import { Badge, Card, DateTime, Money, Page, Quantity, Segmented, Share, ShareBars, Tabs } from "@selvedge/ui";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { TrainButton } from "../train-button.tsx";
import { ChurnList } from "./churn-list.tsx";
import { CustomerGroupList } from "./customer-group-list.tsx";
import { segmentWords } from "./segment-words.ts";

type Kind = "person" | "company";
type Segments = OutputOf<typeof decideApi.listSegments>;

/** Segments with what to do, who is about to leave, and whose next order is due. */
export function SegmentsPage() {
  const t = useT();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "segments";
  return (
    <Page title={t("Customer groups")} actions={<TrainButton kind="customers" label={t("Learn anew")} />}>
      <Tabs
        label={t("Customer groups")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={[
          { value: "segments", label: t("Segments"), content: <Segments /> },
          { value: "customers", label: t("Customers"), content: <CustomerGroupList /> },
          { value: "churn", label: t("At risk of leaving"), content: <ChurnList kind="person" /> },
          { value: "orders", label: t("Next orders"), content: <ChurnList kind="company" /> },
        ]}
      />
    </Page>
  );
}

function Segments() {
  const t = useT();
  const [customerKind, setKind] = useState<Kind>("person");
  const segments = useApi(decideApi.listSegments, { customerKind });
  return (
    <div className="space-y-4 pt-4">
      <Segmented<Kind>
        label={t("Customers")}
        value={customerKind}
        onChange={setKind}
        options={[
          { value: "person", label: t("Consumers") },
          { value: "company", label: t("Wholesale") },
        ]}
      />
      <Loaded query={segments}>{(loaded) => <SegmentCards segments={loaded} kind={customerKind} />}</Loaded>
    </div>
  );
}

function SegmentCards({ segments, kind }: { segments: Segments; kind: Kind }) {
  const t = useT();
  const { currency, run } = segments;
  const metric = (name: string) => run?.metrics[name] ?? null;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {segments.items
          .filter((s) => s.customers > 0)
          .map((s) => (
            <Card key={s.segment}>
              <p className="flex items-baseline justify-between gap-2">
                <Link
                  to="/insights/customers"
                  search={{ tab: "customers", segment: s.segment, customerKind: kind }}
                  className="font-semibold hover:underline"
                >
                  {segmentWords(t, s.segment).name}
                </Link>
                <Quantity value={s.customers} className="text-lg font-semibold" />
              </p>
              <p className="mt-1 min-h-10 text-sm text-ink-2">{segmentWords(t, s.segment).action}</p>
              <dl className="mt-3 grid grid-cols-3 gap-2 border-t border-line pt-3 text-sm">
                <Fact name={t("Sales")}>
                  <Money amountMinor={s.salesMinor} currency={currency} show="compact" />
                </Fact>
                <Fact name={t("Margin of next year")}>
                  <Money amountMinor={s.clvMinor} currency={currency} show="compact" />
                </Fact>
                <Fact name={t("Stay away")}>
                  <Share value={s.churn} digits={0} />
                </Fact>
              </dl>
              {s.movedIn30 + s.movedOut30 > 0 && (
                <p className="mt-2 text-xs text-ink-3">
                  {t("{{in}} came and {{out}} went in 30 days", { in: s.movedIn30, out: s.movedOut30 })}
                </p>
              )}
            </Card>
          ))}
      </div>
      {segments.clusters.length > 0 && (
        <Card
          title={t("Clusters found without rules")}
          actions={
            metric("silhouette") !== null && (
              <Badge tone="note">{t("Silhouette {{value}}", { value: metric("silhouette")!.toFixed(2) })}</Badge>
            )
          }
        >
          <ShareBars
            bars={segments.clusters.map((c) => ({
              key: String(c.cluster),
              label: t("{{days}} days ago, {{times}} purchases, mostly {{segment}}", {
                days: Math.round(c.recencyDays),
                times: Math.round(c.purchases * 10) / 10,
                segment: c.mostly,
              }),
              value: c.customers,
              text: (
                <>
                  <Quantity value={c.customers} /> ·{" "}
                  <Money amountMinor={c.salesMinor} currency={currency} show="compact" />
                </>
              ),
            }))}
          />
        </Card>
      )}
      {run && (
        <p className="text-sm text-ink-3">
          {t("Borders learnt on history up to")} <DateTime value={run.cutOffOn} />.{" "}
          {t("Everybody is in exactly one segment; a purchase moves them at once.")}
        </p>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-xs text-ink-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
