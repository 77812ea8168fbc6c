import { decideApi, type OutputOf, partyApi } from "@selvedge/contract";
import {
  Card,
  Combobox,
  type ComboboxItem,
  type DataColumn,
  DataTable,
  DateTime,
  EmptyState,
  GarmentPicture,
  Page,
  Quantity,
  Segmented,
  Share,
  ShareBars,
  Tabs,
} from "@selvedge/ui";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Sparkles } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, usePages } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { StylePicker } from "../../catalog/style-picker.tsx";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { NeedsHistory } from "../needs-history.tsx";
import { TrainButton } from "../train-button.tsx";

type Kind = "together" | "look" | "alike" | "customer" | "popular";
type Pair = OutputOf<typeof decideApi.listCompanions>["items"][number];

/** What the shop and the till show, tried out here; how good it is; and which styles go together. */
export function RecommendationsPage() {
  const t = useT();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "preview";
  return (
    <Page title={t("Recommendations")} actions={<TrainButton kind="recommendations" label={t("Learn anew")} />}>
      <Tabs
        label={t("Recommendations")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={[
          { value: "preview", label: t("Preview"), content: <Preview /> },
          { value: "pairs", label: t("Goes together"), content: <Pairs /> },
          { value: "quality", label: t("How good it is"), content: <Quality /> },
        ]}
      />
    </Page>
  );
}

function Preview() {
  const t = useT();
  const [kind, setKind] = useState<Kind>("popular");
  const [styleId, setStyle] = useState<string | null>(null);
  const [customer, setCustomer] = useState<ComboboxItem | null>(null);
  const needsStyle = kind === "together" || kind === "look" || kind === "alike";
  const input = {
    kind,
    limit: 12,
    ...(needsStyle && styleId ? { styleIds: styleId } : {}),
    ...(customer ? { customerId: customer.value } : {}),
  };
  const isReady = needsStyle ? styleId !== null : kind !== "customer" || customer !== null;
  const list = useApi(decideApi.listRecommendations, input, { enabled: isReady });
  return (
    <div className="space-y-4 pt-4">
      <Segmented<Kind>
        label={t("Kind")}
        value={kind}
        onChange={setKind}
        className="max-w-full overflow-x-auto whitespace-nowrap"
        options={[
          { value: "popular", label: t("Popular") },
          { value: "together", label: t("Bought together") },
          { value: "look", label: t("Complete the look") },
          { value: "alike", label: t("Alike") },
          { value: "customer", label: t("For a customer") },
        ]}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        {needsStyle && <StylePicker taken={[]} onPick={setStyle} />}
        <CustomerPicker value={customer} onChange={setCustomer} />
      </div>
      {isReady ? (
        <Loaded query={list}>
          {({ items }) =>
            items.length === 0 ? (
              <NeedsHistory icon={<Sparkles aria-hidden />} title={t("Nothing to show")}>
                {t("It needs baskets of two styles or more; only what is there to be had is ever shown.")}
              </NeedsHistory>
            ) : (
              <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
                {items.map((item) => (
                  <li key={item.styleId}>
                    <Card className="h-full">
                      <GarmentPicture
                        src={item.pictureUrl}
                        name={`${item.styleName}, ${item.colourName}`}
                        hex={item.hex}
                        size="fill"
                      />
                      <Link
                        to="/styles/$styleId"
                        params={{ styleId: item.styleId }}
                        className="mt-2 line-clamp-1 block font-medium hover:underline"
                      >
                        {item.styleName}
                      </Link>
                      <p className="truncate text-xs text-ink-3">
                        {item.colourName} · {t("{{count}} pieces", { count: item.availableQty })}
                      </p>
                      <p className="mt-1 text-xs text-ink-2">{reasonWords(t, item.source, item.reason)}</p>
                    </Card>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      ) : (
        <EmptyState icon={<Sparkles aria-hidden />} title={needsStyle ? t("Choose a style") : t("Choose a customer")}>
          {t("See here what the shop and the till would show, and why.")}
        </EmptyState>
      )}
    </div>
  );
}

function reasonWords(t: ReturnType<typeof useT>, source: Kind, reason: string | null): string {
  const count = reason?.match(/(\d+) baskets/)?.[1];
  if (count) return t("together in {{count}} baskets", { count: Number(count) });
  if (source === "popular") return t("sells well here now");
  const words: Partial<Record<Kind, string>> = {
    look: t("completes the look"),
    alike: t("alike in kind, colour and season"),
    customer: t("fits what they bought"),
  };
  return words[source] ?? "";
}

function CustomerPicker({
  value,
  onChange,
}: {
  value: ComboboxItem | null;
  onChange: (item: ComboboxItem | null) => void;
}) {
  const t = useT();
  const [q, setQ] = useState("");
  const found = useApi(partyApi.listCustomers, { limit: 20, ...(q ? { q } : {}) });
  const items = (found.data?.items ?? []).map((c) => ({ value: c.id, label: c.name, detail: c.place ?? c.code ?? "" }));
  return (
    <Combobox
      value={value}
      label={t("Customer")}
      placeholder={t("A customer: what they just bought is left out")}
      items={items}
      busy={found.isFetching}
      onSearch={setQ}
      onChange={onChange}
      clearable
    />
  );
}

function Quality() {
  const t = useT();
  const quality = useApi(decideApi.getRecommendationQuality, {});
  return (
    <Loaded query={quality}>
      {({ run, styles, customers, pairs }) => {
        if (!run) {
          return (
            <NeedsHistory icon={<Sparkles aria-hidden />} title={t("Nothing has been learnt yet")}>
              {t("It needs baskets of two styles or more, and customers who came again.")}
            </NeedsHistory>
          );
        }
        const m = run.metrics;
        const rows = [
          [t("For a customer, fused with what sells"), m["blendNdcg"], m["blendHitRate"]],
          [t("For a customer"), m["ndcg"], m["hitRate"]],
          [t("Popular in 28 days"), m["popularNdcg"], m["popularHitRate"]],
          [t("Own repeats"), m["repeatNdcg"], m["repeatHitRate"]],
        ] as const;
        return (
          <div className="grid gap-4 pt-4 lg:grid-cols-2">
            <Card title={t("Quality of the first ten (NDCG)")}>
              <ShareBars
                bars={rows.map(([label, ndcg, hits]) => ({
                  ...{ key: label, label, value: ndcg ?? 0 },
                  text: (
                    <>
                      {ndcg == null ? "–" : ndcg.toFixed(3)}{" "}
                      <span className="text-xs text-ink-3">
                        {t("hits")} <Share value={hits ?? null} digits={0} />
                      </span>
                    </>
                  ),
                }))}
              />
              <p className="mt-3 text-sm text-ink-3">
                {t(
                  "On the 60 days before the cut-off, which the tested models had not seen, for {{count}} customers who bought then. The better list serves.",
                  {
                    count: m["testedCustomers"] ?? 0,
                  },
                )}
              </p>
            </Card>
            <Card title={t("What was learnt")}>
              <dl className="grid grid-cols-2 gap-3 text-sm">
                <Fact name={t("History up to")}>
                  <DateTime value={run.cutOffOn} />
                </Fact>
                <Fact name={t("Styles")}>
                  <Quantity value={styles} />
                </Fact>
                <Fact name={t("Customers with a list")}>
                  <Quantity value={customers} />
                </Fact>
                <Fact name={t("Pairs")}>
                  <Quantity value={pairs} />
                </Fact>
              </dl>
            </Card>
          </div>
        );
      }}
    </Loaded>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Pairs() {
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
