import {
  buttonLook,
  Card,
  ChartFrame,
  DayColumns,
  EmptyState,
  formatDate,
  formatMoney,
  GarmentPicture,
  Money,
  Page,
  Segmented,
  ShareBars,
  Skeleton,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { PackagePlus, Plus } from "lucide-react";
import { useApi } from "../api/hooks.ts";
import { Failure } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan, useSignedIn } from "../session/session-store.ts";
import { type Figures, KpiRow } from "./kpi-row.tsx";
import { getDashboard } from "./landing-endpoints.ts";
import { RecentOrders, StockAlerts } from "./recent-lists.tsx";
import { Waiting } from "./waiting.tsx";

const spans = ["1", "7", "30"] as const;
type Span = (typeof spans)[number];

/** Is the business making money today, and what wants doing: the landing screen. */
export function Dashboard() {
  const t = useT();
  const can = useCan();
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { days?: string }).days;
  const days: Span = spans.find((span) => span === asked) ?? "30";
  const mayRead = can("reports.report.read");
  const figures = useApi(getDashboard, { days: Number(days) }, { enabled: mayRead });

  return (
    <Page
      title={t("Hello, {{name}}", { name: user.name.split(" ")[0] ?? user.name })}
      actions={
        <>
          {mayRead && (
            <Segmented
              label={t("Period")}
              value={days}
              options={[
                { value: "1", label: t("Today") },
                { value: "7", label: t("7 days") },
                { value: "30", label: t("30 days") },
              ]}
              onChange={(next) => void navigate({ to: "/", search: { days: next }, replace: true })}
            />
          )}
          <FirstDeeds />
        </>
      }
    >
      {figures.error && !figures.data ? (
        <Failure error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <>
          <Waiting />
          {mayRead && <KpiRow figures={figures.data} days={Number(days)} />}
          {mayRead && <ShapeRow figures={figures.data} days={Number(days)} />}
          <div className="grid gap-4 lg:grid-cols-2">
            {can("sales.order.read") && <RecentOrders />}
            {can("inventory.stock.read") && <StockAlerts />}
          </div>
        </>
      )}
    </Page>
  );
}

/** The two things this person most likely came to do; the first that they may is the main one. */
function FirstDeeds() {
  const t = useT();
  const can = useCan();
  const deeds = [
    can("inventory.stock.receive") && {
      to: "/stock/receive",
      words: t("Receive stock"),
      icon: <PackagePlus aria-hidden />,
    },
    can("sales.order.place") && { to: "/orders/new", words: t("New order"), icon: <Plus aria-hidden /> },
  ].filter((deed) => deed !== false);
  return deeds.map((deed, index) => (
    <Link
      key={deed.to}
      to={deed.to as "/"}
      className={buttonLook(
        index === deeds.length - 1 ? { tone: "primary" } : { tone: "plain", className: "max-sm:hidden" },
      )}
    >
      {deed.icon}
      {deed.words}
    </Link>
  ));
}

function ShapeRow({ figures, days }: { figures: Figures | undefined; days: number }) {
  const t = useT();
  const { currency } = useFormatSettings();
  const code = figures?.currency ?? currency;
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {days > 1 && <SalesPerDay figures={figures} currency={code} />}
      <Card title={t("Sales by channel")}>
        {!figures ? (
          <Skeleton className="h-40 w-full" />
        ) : figures.byChannel.length === 0 ? (
          <p className="py-6 text-center text-sm text-ink-3">{t("No sales in this period")}</p>
        ) : (
          <ShareBars
            bars={figures.byChannel.map((channel) => ({
              key: channel.channelId,
              label: (
                <>
                  {channel.name}{" "}
                  <span className="text-xs text-ink-3">{t("{{count}} orders", { count: channel.orders })}</span>
                </>
              ),
              value: channel.salesMinor,
              text: <Money amountMinor={channel.salesMinor} currency={code} show="compact" />,
            }))}
          />
        )}
      </Card>
      <Card title={t("Best sellers")} className={days > 1 ? "lg:col-span-3" : "lg:col-span-2"}>
        {!figures ? (
          <Skeleton className="h-24 w-full" />
        ) : figures.topStyles.length === 0 ? (
          <p className="py-6 text-center text-sm text-ink-3">{t("No sales in this period")}</p>
        ) : (
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-5">
            {figures.topStyles.slice(0, 5).map((style) => (
              <li key={style.styleId}>
                <Link
                  to="/styles/$styleId"
                  params={{ styleId: style.styleId }}
                  className="group flex items-center gap-2.5 rounded-md"
                >
                  <GarmentPicture src={style.pictureUrl} name={style.name} hex={style.hex} />
                  <span className="min-w-0">
                    <span className="block truncate text-sm font-medium group-hover:underline">{style.name}</span>
                    <span className="block truncate text-xs text-ink-3">
                      {t("{{count}} pieces", { count: style.units })} ·{" "}
                      <Money amountMinor={style.salesMinor} currency={code} show="compact" />
                    </span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

/** Days as columns, the same figures as a table behind them. */
function SalesPerDay({ figures, currency }: { figures: Figures | undefined; currency: string }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const place = "lg:col-span-2";
  if (!figures || figures.daily.every((day) => day.salesMinor === 0)) {
    return (
      <Card title={t("Sales per day")} className={place}>
        {figures ? (
          <EmptyState title={t("No sales in this period")} className="py-6">
            {t("Orders show here on the day they are placed.")}
          </EmptyState>
        ) : (
          <Skeleton className="h-52 w-full" />
        )}
      </Card>
    );
  }
  const money = (amount: number) => formatMoney(amount, currency, locale, "whole");
  return (
    <ChartFrame
      title={t("Sales per day")}
      className={place}
      header={[t("Date"), t("Net sales"), t("Orders"), t("Pieces")]}
      rows={figures.daily
        .toReversed()
        .map((day) => [formatDate(day.on, locale, timeZone), money(day.salesMinor), day.orders, day.units])}
    >
      <DayColumns
        columns={figures.daily.map((day) => ({
          key: day.on,
          label: formatDate(day.on, locale, timeZone, "day"),
          value: day.salesMinor,
          text: money(day.salesMinor),
        }))}
      />
    </ChartFrame>
  );
}
