import { decideApi, type OutputOf, tenancyApi } from "@selvedge/contract";
import {
  Badge,
  Button,
  DateTime,
  FieldFrame,
  Money,
  Quantity,
  Select,
  Share,
  SidePanel,
  TextArea,
  Timeline,
  useFormatSettings,
} from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApi, useCommand } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { useT } from "../../i18n/i18n.ts";
import { useCan } from "../../session/session-store.ts";
import {
  anomalyKindWords,
  anomalyStatusWords,
  anomalySubject,
  anomalyTones,
  figureWords,
  isMoney,
  isShare,
  reasonWords,
} from "./anomaly-words.ts";

type Case = OutputOf<typeof decideApi.getAnomaly>;

/** One case: why it was raised, the documents behind it, notes, and the verdict. */
export function AnomalyPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const found = useApi(decideApi.getAnomaly, { id }, { keepPrevious: false });
  const c = found.data;
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={c ? `${c.number} · ${anomalyKindWords(t, c.kind)}` : t("Case")}
      description={c ? anomalySubject(c) : undefined}
    >
      <Loaded query={found}>{(loaded) => <CaseBody found={loaded} />}</Loaded>
    </SidePanel>
  );
}

function CaseBody({ found: c }: { found: Case }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const can = useCan();
  return (
    <div className="space-y-5">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={anomalyTones[c.status]}>{anomalyStatusWords(t, c.status)}</Badge>
        <DateTime value={c.happenedOn} />
        <span className="text-ink-3">
          {t("about")} <Money amountMinor={c.worthMinor} currency={c.currency} className="font-medium text-ink" />
        </span>
      </p>
      <section>
        <h3 className="mb-2 text-sm font-semibold">{t("Why it was raised")}</h3>
        <ul className="space-y-1.5 text-sm">
          {c.reasons.map((reason) => (
            <li key={`${reason.source} ${reason.about}`} className="flex items-start justify-between gap-3">
              <span>{reasonWords(t, reason, locale)}</span>
              <span className="tabular shrink-0 text-xs text-ink-3">{Math.round(reason.strength * 100)} / 100</span>
            </li>
          ))}
        </ul>
        {c.threshold && (
          <p className="mt-2 text-xs text-ink-3">
            {t("Raised from {{now}} of 100 on; learnt {{learnt}}, moved by {{count}} verdicts", {
              now: Math.round(c.threshold.now * 100),
              learnt: Math.round(c.threshold.learnt * 100),
              count: c.threshold.verdicts,
            })}
          </p>
        )}
      </section>
      <dl className="grid grid-cols-2 gap-3 text-sm">
        {Object.entries(c.facts).map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-ink-3">{figureWords(t, name)}</dt>
            <dd className="font-medium">
              {isShare(name) ? (
                <Share value={value} />
              ) : isMoney(name) ? (
                <Money amountMinor={value === null ? null : Math.round(value * 100)} currency={c.currency} />
              ) : (
                <Quantity value={value === null ? null : Math.round(value * 100) / 100} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {c.orders.length > 0 && (
        <section>
          <h3 className="mb-2 text-sm font-semibold">{t("Orders behind it")}</h3>
          <ul className="divide-y divide-line text-sm">
            {c.orders.map((order) => (
              <li key={order.id} className="grid grid-cols-3 gap-3 py-1.5">
                <Link to="/orders/$orderId" params={{ orderId: order.id }} className="font-medium hover:underline">
                  {order.number}
                </Link>
                <DateTime value={order.placedOn} />
                <Money amountMinor={order.totalMinor} currency={c.currency} className="text-end" />
              </li>
            ))}
          </ul>
        </section>
      )}
      {can("insights.anomaly.decide") && <Work key={c.version} found={c} />}
      {c.notes.length > 0 && (
        <section>
          <h3 className="mb-2 text-sm font-semibold">{t("Notes")}</h3>
          <Timeline
            label={t("Notes")}
            entries={c.notes.map((note) => ({
              ...{ id: note.id, at: note.at },
              title: note.toStatus ? anomalyStatusWords(t, note.toStatus) : t("Note"),
              ...(note.note ? { detail: note.note } : {}),
              ...(note.byName ? { by: note.byName } : {}),
            }))}
          />
        </section>
      )}
    </div>
  );
}

/** Give it to somebody, note what was found, say what it was. */
function Work({ found: c }: { found: Case }) {
  const t = useT();
  const can = useCan();
  const [text, setText] = useState("");
  const users = useApi(tenancyApi.listUsers, {}, { enabled: can("identity.user.read") });
  const change = useCommand(decideApi.changeAnomaly, { refresh: ["insights."], onDone: () => setText("") });
  const said = text.trim();
  const isClosed = c.status === "confirmed" || c.status === "dismissed";
  return (
    <section className="space-y-3 rounded-lg border border-line p-3">
      {can("identity.user.read") && (
        <FieldFrame label={t("Looks into it")}>
          {(control) => (
            <Select
              {...control}
              value={c.assigneeId ?? ""}
              onChange={(e) => change.mutate({ id: c.id, assigneeId: e.target.value || null })}
              options={[
                { value: "", label: t("nobody yet") },
                ...(users.data?.items ?? []).map((user) => ({ value: user.id, label: user.name })),
              ]}
            />
          )}
        </FieldFrame>
      )}
      <FieldFrame label={t("What was found")} hint={isClosed ? undefined : t("Needed to dismiss a case")}>
        {(control) => (
          <TextArea {...control} rows={3} maxLength={1000} value={text} onChange={(e) => setText(e.target.value)} />
        )}
      </FieldFrame>
      <div className="flex flex-wrap gap-2">
        {said && (
          <Button size="sm" busy={change.isPending} onClick={() => change.mutate({ id: c.id, note: said })}>
            {t("Add a note")}
          </Button>
        )}
        {c.status !== "investigating" && (
          <Button
            size="sm"
            busy={change.isPending}
            onClick={() => change.mutate({ id: c.id, status: "investigating" })}
          >
            {isClosed ? t("Take up again") : t("Look into it")}
          </Button>
        )}
        {!isClosed && (
          <>
            <Button
              size="sm"
              tone="danger"
              busy={change.isPending}
              onClick={() => change.mutate({ id: c.id, status: "confirmed", ...(said ? { reason: said } : {}) })}
            >
              {t("It is real")}
            </Button>
            <Button
              size="sm"
              busy={change.isPending}
              disabled={!said}
              onClick={() => change.mutate({ id: c.id, status: "dismissed", reason: said })}
            >
              {t("It is nothing")}
            </Button>
          </>
        )}
      </div>
      <p className="text-xs text-ink-3">
        {t("Verdicts teach: what you dismiss is raised less, what you confirm stays.")}
      </p>
    </section>
  );
}
