import type { ledgerApi, OutputOf } from "@selvedge/contract";
import {
  buttonLook,
  Card,
  DateTime,
  DayColumns,
  EmptyState,
  formatDate,
  formatMoney,
  GarmentPicture,
  KpiCard,
  Money,
  Page,
  Quantity,
  Segmented,
  ShareBars,
  Skeleton,
  Swatch,
  useFormatSettings,
} from "@selvedge/ui";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useApi } from "../api/hooks.ts";
import { Failure, Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan, useSignedIn } from "../session/session-store.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { Changing } from "./changing.tsx";
import { getDashboard, listAlerts, listOrders } from "./landing-endpoints.ts";

type Figures = OutputOf<typeof ledgerApi.getDashboard>;
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
          {can("sales.order.place") && (
            <Link to="/orders/new" className={buttonLook({ tone: "primary" })}>
              <Plus aria-hidden />
              {t("New order")}
            </Link>
          )}
        </>
      }
    >
      {figures.error && !figures.data ? (
        <Failure error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <>
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

const change = ({ value, before }: { value: number; before: number }): number | null =>
  before === 0 ? null : (value - before) / Math.abs(before);

function KpiRow({ figures, days }: { figures: Figures | undefined; days: number }) {
  const t = useT();
  const against = days === 1 ? t("against yesterday") : t("against the {{days}} days before", { days });
  const money = (amount: number | undefined): ReactNode =>
    amount === undefined ? null : (
      <Changing value={amount}>
        <Money amountMinor={amount} show="compact" currency={figures?.currency} />
      </Changing>
    );
  const count = (amount: number | undefined): ReactNode =>
    amount === undefined ? null : (
      <Changing value={amount}>
        <Quantity value={amount} />
      </Changing>
    );
  const link = (to: string, search?: Record<string, string>) => (children: ReactNode, className: string) => (
    <Link to={to as "/"} search={search ?? {}} className={className}>
      {children}
    </Link>
  );
  const range: Record<string, string> = figures ? { from: figures.from, to: figures.to } : {};
  const loading = !figures;
  const trend = (pick: (day: Figures["daily"][number]) => number) =>
    figures && figures.daily.length > 2 ? figures.daily.map(pick) : undefined;
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <KpiCard
        label={t("Net sales")}
        definition={t("Orders placed in the period, after discount and before tax; cancelled orders are left out.")}
        value={money(figures?.sales.value)}
        change={figures && change(figures.sales)}
        changeAgainst={against}
        trend={trend((day) => day.salesMinor)}
        renderLink={link("/reports/sales", { by: "day", ...range })}
        loading={loading}
      />
      <KpiCard
        label={t("Orders")}
        definition={t("Orders placed in the period on every channel.")}
        value={count(figures?.orders.value)}
        change={figures && change(figures.orders)}
        changeAgainst={against}
        trend={trend((day) => day.orders)}
        renderLink={link("/orders", range)}
        loading={loading}
      />
      <KpiCard
        label={t("Pieces sold")}
        definition={t("Pieces on the orders placed in the period.")}
        value={count(figures?.units.value)}
        change={figures && change(figures.units)}
        changeAgainst={against}
        trend={trend((day) => day.units)}
        renderLink={link("/reports/sales", { by: "style", ...range })}
        loading={loading}
      />
      <KpiCard
        label={t("Gross margin")}
        definition={t("Invoiced in the period without tax, less what the shipped goods cost.")}
        value={money(figures?.margin.value)}
        change={figures && change(figures.margin)}
        changeAgainst={against}
        renderLink={link("/reports/profit-and-loss", range)}
        loading={loading}
      />
      <KpiCard
        label={t("Average order")}
        definition={t("Net sales divided by orders.")}
        value={money(figures?.averageOrder.value)}
        change={figures && change(figures.averageOrder)}
        changeAgainst={against}
        loading={loading}
      />
      <KpiCard
        label={t("Owed to us")}
        definition={t("Open invoices of all customers today. Overdue: past their due date.")}
        value={money(figures?.receivablesMinor)}
        renderLink={link("/receivables")}
        loading={loading}
      />
      <KpiCard
        label={t("Overdue")}
        definition={t("Open invoices past their due date today.")}
        value={money(figures?.overdueMinor)}
        renderLink={link("/invoices", { state: "overdue" })}
        loading={loading}
      />
      <KpiCard
        label={t("Stock at cost")}
        definition={t("What the pieces on hand cost; equals the inventory account of the books.")}
        value={money(figures?.stockValueMinor)}
        renderLink={link("/reports/stock-valuation")}
        loading={loading}
      />
    </div>
  );
}

function ShapeRow({ figures, days }: { figures: Figures | undefined; days: number }) {
  const t = useT();
  const { locale, timeZone, currency } = useFormatSettings();
  const code = figures?.currency ?? currency;
  const quiet = figures?.daily.every((day) => day.salesMinor === 0);
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {days > 1 && (
        <Card title={t("Sales per day")} className="lg:col-span-2">
          {!figures ? (
            <Skeleton className="h-52 w-full" />
          ) : quiet ? (
            <EmptyState title={t("No sales in this period")} className="py-6">
              {t("Orders show here on the day they are placed.")}
            </EmptyState>
          ) : (
            <DayColumns
              columns={figures.daily.map((day) => ({
                key: day.on,
                label: formatDate(day.on, locale, timeZone, "day"),
                value: day.salesMinor,
                text: formatMoney(day.salesMinor, code, locale, "whole"),
              }))}
            />
          )}
        </Card>
      )}
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

function RecentOrders() {
  const t = useT();
  const orders = useApi(listOrders, { limit: 8 });
  return (
    <Card
      title={t("Recent orders")}
      flush
      actions={
        <Link to="/orders" className="text-sm text-accent hover:underline">
          {t("All orders")}
        </Link>
      }
    >
      <Loaded query={orders}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t("No orders yet")}>
              {t("Orders of every channel show here as they come in.")}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {page.items.map((order) => (
                <li key={order.id}>
                  <Link
                    to="/orders/$orderId"
                    params={{ orderId: order.id }}
                    className="flex min-h-13 items-center gap-3 px-4 py-1.5 hover:bg-surface-2"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block truncate text-sm font-medium">
                        {order.customerName ?? order.channelName}
                      </span>
                      <span className="block truncate text-xs text-ink-3">
                        {order.number} · <DateTime value={order.placedAt} show="relative" />
                      </span>
                    </span>
                    <StatusBadge status={order.status} />
                    <Money
                      amountMinor={order.totalMinor}
                      currency={order.currency}
                      className="w-24 text-end text-sm font-medium"
                    />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function StockAlerts() {
  const t = useT();
  const alerts = useApi(listAlerts, { limit: 8 });
  return (
    <Card
      title={t("Stock alerts")}
      flush
      actions={
        <Link to="/stock" search={{ state: "low" }} className="text-sm text-accent hover:underline">
          {t("Low stock")}
        </Link>
      }
    >
      <Loaded query={alerts}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t("Nothing is short")}>
              {t("A SKU shows here when what is available falls to its reorder point.")}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {page.items.map((alert) => (
                <li key={alert.id}>
                  <Link
                    to="/styles/$styleId"
                    params={{ styleId: alert.styleId }}
                    className="flex min-h-13 items-center gap-3 px-4 py-1.5 hover:bg-surface-2"
                  >
                    <Swatch hex={alert.hex} />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate text-sm font-medium">{alert.styleName}</span>
                      <span className="block truncate text-xs text-ink-3">
                        {alert.colourName} · {alert.size} · {alert.skuCode}
                      </span>
                    </span>
                    <span
                      className={
                        alert.kind === "out" ? "text-sm font-medium text-bad" : "text-sm font-medium text-warn"
                      }
                    >
                      {alert.kind === "out"
                        ? t("Out")
                        : alert.kind === "over"
                          ? t("Over: {{count}}", { count: alert.availableQty })
                          : t("{{count}} left", { count: alert.availableQty })}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
