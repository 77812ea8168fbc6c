import type { ledgerApi, OutputOf } from "@selvedge/contract";
import { Card, cx, Money, Quantity, Skeleton } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import {
  CheckCheck,
  CircleAlert,
  ClipboardCheck,
  FileUp,
  Lightbulb,
  PackageX,
  Pause,
  Receipt,
  ShieldAlert,
  TrendingDown,
  Truck,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { useApi } from "../api/hooks.ts";
import { type Translate, useT } from "../i18n/i18n.ts";
import { Changing } from "./changing.tsx";
import { listWaiting } from "./landing-endpoints.ts";

type Item = OutputOf<typeof ledgerApi.listWaiting>["items"][number];
type Look = { words: string; icon: ReactNode; to: string; search?: Record<string, string>; urgent?: boolean };

/** Each kind of work in words, with the way to it. */
const looks = (t: Translate): Record<Item["kind"], Look> => ({
  orders_to_confirm: {
    ...{ words: t("Orders to confirm"), icon: <ClipboardCheck aria-hidden /> },
    ...{ to: "/orders", search: { status: "pending" } },
  },
  orders_to_ship: {
    ...{ words: t("Orders to ship"), icon: <Truck aria-hidden />, to: "/orders" },
    search: { stage: "to_ship", sort: "oldest" },
  },
  orders_on_hold: {
    ...{ words: t("Orders on hold"), icon: <Pause aria-hidden />, to: "/orders", search: { status: "on_hold" } },
  },
  returns_asked: { words: t("Returns to answer"), icon: <Undo2 aria-hidden />, to: "/shop/returns" },
  till_reviews: { words: t("Till questions"), icon: <CircleAlert aria-hidden />, to: "/tills/reviews", urgent: true },
  invoices_overdue: {
    ...{ words: t("Overdue invoices"), icon: <Receipt aria-hidden />, to: "/invoices", urgent: true },
    search: { state: "overdue", sort: "due_first" },
  },
  stock_out: {
    ...{ words: t("SKUs out of stock"), icon: <PackageX aria-hidden />, to: "/stock", urgent: true },
    search: { state: "out" },
  },
  stock_low: {
    ...{ words: t("SKUs running low"), icon: <TrendingDown aria-hidden />, to: "/stock", search: { state: "low" } },
  },
  suggestions: { words: t("Suggestions to decide"), icon: <Lightbulb aria-hidden />, to: "/insights/suggestions" },
  anomalies: { words: t("Unusual events"), icon: <ShieldAlert aria-hidden />, to: "/insights/anomalies" },
  imports_checked: { words: t("Imports checked, not brought in"), icon: <FileUp aria-hidden />, to: "/imports" },
});

/** What wants doing today by whoever looks: counted by the server within their role, each the way to its list. */
export function Waiting() {
  const t = useT();
  const waiting = useApi(listWaiting, {});
  if (waiting.error && !waiting.data) return null;
  const items = waiting.data?.items;
  const look = looks(t);
  return (
    <Card title={t("Waiting for you")} flush>
      {!items && <Skeleton className="m-4 h-10 w-64" />}
      {items?.length === 0 && (
        <p className="flex items-center gap-2 px-4 py-3.5 text-sm text-ink-2">
          <CheckCheck className="size-4 text-good" aria-hidden />
          {t("Nothing waits for you right now.")}
        </p>
      )}
      {items && items.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(50%,12rem),1fr))] overflow-hidden rounded-b-lg">
          {items.map((item) => (
            <li key={item.kind} className="-me-px -mb-px border-e border-b border-line">
              <WaitingLink item={item} look={look[item.kind]} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function WaitingLink({ item, look }: { item: Item; look: Look }) {
  return (
    <Link
      to={look.to as "/"}
      search={look.search ?? {}}
      className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-surface-2"
    >
      <span className={cx("[&_svg]:size-4.5", look.urgent ? "text-bad" : "text-ink-3")}>{look.icon}</span>
      <span className="min-w-0 flex-1">
        <Changing value={item.count}>
          <Quantity value={item.count} className="text-lg leading-tight font-semibold" />
        </Changing>
        <span className="block text-xs text-pretty text-ink-2">{look.words}</span>
      </span>
      {item.amountMinor !== null && (
        <Money amountMinor={item.amountMinor} show="compact" className="text-sm text-ink-2" />
      )}
    </Link>
  );
}
