import { Button, DateTime, Notice, saveFile, toast } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { db, deliverSoon } from "../app/till.ts";
import { useTill } from "../app/till-state.ts";
import { takeUpdate } from "../app/update.ts";
import type { KeptEvent } from "../device/till-db.ts";
import { PrinterSettings } from "../hardware/printer-settings.tsx";
import { useT } from "../i18n/i18n.ts";

/** How the till stands with the server, event by event, what it holds, and its printer. */
export function SyncScreen() {
  const t = useT();
  const sync = useTill((s) => s.sync);
  const identity = useTill((s) => s.identity);
  const persisted = useTill((s) => s.persisted);
  const catalog = useTill((s) => s.catalog);
  const updateReady = useTill((s) => s.updateReady);
  const [waiting, setWaiting] = useState<KeptEvent[]>([]);
  const [room, setRoom] = useState<StorageEstimate | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read again when the count changes
  useEffect(() => {
    void db.events.where("delivered").equals(0).sortBy("counter").then(setWaiting);
    void navigator.storage?.estimate?.().then(setRoom);
  }, [sync.waiting, sync.state]);
  const words = {
    in_step: t("Everything is delivered, everything is up to date."),
    sending: t("Talking to the server."),
    waiting: t("What was sold is safe on this device and is delivered as soon as the server answers."),
    offline: t("The server does not answer; selling goes on."),
    refused: t("This till was disconnected in the admin. What it sold before is delivered; to sell on, pair it again."),
  }[sync.state];
  const kinds: Record<KeptEvent["kind"], string> = {
    sale: t("Sale"),
    shift_opened: t("Shift opened"),
    shift_closed: t("Shift closed"),
    cash_moved: t("Cash in or out"),
    customer_added: t("New customer"),
  };
  const fact = "flex justify-between gap-4 py-2";
  return (
    <main className="min-h-0 flex-1 overflow-y-auto p-4">
      <div className="mx-auto max-w-2xl space-y-4">
        <h1 className="text-xl font-semibold">{t("This till and the server")}</h1>
        {updateReady && (
          <Notice tone="good" action={<Button onClick={takeUpdate}>{t("Load it")}</Button>}>
            {t("A new version of the till is here.")}
          </Notice>
        )}
        <section className="rounded-xl border border-line bg-surface p-5">
          <p className="mb-2 text-base font-medium" role="status">
            {words}
          </p>
          {sync.words && <p className="mb-2 text-sm text-warn">{sync.words}</p>}
          <dl className="divide-y divide-line text-sm">
            <div className={fact}>
              <dt className="text-ink-2">{t("Waiting to be delivered")}</dt>
              <dd className="tabular font-medium">{sync.waiting}</dd>
            </div>
            <div className={fact}>
              <dt className="text-ink-2">{t("Last heard from the server")}</dt>
              <dd>{sync.lastSyncAt ? <DateTime value={sync.lastSyncAt} show="dateTime" /> : "–"}</dd>
            </div>
            <div className={fact}>
              <dt className="text-ink-2">{t("This device's clock")}</dt>
              <dd>
                {sync.skewMs === 0
                  ? t("right")
                  : t("{{seconds}} s off; receipts carry the server's time", {
                      seconds: Math.round(sync.skewMs / 1000),
                    })}
              </dd>
            </div>
            <div className={fact}>
              <dt className="text-ink-2">{t("Kept on this device")}</dt>
              <dd>
                {t("{{styles}} styles, {{skus}} SKUs", {
                  styles: catalog?.styles.length ?? 0,
                  skus: catalog?.bySku.size ?? 0,
                })}
                {room?.usage !== undefined && ` · ${Math.round(room.usage / 1_000_000)} MB`}
              </dd>
            </div>
            <div className={fact}>
              <dt className="text-ink-2">{t("Safe from the browser's clean-up")}</dt>
              <dd className="flex items-center gap-2">
                {persisted ? t("yes") : t("not yet")}
                {!persisted && (
                  <Button
                    onClick={() =>
                      void navigator.storage?.persist?.().then((ok) =>
                        toast({
                          tone: ok ? "good" : "note",
                          title: ok
                            ? t("The browser keeps it")
                            : t("The browser did not agree; install the till as an app."),
                        }),
                      )
                    }
                  >
                    {t("Ask")}
                  </Button>
                )}
              </dd>
            </div>
            <div className={fact}>
              <dt className="text-ink-2">{t("Receipt series")}</dt>
              <dd>{identity?.series}</dd>
            </div>
          </dl>
          <Button size="lg" className="mt-3" onClick={deliverSoon}>
            {t("Try now")}
          </Button>
        </section>
        {waiting.length > 0 && (
          <section className="rounded-xl border border-line bg-surface p-5">
            <div className="mb-2 flex items-center justify-between gap-3">
              <h2 className="font-semibold">{t("Waiting")}</h2>
              <Button
                onClick={() =>
                  saveFile(`till-${identity?.series}.json`, JSON.stringify(waiting, null, 1), "application/json")
                }
              >
                {t("Save to a file")}
              </Button>
            </div>
            <ul className="divide-y divide-line text-sm">
              {waiting.map((event) => (
                <li key={event.id} className="py-2">
                  <span className="flex justify-between gap-3">
                    <span>
                      {event.counter}. {kinds[event.kind]} {String(event.payload["receiptNumber"] ?? "")}
                    </span>
                    <DateTime value={event.happenedAt} show="dateTime" className="text-ink-2" />
                  </span>
                  {event.problem && <span className="block font-medium text-bad">{event.problem}</span>}
                </li>
              ))}
            </ul>
          </section>
        )}
        <PrinterSettings />
      </div>
    </main>
  );
}
