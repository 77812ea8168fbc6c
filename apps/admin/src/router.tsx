import type { Permission } from "@selvedge/contract";
import { EmptyState, SkeletonRows } from "@selvedge/ui";
import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from "@tanstack/react-router";
import { Failure } from "./api/query-states.tsx";
import { Dashboard } from "./dashboard/dashboard.tsx";
import { useT } from "./i18n/i18n.ts";
import { AdminShell } from "./shell/admin-shell.tsx";

/** List state lives in the URL as plain text pairs. */
export type Search = Record<string, string | undefined>;

const textPairs = (search: Record<string, unknown>): Search =>
  Object.fromEntries(
    Object.entries(search).map(([key, value]) => [key, value === undefined ? undefined : String(value)]),
  );

const root = createRootRoute({
  component: AdminShell,
  validateSearch: textPairs,
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

/** A screen that failed to draw or whose script did not come; a fresh page is the sure way back. */
function Broken({ error }: { error: unknown }) {
  return <Failure error={error} onRetry={() => location.reload()} />;
}

function NotFound() {
  const t = useT();
  return (
    <EmptyState title={t("There is nothing at this address")} action={<Link to="/">{t("Go to the dashboard")}</Link>} />
  );
}

type Screen = Parameters<typeof lazyRouteComponent>;

/** Loads a screen's script. The router reloads the page when one is gone (a newer build is there); offline that would leave a blank page. */
async function whileOnline<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (navigator.onLine) throw error;
    throw new TypeError("offline");
  }
}

/** A screen in its own script, fetched when its link is hovered or touched. */
function screen<const Path extends string>(path: Path, load: Screen[0], name: string, permission?: Permission) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(() => whileOnline(load), name),
    pendingComponent: () => <SkeletonRows className="p-6" />,
    staticData: permission ? { permission } : {},
  });
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    permission?: Permission;
  }
  interface Register {
    router: typeof router;
  }
}

const home = createRoute({ getParentRoute: () => root, path: "/", component: Dashboard });

