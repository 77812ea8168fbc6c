import type { ledgerApi, OutputOf } from "@selvedge/contract";
import { KpiCard, Money, Quantity } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n.ts";
import { Changing } from "./changing.tsx";

export type Figures = OutputOf<typeof ledgerApi.getDashboard>;

const change = ({ value, before }: { value: number; before: number }): number | null =>
  before === 0 ? null : (value - before) / Math.abs(before);

/** The day's figures, each with its definition and the way to its documents. */
export function KpiRow({ figures, days }: { figures: Figures | undefined; days: number }) {
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
        value={money(figures?.margin?.value)}
        change={figures?.margin ? change(figures.margin) : undefined}
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
        value={money(figures?.stockValueMinor ?? undefined)}
        renderLink={link("/reports/stock-valuation")}
        loading={loading}
      />
    </div>
  );
}
