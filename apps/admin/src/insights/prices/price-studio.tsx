import { decideApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  type DataColumn,
  DataTable,
  DateTime,
  formatNumber,
  GarmentPicture,
  Money,
  Page,
  Share,
  Tabs,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Tag } from "lucide-react";
import { useMemo } from "react";
import { usePages } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { useListState } from "../../shell/list-search.ts";
import { NeedsHistory } from "../needs-history.tsx";
import { TrainButton } from "../train-button.tsx";
import { MarkdownPlans } from "./markdown-plans.tsx";
import { PriceTests } from "./price-tests.tsx";

type Row = OutputOf<typeof decideApi.listPriceStudio>["items"][number];

/** How demand answers to price, markdown plans of collections, and tests of two prices. */
export function PriceStudio() {
  const t = useT();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? "styles";
  return (
    <Page title={t("Prices")} actions={<TrainButton kind="elasticity" label={t("Learn anew")} />}>
      <Tabs
        label={t("Prices")}
        value={tab}
        onChange={(next) => void navigate({ to: ".", search: { tab: next } as never, replace: true })}
        tabs={[
          { value: "styles", label: t("Styles"), content: <StyleTable /> },
          { value: "markdown", label: t("Markdown plans"), content: <MarkdownPlans /> },
          { value: "tests", label: t("Price tests"), content: <PriceTests /> },
        ]}
      />
    </Page>
  );
}

function StyleTable() {
  const t = useT();
  const { locale } = useFormatSettings();
  const navigate = useNavigate();
  const [state, setState] = useListState();
  const input = useMemo(() => (state["q"] ? { q: state["q"] } : {}), [state]);
  const { table, first } = usePages(decideApi.listPriceStudio, input);
  const currency = first?.currency;
  const columns = useMemo<DataColumn<Row>[]>(
    () => [
      {
        key: "style",
        header: t("Style"),
        csv: (row) => row.styleCode,
        cell: (row) => (
          <Link
            to="/insights/prices/$styleId"
            params={{ styleId: row.styleId }}
            className="group/link flex items-center gap-3"
          >
            <GarmentPicture src={row.pictureUrl} name={row.styleName} hex={row.hex} size="xs" />
            <span className="min-w-0">
              <span className="line-clamp-1 font-medium group-hover/link:underline">{row.styleName}</span>
              <span className="block truncate text-xs text-ink-3">{row.categoryName ?? row.styleCode}</span>
            </span>
          </Link>
        ),
      },
      {
        key: "elasticity",
        header: t("Price elasticity"),
        align: "end",
        room: "wide",
        csv: (row) => row.elasticity,
        cell: (row) => (
          <span>
            <span className="tabular font-medium">{row.elasticity.toFixed(2)}</span>
            <span className="tabular block text-xs text-ink-3">
              {t("10% off: {{least}} to {{most}}", {
                least: changeAtTenPercentOff(row.upper, locale),
                most: changeAtTenPercentOff(row.lower, locale),
              })}
            </span>
          </span>
        ),
      },
      {
        key: "own",
        header: t("From its own history"),
        align: "end",
        room: "widest",
        csv: (row) => row.ownShare,
        cell: (row) => <Share value={row.ownShare} digits={0} />,
      },
      {
        key: "price",
        header: t("Price"),
        align: "end",
        room: "wide",
        csv: (row) => row.presentPriceMinor,
        cell: (row) => <Money amountMinor={row.presentPriceMinor} currency={currency} />,
      },
      {
        key: "cost",
        header: t("Cost"),
        align: "end",
        room: "widest",
        csv: (row) => row.unitCostMinor,
        cell: (row) => <Money amountMinor={row.unitCostMinor} currency={currency} />,
      },
      {
        key: "suggested",
        header: t("Suggested"),
        align: "end",
        csv: (row) => row.suggestedPriceMinor,
        cell: (row) =>
          row.suggestedPriceMinor === null ? (
            <span className="text-ink-3">{t("as it is")}</span>
          ) : (
            <Badge tone={row.suggestedPriceMinor > (row.presentPriceMinor ?? 0) ? "good" : "warn"}>
              <Money amountMinor={row.suggestedPriceMinor} currency={currency} />
            </Badge>
          ),
      },
      {
        key: "worth",
        header: t("Worth in 28 days"),
        align: "end",
        room: "wide",
        csv: (row) => row.worthMinor,
        cell: (row) => <Money amountMinor={row.worthMinor} currency={currency} />,
      },
    ],
    [t, locale, currency],
  );
  return (
    <div className="space-y-3 pt-4">
      {first?.run && (
        <p className="text-sm text-ink-3">
          {t("History up to")} <DateTime value={first.run.cutOffOn} /> ·{" "}
          {t("{{moved}} of {{count}} styles had their own price moves; the others lean on styles alike", {
            moved: first.run.metrics["stylesWithMoves"] ?? 0,
            count: first.run.metrics["styles"] ?? 0,
          })}
        </p>
      )}
      <DataTable
        id="price-studio"
        label={t("Prices")}
        columns={columns}
        {...table}
        rowKey={(row) => row.styleId}
        rowName={(row) => row.styleName}
        state={state}
        onState={setState}
        searchPlaceholder={t("Style or category")}
        onOpen={(row) => void navigate({ to: "/insights/prices/$styleId", params: { styleId: row.styleId } })}
        empty={
          <NeedsHistory icon={<Tag aria-hidden />} title={t("Nothing is known of prices yet")}>
            {t("It needs styles that sold at two prices or more, some dozens of pieces of a category.")}
          </NeedsHistory>
        }
      />
    </div>
  );
}

/** How many more or fewer pieces sell at a tenth off, by an elasticity. */
const changeAtTenPercentOff = (elasticity: number, locale: string) =>
  formatNumber(0.9 ** elasticity - 1, locale, {
    style: "percent",
    signDisplay: "exceptZero",
    maximumFractionDigits: 0,
  });
