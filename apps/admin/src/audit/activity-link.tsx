import { buttonLook } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";

/** Leads from a record to everything that happened to it, for who may read the trail. */
export function ActivityLink({ id, name }: { id: string; name: string }) {
  const t = useT();
  if (!useCan()("audit.event.read")) return null;
  return (
    <Link
      to="/activity"
      search={{ entityId: id, name } as never}
      aria-label={t("Activity of {{name}}", { name })}
      title={t("Activity")}
      className={buttonLook({ size: "icon", tone: "plain" })}
    >
      <History aria-hidden />
    </Link>
  );
}
