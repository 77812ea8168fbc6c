import { tillApi } from "@selvedge/contract";
import { Page, Tabs } from "@selvedge/ui";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useApi } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";

const paths = {
  tills: "/tills",
  shifts: "/tills/shifts",
  reviews: "/tills/reviews",
  cashUp: "/tills/cash-up",
  cashiers: "/tills/cashiers",
} as const;

type TillPageProps = { current: keyof typeof paths; actions?: ReactNode; fill?: boolean; children: ReactNode };

/** Everything about the shops' tills under one roof, with what waits for somebody. */
export function TillPage({ current, actions, fill, children }: TillPageProps) {
  const t = useT();
  const navigate = useNavigate();
  const reviews = useApi(tillApi.listReviews, { open: true, limit: 1 });
  return (
    <Page title={t("Tills")} actions={actions} {...(fill ? { fill } : {})}>
      <Tabs
        label={t("Tills")}
        value={current}
        onChange={(next) => void navigate({ to: paths[next as keyof typeof paths] })}
        tabs={[
          { value: "tills", label: t("Tills") },
          { value: "shifts", label: t("Shifts") },
          { value: "reviews", label: t("To look at"), count: reviews.data?.openCount || undefined },
          { value: "cashUp", label: t("Cash-up") },
          { value: "cashiers", label: t("Cashiers") },
        ]}
      />
      {children}
    </Page>
  );
}
