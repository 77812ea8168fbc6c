import { auditApi, type OutputOf } from "@selvedge/contract";
import { Badge, Button, DateTime, Notice, SidePanel } from "@selvedge/ui";
import { History } from "lucide-react";
import { useApi } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { ChangeTable } from "./change-table.tsx";
import { actorWords, eventWords, recordWords } from "./event-words.ts";

export type AuditEvent = OutputOf<typeof auditApi.listEvents>["items"][number];

/** One entry of the trail: who, when, about what, and what it was before and after. */
export function EventPanel(props: {
  event: AuditEvent;
  onClose: () => void;
  onFilter: (change: Record<string, string>) => void;
}) {
  const { event, onClose, onFilter } = props;
  const t = useT();
  const whole = useApi(auditApi.getEvent, { id: event.id }, { keepPrevious: false });
  const narrow = (change: Record<string, string>) => {
    onFilter(change);
    onClose();
  };
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={eventWords(t, event.type)}
      className="sm:w-[min(38rem,92vw)]"
      description={
        <>
          <DateTime value={event.at} show="dateTime" /> · {actorWords(t, event)}
        </>
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <Badge>{recordWords(t, event.entityType)}</Badge>
        {event.entityName && <span className="text-sm font-medium break-all">{event.entityName}</span>}
      </div>
      <Loaded query={whole}>
        {(loaded) => (
          <>
            {loaded.personalPartsRemoved && (
              <Notice className="mb-4">
                {t("Personal parts of this entry were removed when the person was erased.")}
              </Notice>
            )}
            <ChangeTable before={loaded.before} after={loaded.after} names={loaded.names} />
          </>
        )}
      </Loaded>
      <div className="mt-5 flex flex-wrap gap-2 border-t border-line pt-4">
        <Button
          icon={<History aria-hidden />}
          onClick={() => narrow({ entityId: event.entityId, name: event.entityName ?? "" })}
        >
          {t("All of this record")}
        </Button>
        <Button onClick={() => narrow({ requestId: event.requestId })}>{t("All of this action")}</Button>
        {event.actorId && (
          <Button onClick={() => narrow({ actorId: event.actorId! })}>{t("All of this person")}</Button>
        )}
      </div>
    </SidePanel>
  );
}