const routeTree = root.addChildren([
  home,
  screen("/styles", () => import("./catalog/style-list.tsx"), "StyleList", "catalog.style.read"),
  screen("/styles/new", () => import("./catalog/new-style.tsx"), "NewStyle", "catalog.style.change"),
  screen("/styles/$styleId", () => import("./catalog/style-page.tsx"), "StylePage", "catalog.style.read"),
  screen("/stock", () => import("./inventory/stock-list.tsx"), "StockList", "inventory.stock.read"),
  screen("/stock/moves", () => import("./inventory/move-list.tsx"), "MoveList", "inventory.stock.read"),
  screen("/stock/receive", () => import("./inventory/receive-stock.tsx"), "ReceiveStock", "inventory.stock.receive"),
  screen("/orders", () => import("./sales/order-list.tsx"), "OrderList", "sales.order.read"),
  screen("/orders/new", () => import("./sales/new-order.tsx"), "NewOrder", "sales.order.place"),
  screen("/orders/$orderId", () => import("./sales/order-page.tsx"), "OrderPage", "sales.order.read"),
  screen("/customers", () => import("./party/customer-list.tsx"), "CustomerList", "party.customer.read"),
  screen("/customers/$customerId", () => import("./party/customer-page.tsx"), "CustomerPage", "party.customer.read"),
  screen("/invoices", () => import("./billing/invoice-list.tsx"), "InvoiceList", "billing.invoice.read"),
  screen("/invoices/$invoiceId", () => import("./billing/invoice-page.tsx"), "InvoicePage", "billing.invoice.read"),
  screen("/payments", () => import("./billing/payment-list.tsx"), "PaymentList", "payments.payment.read"),
  screen("/receivables", () => import("./billing/aging.tsx"), "Aging", "receivables.balance.read"),
  screen("/journal", () => import("./ledger/journal-list.tsx"), "JournalList", "ledger.book.read"),
  screen("/reports/trial-balance", () => import("./ledger/trial-balance.tsx"), "TrialBalance", "ledger.book.read"),
  screen("/reports/profit-and-loss", () => import("./ledger/profit-and-loss.tsx"), "ProfitAndLoss", "ledger.book.read"),
  screen("/reports/balance-sheet", () => import("./ledger/balance-sheet.tsx"), "BalanceSheet", "ledger.book.read"),
  screen("/reports/periods", () => import("./ledger/period-list.tsx"), "PeriodList", "ledger.book.read"),
  screen("/promotions", () => import("./pricing/promotion-list.tsx"), "PromotionList", "pricing.price.read"),
  screen("/reports/sales", () => import("./ledger/sales-report.tsx"), "SalesReport", "reports.report.read"),
  screen(
    "/reports/stock-valuation",
    () => import("./ledger/stock-valuation.tsx"),
    "StockValuation",
    "catalog.cost.read",
  ),
  screen(
    "/insights/suggestions",
    () => import("./insights/suggestions/suggestion-inbox.tsx"),
    "SuggestionInbox",
    "insights.suggestion.read",
  ),
  screen(
    "/insights/buying",
    () => import("./insights/buying/buy-plan-page.tsx"),
    "BuyPlanPage",
    "insights.suggestion.read",
  ),
  screen(
    "/insights/buying/$styleId",
    () => import("./insights/buying/buy-style-page.tsx"),
    "BuyStylePage",
    "insights.suggestion.read",
  ),
  screen(
    "/insights/prices",
    () => import("./insights/prices/price-studio.tsx"),
    "PriceStudio",
    "insights.suggestion.read",
  ),
  screen(
    "/insights/prices/$styleId",
    () => import("./insights/prices/price-what-if.tsx"),
    "PriceWhatIf",
    "insights.suggestion.read",
  ),
  screen(
    "/insights/customers",
    () => import("./insights/customers/segments-page.tsx"),
    "SegmentsPage",
    "insights.customer.read",
  ),
  screen(
    "/insights/recommendations",
    () => import("./insights/recommendations/recommendations-page.tsx"),
    "RecommendationsPage",
    "insights.customer.read",
  ),
  screen("/insights/fit", () => import("./insights/fit/fit-page.tsx"), "FitPage", "insights.suggestion.read"),
  screen(
    "/insights/anomalies",
    () => import("./insights/anomalies/anomaly-list.tsx"),
    "AnomalyList",
    "insights.anomaly.read",
  ),
  screen("/forecasts", () => import("./insights/forecast-list.tsx"), "ForecastList", "insights.forecast.read"),
  screen("/forecasts/node", () => import("./insights/forecast-node.tsx"), "ForecastNode", "insights.forecast.read"),
  screen("/learning/runs", () => import("./insights/run-list.tsx"), "RunList", "insights.model.read"),
  screen("/learning/models", () => import("./insights/model-list.tsx"), "ModelList", "insights.model.read"),
  screen("/learning/models/$modelId", () => import("./insights/model-page.tsx"), "ModelPage", "insights.model.read"),
  screen("/learning/inputs", () => import("./insights/input-list.tsx"), "InputList", "insights.model.read"),
  screen("/learning/accuracy", () => import("./insights/accuracy-page.tsx"), "AccuracyPage", "insights.forecast.read"),
  screen("/tills", () => import("./tills/till-list.tsx"), "TillList", "pos.till.read"),
  screen("/tills/shifts", () => import("./tills/shift-list.tsx"), "ShiftList", "pos.till.read"),
  screen("/tills/shifts/$shiftId", () => import("./tills/shift-page.tsx"), "ShiftPage", "pos.till.read"),
  screen("/tills/reviews", () => import("./tills/review-list.tsx"), "ReviewList", "pos.till.read"),
  screen("/tills/cash-up", () => import("./tills/cash-up.tsx"), "CashUp", "pos.till.read"),
  screen("/tills/cashiers", () => import("./tills/cashier-list.tsx"), "CashierList", "pos.till.read"),
  screen("/shop", () => import("./shop/shop-front.tsx"), "ShopFront", "shop.setup.read"),
  screen("/shop/styles", () => import("./shop/shown-styles.tsx"), "ShownStyles", "shop.setup.read"),
  screen("/shop/collections", () => import("./shop/collections.tsx"), "Collections", "shop.setup.read"),
  screen("/shop/delivery", () => import("./shop/deliveries.tsx"), "Deliveries", "shop.setup.read"),
  screen("/shop/returns", () => import("./shop/return-requests.tsx"), "ReturnRequests", "shop.return.read"),
  screen("/imports", () => import("./connect/import-list.tsx"), "ImportList", "connect.import.read"),
  screen("/imports/$importId", () => import("./connect/import-page.tsx"), "ImportPage", "connect.import.read"),
  screen("/settings", () => import("./settings/settings.tsx"), "Settings"),
  screen("/people/$userId", () => import("./identity/person-page.tsx"), "PersonPage", "identity.user.read"),
  screen("/roles/$roleId", () => import("./identity/role-page.tsx"), "RolePage", "identity.user.read"),
  screen("/profile", () => import("./profile/profile-page.tsx"), "ProfilePage"),
  screen("/start", () => import("./door/start-page.tsx"), "StartPage", "tenancy.settings.read"),
  screen("/mails", () => import("./settings/mail-box.tsx"), "MailBox", "tenancy.mail.read"),
  screen("/privacy", () => import("./privacy/privacy-page.tsx"), "PrivacyPage"),
  screen("/activity", () => import("./audit/activity-list.tsx"), "ActivityList", "audit.event.read"),
]);

export const router = createRouter({
  routeTree,
  defaultErrorComponent: Broken,
  defaultPreload: "intent",
  defaultPreloadDelay: 40,
  scrollRestoration: true,
  scrollToTopSelectors: ["#main"],
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
    const text = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString();
    return text ? `?${text}` : "";
  },
});
