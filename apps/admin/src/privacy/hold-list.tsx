import { type OutputOf, privacyApi } from "@selvedge/contract";
import { Badge, Button, Card, DateTime, EmptyState } from "@selvedge/ui";
import { Scale } from "lucide-react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";

type Hold = OutputOf<typeof privacyApi.listHolds>["items"][number];

/** Whose data must stay for now, since when and why. */
export function HoldList() {
  const t = useT();
  const holds = useApi(privacyApi.listHolds, {});
  return (
    <Loaded query={holds}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={<Scale aria-hidden />} title={t("No legal hold is in force")}>
            {t(
              "In a dispute or an audit, find the person under A person and place a hold; nothing of theirs is then let go.",
            )}
          </EmptyState>
        ) : (
          <Card flush>
            <ul className="divide-y divide-line">
              {items.map((hold) => (
                <HoldRow key={hold.id} hold={hold} />
              ))}
            </ul>
          </Card>
        )
      }
    </Loaded>
  );
}

function HoldRow({ hold }: { hold: Hold }) {
  const t = useT();
  const release = useCommand(privacyApi.releaseHold, { refresh: ["privacy."], done: t("The hold has ended") });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-sm">
      <span className="min-w-48 flex-1">
        <span className="font-medium">{hold.personName ?? t("Somebody who is gone")}</span>
        <span className="block text-pretty text-ink-2">{hold.reason}</span>
        <DateTime value={hold.placedAt} show="dateTime" className="block text-xs text-ink-3" />
      </span>
      <Badge>{hold.personKind === "user" ? t("Signs in") : t("Customer")}</Badge>
      <Button size="sm" busy={release.isPending} onClick={() => release.mutate({ id: hold.id })}>
        {t("End the hold")}
      </Button>
    </li>
  );
}
