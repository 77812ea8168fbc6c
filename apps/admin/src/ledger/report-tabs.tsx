import { Page, Tabs } from "@selvedge/ui";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n.ts";

type StatementPageProps = {
  current: "profit-and-loss" | "balance-sheet" | "trial-balance" | "periods";
  actions: ReactNode;
  detail?: ReactNode;
  children: ReactNode;
};

/** The statements, and the closing of their periods, under one roof. */
export function StatementPage({ current, actions, detail, children }: StatementPageProps) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Page title={t("Statements")} detail={detail} actions={actions} className="max-w-5xl">
      <Tabs
        label={t("Statements")}
        value={current}
        onChange={(next) => void navigate({ to: `/reports/${next}` as "/reports/trial-balance" })}
        tabs={[
          { value: "profit-and-loss", label: t("Profit and loss") },
          { value: "balance-sheet", label: t("Balance sheet") },
          { value: "trial-balance", label: t("Trial balance") },
          { value: "periods", label: t("Closing") },
        ]}
      />
      {children}
    </Page>
  );
}

/** Under a report that is longer than what is shown. */
export function FirstRowsOnly() {
  const t = useT();
  return (
    <p className="border-t border-line px-4 py-2 text-xs text-ink-3">
      {t("Only the first rows are shown; the total counts all.")}
    </p>
  );
}

type ReportPageProps = { current: "sales" | "stock-valuation"; actions: ReactNode; children: ReactNode };

export function ReportPage({ current, actions, children }: ReportPageProps) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Page title={t("Reports")} actions={actions}>
      <Tabs
        label={t("Reports")}
        value={current}
        onChange={(next) => void navigate({ to: `/reports/${next}` as "/reports/sales" })}
        tabs={[
          { value: "sales", label: t("Sales") },
          { value: "stock-valuation", label: t("Stock at cost") },
        ]}
      />
      {children}
    </Page>
  );
}
