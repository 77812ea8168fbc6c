import { buttonLook, EmptyState } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";

/** A screen of a business that nothing was learnt of yet: what history it needs, and the two ways there. */
export function NeedsHistory({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  const t = useT();
  const can = useCan();
  return (
    <EmptyState
      icon={icon}
      title={title}
      action={
        <span className="flex flex-wrap justify-center gap-2">
          {can("connect.import.read") && (
            <Link className={buttonLook({ tone: "primary" })} to="/imports">
              {t("Bring in past sales")}
            </Link>
          )}
          {can("insights.model.read") && (
            <Link className={buttonLook({})} to="/learning/runs">
              {t("See what is trained")}
            </Link>
          )}
        </span>
      }
    >
      {children} {t("It is worked out every night by itself; past sales from a file count as well as those made here.")}
    </EmptyState>
  );
}
