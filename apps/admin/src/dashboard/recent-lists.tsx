import { Card, DateTime, EmptyState, Money, Swatch } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { StatusBadge } from "../shell/status-badge.tsx";
import { listAlerts, listOrders } from "./landing-endpoints.ts";

export function RecentOrders() {
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

export function StockAlerts() {
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
