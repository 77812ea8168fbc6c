import type { Permission } from "@selvedge/contract";
import type { NavSection } from "@selvedge/ui";
import {
  BarChart3,
  BookOpen,
  Boxes,
  BrainCircuit,
  FileText,
  FileUp,
  Gauge,
  HeartHandshake,
  History,
  Lightbulb,
  LineChart,
  Mail,
  MonitorSmartphone,
  Percent,
  Ruler,
  Scale,
  Settings,
  ShieldAlert,
  Shirt,
  ShoppingBag,
  ShoppingCart,
  Sparkles,
  Store,
  Tag,
  UserLock,
  Users,
  Wallet,
} from "lucide-react";
import type { Translate } from "../i18n/i18n.ts";

type Place = { to: string; label: string; icon: React.ReactNode; permission?: Permission };

/** What the machine learnt and proposes. */
const insightPlaces = (t: Translate): Place[] => [
  {
    ...{ to: "/insights/suggestions", label: t("Suggestions"), icon: <Lightbulb aria-hidden /> },
    permission: "insights.suggestion.read",
  },
  {
    to: "/forecasts",
    label: t("Forecast"),
    icon: <LineChart aria-hidden />,
    permission: "insights.forecast.read",
  },
  {
    ...{ to: "/insights/buying", label: t("Buying"), icon: <ShoppingCart aria-hidden /> },
    permission: "insights.suggestion.read",
  },
  {
    ...{ to: "/insights/prices", label: t("Prices"), icon: <Tag aria-hidden /> },
    permission: "insights.suggestion.read",
  },
  {
    ...{ to: "/insights/customers", label: t("Customer groups"), icon: <HeartHandshake aria-hidden /> },
    permission: "insights.customer.read",
  },
  {
    ...{ to: "/insights/recommendations", label: t("Recommendations"), icon: <Sparkles aria-hidden /> },
    permission: "insights.customer.read",
  },
  {
    ...{ to: "/insights/fit", label: t("Fit and returns"), icon: <Ruler aria-hidden /> },
    permission: "insights.suggestion.read",
  },
  {
    ...{ to: "/insights/anomalies", label: t("Unusual events"), icon: <ShieldAlert aria-hidden /> },
    permission: "insights.anomaly.read",
  },
  {
    to: "/learning/runs",
    label: t("Models"),
    icon: <BrainCircuit aria-hidden />,
    permission: "insights.model.read",
  },
];

/** Any of these opens the screen of personal data, each for its part. */
const privacyPermission = (can: (permission: Permission) => boolean): Permission =>
  (["privacy.person.export", "privacy.person.erase"] as const).find(can) ?? "privacy.rule.change";

/** The menu for what a person may see. */
export function navSections(t: Translate, can: (permission: Permission) => boolean): NavSection[] {
  const places: { heading?: string; items: Place[] }[] = [
    { items: [{ to: "/", label: t("Dashboard"), icon: <Gauge aria-hidden /> }] },
    {
      heading: t("Sell"),
      items: [
        { to: "/orders", label: t("Orders"), icon: <ShoppingBag aria-hidden />, permission: "sales.order.read" },
        { to: "/tills", label: t("Tills"), icon: <MonitorSmartphone aria-hidden />, permission: "pos.till.read" },
        can("shop.setup.read")
          ? { to: "/shop", label: t("Online shop"), icon: <Store aria-hidden />, permission: "shop.setup.read" }
          : {
              ...{ to: "/shop/returns", label: t("Sent back to the shop"), icon: <Store aria-hidden /> },
              permission: "shop.return.read",
            },
        { to: "/customers", label: t("Customers"), icon: <Users aria-hidden />, permission: "party.customer.read" },
        { to: "/invoices", label: t("Invoices"), icon: <FileText aria-hidden />, permission: "billing.invoice.read" },
        { to: "/promotions", label: t("Promotions"), icon: <Percent aria-hidden />, permission: "pricing.price.read" },
        { to: "/payments", label: t("Payments"), icon: <Wallet aria-hidden />, permission: "payments.payment.read" },
      ],
    },
    {
      heading: t("Stock"),
      items: [
        { to: "/styles", label: t("Styles"), icon: <Shirt aria-hidden />, permission: "catalog.style.read" },
        { to: "/stock", label: t("Stock"), icon: <Boxes aria-hidden />, permission: "inventory.stock.read" },
      ],
    },
    { heading: t("Insights"), items: insightPlaces(t) },
    {
      heading: t("Books"),
      items: [
        { to: "/journal", label: t("Journal"), icon: <BookOpen aria-hidden />, permission: "ledger.book.read" },
        {
          to: "/reports/profit-and-loss",
          label: t("Statements"),
          icon: <Scale aria-hidden />,
          permission: "ledger.book.read",
        },
        {
          to: "/reports/sales",
          label: t("Reports"),
          icon: <BarChart3 aria-hidden />,
          permission: "reports.report.read",
        },
      ],
    },
    {
      heading: t("Business"),
      items: [
        { to: "/imports", label: t("Imports"), icon: <FileUp aria-hidden />, permission: "connect.import.read" },
        { to: "/mails", label: t("Mail box"), icon: <Mail aria-hidden />, permission: "tenancy.mail.read" },
        { to: "/activity", label: t("Activity"), icon: <History aria-hidden />, permission: "audit.event.read" },
        {
          ...{ to: "/privacy", label: t("Personal data"), icon: <UserLock aria-hidden /> },
          permission: privacyPermission(can),
        },
        { to: "/settings", label: t("Settings"), icon: <Settings aria-hidden /> },
      ],
    },
  ];
  return places
    .map((section) => ({
      ...section,
      items: section.items
        .filter((item) => !item.permission || can(item.permission))
        .map((item) => ({ key: item.to, label: item.label, icon: item.icon, to: item.to })),
    }))
    .filter((section) => section.items.length > 0);
}
