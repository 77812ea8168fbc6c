import { Button, DateTime, Notice, toast } from "@selvedge/ui";
import { type ReactNode, useEffect, useState } from "react";
import { db, deliverSoon } from "../app/till.ts";
import { type SyncState, useTill } from "../app/till-state.ts";
import { takeUpdate } from "../app/update.ts";
import type { KeptEvent } from "../device/till-db.ts";
import { PrinterSettings } from "../hardware/printer-settings.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { EventStateBadge } from "./event-state.tsx";
import { PairAgain, saveWaiting } from "./pair-again.tsx";

/** How the till stands with the server, event by event, what it holds, and its printer. */
export function SyncScreen() {
  const t = useT();
  const revoked = useTill((s) => s.revoked);
  const updateReady = useTill((s) => s.updateReady);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-4">
      <div className="mx-auto max-w-2xl space-y-4">
        <h1 className="text-xl font-semibold">{t("This till and the server")}</h1>
        {updateReady && (
          <Notice tone="good" action={<Button onClick={takeUpdate}>{t("Load it")}</Button>}>
            {t("A new version of the till is here; what waits to be delivered stays where it is.")}
          </Notice>
        )}
        <Standing />
        {revoked && <PairAgain />}
        <Events />
        <PrinterSettings />
      </div>
    </main>
  );
}

const stateWords = (t: Translate): Record<SyncState["state"], string> => ({
  in_step: t("Everything is delivered, everything is up to date."),
  sending: t("Talking to the server."),
  waiting: t("What was sold is safe on this device and is delivered as soon as the server answers."),
  offline: t("The server does not answer; selling goes on."),
  refused: t("This till was disconnected in the admin. What it sold before is delivered; to sell on, pair it again."),
});

function Standing() {
  const t = useT();
  const sync = useTill((s) => s.sync);
  const identity = useTill((s) => s.identity);
  const catalog = useTill((s) => s.catalog);
  const room = useTill((s) => s.room);
  const seconds = useSecondsUntil(sync.nextTryAt);
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <p className="mb-2 text-base font-medium" role="status">
        {stateWords(t)[sync.state]}
      </p>
      {sync.words && <p className="mb-2 text-sm text-warn">{t(sync.words)}</p>}
      {seconds !== null && <p className="mb-2 text-sm text-ink-2">{t("Next try in {{seconds}} s", { seconds })}</p>}
      <dl className="divide-y divide-line text-sm">
        <Fact name={t("Waiting to be delivered")}>{sync.waiting}</Fact>
        {sync.problems > 0 && <Fact name={t("Of these not taken by the office")}>{sync.problems}</Fact>}
        <Fact name={t("Last heard from the server")}>
          {sync.lastSyncAt ? <DateTime value={sync.lastSyncAt} show="dateTime" /> : "–"}
        </Fact>
        <Fact name={t("This device's clock")}>
          {sync.skewMs === 0
            ? t("right")
            : t("{{seconds}} s off; receipts carry the server's time", { seconds: Math.round(sync.skewMs / 1000) })}
        </Fact>
        <Fact name={t("Kept on this device")}>
          {t("{{styles}} styles, {{skus}} SKUs", {
            styles: catalog?.styles.length ?? 0,
            skus: catalog?.bySku.size ?? 0,
          })}
        </Fact>
        {room && (
          <Fact name={t("Room on this device")}>
            {t("{{used}} of {{quota}} MB used", {
              used: megabytes(room.usedBytes),
              quota: megabytes(room.quotaBytes),
            })}
          </Fact>
        )}
        <Fact name={t("Safe from the browser's clean-up")}>
          <Persisted />
        </Fact>
        <Fact name={t("Receipt series")}>{identity?.series}</Fact>
      </dl>
      <Button size="lg" className="mt-3" onClick={deliverSoon}>
        {t("Try now")}
      </Button>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 py-2">
      <dt className="text-ink-2">{name}</dt>
      <dd className="tabular text-end">{children}</dd>
    </div>
  );
}

function Persisted() {
  const t = useT();
  const persisted = useTill((s) => s.persisted);
  if (persisted) return t("yes");
  const ask = () =>
    void navigator.storage?.persist?.().then((ok) =>
      toast({
        tone: ok ? "good" : "note",
        title: ok ? t("The browser keeps it") : t("The browser did not agree; install the till as an app."),
      }),
    );
  return (
    <span className="flex items-center gap-2">
      {t("not yet")}
      <Button onClick={ask}>{t("Ask")}</Button>
    </span>
  );
}

/** Whole seconds until an instant, counted down on the screen; null once it is over or where there is none. */
function useSecondsUntil(at: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (at === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [at]);
  return at === null || at <= now ? null : Math.ceil((at - now) / 1000);
}

const SHOWN_DELIVERED = 10;

/** What waits, and the last that arrived, each with how far it has come. */
function Events() {
  const t = useT();
  const sync = useTill((s) => s.sync);
  const [events, setEvents] = useState<{ waiting: KeptEvent[]; last: KeptEvent[] }>({ waiting: [], last: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lists are read again when the count changes
  useEffect(() => {
    const last = db.events
      .orderBy("counter")
      .reverse()
      .filter((event) => event.delivered === 1);
    void Promise.all([
      db.events.where("delivered").equals(0).sortBy("counter"),
      last.limit(SHOWN_DELIVERED).toArray(),
    ]).then(([waiting, delivered]) => setEvents({ waiting, last: delivered }));
  }, [sync.waiting, sync.state]);
  const save = <Button onClick={() => void saveWaiting()}>{t("Save to a file")}</Button>;
  return (
    <>
      {events.waiting.length > 0 && <EventList title={t("Waiting")} events={events.waiting} action={save} />}
      {events.last.length > 0 && <EventList title={t("Last delivered")} events={events.last} />}
    </>
  );
}

function EventList({ title, events, action }: { title: string; events: readonly KeptEvent[]; action?: ReactNode }) {
  const t = useT();
  const kinds: Record<KeptEvent["kind"], string> = {
    sale: t("Sale"),
    shift_opened: t("Shift opened"),
    shift_closed: t("Shift closed"),
    cash_moved: t("Cash in or out"),
    customer_added: t("New customer"),
    receipt_sent: t("Receipt by mail"),
  };
  return (
    <section className="rounded-xl border border-line bg-surface p-5">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 className="font-semibold">{title}</h2>
        {action}
      </div>
      <ul className="divide-y divide-line text-sm">
        {events.map((event) => (
          <li key={event.id} className="py-2">
            <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 sm:grid sm:grid-cols-[1fr_13rem_11rem]">
              <span>
                {event.counter}. {kinds[event.kind]} {String(event.payload["receiptNumber"] ?? "")}
              </span>
              <EventStateBadge event={event} />
              <DateTime value={event.happenedAt} show="dateTime" className="text-ink-2 sm:text-end" />
            </span>
            {event.problem && <span className="block font-medium text-bad">{event.problem}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
