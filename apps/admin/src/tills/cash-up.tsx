import { tillApi } from "@selvedge/contract";
import { EmptyState, Input } from "@selvedge/ui";
import { Banknote } from "lucide-react";
import { useState } from "react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { ReportCard } from "./report-card.tsx";
import { TillPage } from "./till-tabs.tsx";

/** The end of the day: what each till took, by way of paying, against what was counted. */
export function CashUp() {
  const t = useT();
  const [on, setOn] = useState("");
  const query = useApi(tillApi.getCashUp, on ? { on } : {});
  const day = (
    <Input
      type="date"
      aria-label={t("Day")}
      className="w-40"
      value={on || (query.data?.on ?? "")}
      onChange={(e) => setOn(e.target.value)}
    />
  );
  return (
    <TillPage current="cashUp" actions={day}>
      <Loaded query={query}>
        {({ tills, total, currency }) => {
          const worked = tills.filter((till) => till.shifts > 0);
          if (worked.length === 0) {
            return (
              <EmptyState icon={<Banknote aria-hidden />} title={t("No till was open on this day")}>
                {t("Choose another day.")}
              </EmptyState>
            );
          }
          return (
            <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
              <ReportCard title={t("All tills")} report={total} currency={currency} />
              {worked.map((till) => (
                <ReportCard
                  key={till.id}
                  title={`${till.code} · ${till.name}`}
                  report={till.report}
                  currency={currency}
                  detail={
                    till.openShifts > 0
                      ? t("{{count}} shifts still open", { count: till.openShifts })
                      : t("{{count}} shifts, all counted", { count: till.shifts })
                  }
                />
              ))}
            </div>
          );
        }}
      </Loaded>
    </TillPage>
  );
}
