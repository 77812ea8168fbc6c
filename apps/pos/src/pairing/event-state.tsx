import { Badge, type Tone } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { db } from "../app/till.ts";
import { type SyncState, useTill } from "../app/till-state.ts";
import type { KeptEvent } from "../device/till-db.ts";
import { type Translate, useT } from "../i18n/i18n.ts";

type EventState = "pending" | "syncing" | "retrying" | "refused" | "stored" | "waits" | "kept";

/** How far an event has come on its way from this device to the books. */
export function stateOf(
  event: Pick<KeptEvent, "delivered" | "outcome" | "problem">,
  sync: Pick<SyncState, "state" | "nextTryAt">,
): EventState {
  if (event.delivered === 1) {
    return event.outcome === "held" ? "kept" : event.outcome === "waiting" ? "waits" : "stored";
  }
  if (event.problem !== null) return "refused";
  if (sync.state === "sending") return "syncing";
  return sync.nextTryAt === null ? "pending" : "retrying";
}

const looks: Record<EventState, Tone> = {
  ...{
    pending: "neutral",
    syncing: "note",
    retrying: "warn",
    refused: "bad",
    stored: "good",
    waits: "warn",
    kept: "warn",
  },
};

const wordsOf = (t: Translate): Record<EventState, string> => ({
  pending: t("Safe here, to be delivered"),
  syncing: t("On its way"),
  retrying: t("Tried, goes again by itself"),
  refused: t("Not taken by the office"),
  stored: t("With the office"),
  waits: t("With the office, waits for another receipt"),
  kept: t("With the office, somebody looks at it"),
});

export function EventStateBadge({ event }: { event: KeptEvent }) {
  const t = useT();
  const sync = useTill((s) => s.sync);
  const state = stateOf(event, sync);
  return (
    <Badge tone={looks[state]}>
      <span data-event-state={state}>{wordsOf(t)[state]}</span>
    </Badge>
  );
}

/** How far a receipt of this till has come; nothing for one that is no event of this device (any more). */
export function Delivery({ saleId }: { saleId: string }) {
  const sync = useTill((s) => s.sync);
  const [event, setEvent] = useState<KeptEvent | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again as the state of things changes
  useEffect(
    () => void db.events.get(saleId).then((found) => setEvent(found ?? null)),
    [saleId, sync.waiting, sync.state],
  );
  return event && <EventStateBadge event={event} />;
}
