import { tillApi } from "@selvedge/contract";
import { Badge, Button, Card, DateTime, EmptyState, Money, Notice } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { FileUp, MonitorSmartphone, Plus } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { PairDialog } from "./pair-dialog.tsx";
import { TakeInDialog } from "./take-in-dialog.tsx";
import { TillDialog } from "./till-dialog.tsx";
import { TillPage } from "./till-tabs.tsx";

type Till = tillApi.Till;

/** The shops' tills: what each sold today, its shift, its device, and the way to pair one. */
export function TillList() {
  const t = useT();
  const can = useCan();
  const tills = useApi(tillApi.listTills, {}, { pollMs: 15_000 });
  const [changing, setChanging] = useState<Till | "new" | null>(null);
  const [pairing, setPairing] = useState<Till | null>(null);
  const [takingIn, setTakingIn] = useState(false);
  const mayChange = can("pos.till.change");
  const add = mayChange && (
    <Button tone="primary" icon={<Plus aria-hidden />} onClick={() => setChanging("new")}>
      {t("Add a till")}
    </Button>
  );
  const actions = mayChange && (
    <>
      <Button icon={<FileUp aria-hidden />} onClick={() => setTakingIn(true)}>
        {t("Take in a till's file")}
      </Button>
      {add}
    </>
  );
  return (
    <TillPage current="tills" actions={actions}>
      <Loaded query={tills}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<MonitorSmartphone aria-hidden />} title={t("No tills yet")} action={add}>
              {t("A till is a browser on a counter: it sells with and without network. Add one, then pair the device.")}
            </EmptyState>
          ) : (
            <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
              {items.map((till) => (
                <li key={till.id}>
                  <TillCard till={till} mayChange={mayChange} onChange={setChanging} onPair={setPairing} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {changing && <TillDialog till={changing === "new" ? null : changing} onClose={() => setChanging(null)} />}
      {pairing && <PairDialog till={pairing} onClose={() => setPairing(null)} />}
      {takingIn && tills.data && <TakeInDialog tills={tills.data.items} onClose={() => setTakingIn(false)} />}
    </TillPage>
  );
}

type TillCardProps = {
  till: Till;
  mayChange: boolean;
  onChange: (till: Till) => void;
  onPair: (till: Till) => void;
};

function TillCard({ till, mayChange, onChange, onPair }: TillCardProps) {
  const t = useT();
  const revoke = useCommand(tillApi.revokeDevice, { refresh: ["pos."] });
  const [asking, setAsking] = useState(false);
  const { device, openShift } = till;
  const row = "flex items-baseline justify-between gap-3 py-1.5 text-sm";
  return (
    <Card
      title={`${till.code} · ${till.name}`}
      actions={
        till.status === "archived" ? (
          <Badge>{t("Archived")}</Badge>
        ) : openShift ? (
          <Badge tone="good">{t("Open")}</Badge>
        ) : (
          <Badge>{t("Closed")}</Badge>
        )
      }
    >
      <dl className="divide-y divide-line">
        <div className={row}>
          <dt className="text-ink-2">{till.location.name}</dt>
          <dd className="text-end">
            <Money amountMinor={till.salesTodayMinor} currency={till.currency} className="font-semibold" />{" "}
            <span className="text-ink-2">{t("today, {{count}} receipts", { count: till.receiptsToday })}</span>
          </dd>
        </div>
        <div className={row}>
          <dt className="text-ink-2">{t("Shift")}</dt>
          <dd>
            {openShift ? (
              <Link to="/tills/shifts/$shiftId" params={{ shiftId: openShift.id }} className="hover:underline">
                {openShift.openedBy ?? "–"}, <DateTime value={openShift.openedAt} show="dateTime" />
              </Link>
            ) : (
              t("none open")
            )}
          </dd>
        </div>
        <div className={row}>
          <dt className="text-ink-2">{t("Device")}</dt>
          <dd className="text-end">
            {device ? `${device.name} (${device.series})` : t("not paired")}
            {device?.lastSeenAt && (
              <span className="block text-xs text-ink-2">
                {t("heard from")} <DateTime value={device.lastSeenAt} show="relative" />
              </span>
            )}
          </dd>
        </div>
      </dl>
      {device && device.waitingEvents > 0 && (
        <Notice tone="warn" className="mt-2">
          {t("{{count}} sales were still on the device when it was last heard from.", { count: device.waitingEvents })}
        </Notice>
      )}
      {device && device.stuckEvents > 0 && (
        <Notice tone="bad" className="mt-2">
          {t("{{count}} of them cannot be delivered: {{words}}", {
            count: device.stuckEvents,
            words: device.stuckWords ?? "",
          })}{" "}
          {t("On the till, save them to a file under the sign at the top right, then take the file in here.")}
        </Notice>
      )}
      {device && Math.abs(device.clockSkewMs) > 60_000 && (
        <Notice tone="warn" className="mt-2">
          {t("Its clock is {{count}} minutes off; receipts carry our time.", {
            count: Math.round(device.clockSkewMs / 60_000),
          })}
        </Notice>
      )}
      {asking && (
        <Notice
          tone="bad"
          className="mt-2"
          action={
            <Button size="sm" tone="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: till.id })}>
              {t("Disconnect")}
            </Button>
          }
        >
          {t("What it sold is still delivered; to sell again it has to be paired.")}
        </Notice>
      )}
      {mayChange && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" tone={device ? "plain" : "primary"} onClick={() => onPair(till)}>
            {device ? t("Pair another device") : t("Pair a device")}
          </Button>
          <Button size="sm" onClick={() => onChange(till)}>
            {t("Change")}
          </Button>
          {device && !asking && (
            <Button size="sm" tone="quiet" onClick={() => setAsking(true)}>
              {t("Disconnect")}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}
