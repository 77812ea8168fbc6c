import { decideApi } from "@selvedge/contract";
import {
  Badge,
  Button,
  Card,
  DateTime,
  formatDate,
  formatMoney,
  formatNumber,
  formatShare,
  GarmentPicture,
  Money,
  useFormatSettings,
} from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Check, Pencil, PhoneCall, X } from "lucide-react";
import { useState } from "react";
import { useCommand } from "../../api/hooks.ts";
import { useT } from "../../i18n/i18n.ts";
import { ReasonDialog } from "../../sales/reason-dialog.tsx";
import { useCan } from "../../session/session-store.ts";
import { EditSuggestion } from "./edit-suggestion.tsx";
import {
  doneWords,
  driverFigure,
  driverName,
  noteWords,
  type Suggestion,
  suggestionKindWords,
  whatWords,
} from "./suggestion-words.tsx";

const refresh = ["insights.", "pricing.", "inventory."];

/** What, why, how sure, worth how much; and what to do about it. */
export function SuggestionCard({ suggestion: s }: { suggestion: Suggestion }) {
  const t = useT();
  const { locale, timeZone } = useFormatSettings();
  const money = (minor: number) => formatMoney(minor, s.currency, locale);
  const day = (on: string) => formatDate(on, locale, timeZone, "date");
  return (
    <Card className="flex flex-col">
      <div className="flex items-start gap-3">
        {s.subjectType === "style" ? (
          <GarmentPicture src={s.pictureUrl} name={s.subjectName} hex={s.hex} size="sm" />
        ) : (
          <span className="grid size-11 shrink-0 place-items-center rounded-full bg-surface-3 text-ink-2">
            <PhoneCall className="size-4.5" aria-hidden />
          </span>
        )}
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone="accent">{suggestionKindWords(t, s.kind)}</Badge>
            <Subject suggestion={s} />
          </p>
          <p className="mt-1 text-sm">{whatWords(t, s, money, day)}</p>
        </div>
        <div className="text-end">
          <Money amountMinor={s.worthMinor} currency={s.currency} show="compact" className="text-lg font-semibold" />
          <p className="text-xs text-ink-3">{t("expected gain")}</p>
        </div>
      </div>
      <dl className="mt-3 grid grid-cols-2 gap-x-4 gap-y-2 text-sm @md:grid-cols-3">
        {s.drivers.slice(0, 6).map((driver) => (
          <div key={driver.factor} className="min-w-0">
            <dt className="truncate text-xs text-ink-3" title={driverName(t, driver.factor)}>
              {driverName(t, driver.factor)}
            </dt>
            <dd className="tabular font-medium">{driverFigure(driver, s.currency)}</dd>
          </div>
        ))}
      </dl>
      <HowSure suggestion={s} />
      <div className="mt-auto pt-3">{s.status === "open" ? <Decide suggestion={s} /> : <Decided suggestion={s} />}</div>
    </Card>
  );
}

function Subject({ suggestion: s }: { suggestion: Suggestion }) {
  const look = "min-w-0 truncate font-medium hover:underline";
  return s.subjectType === "style" ? (
    <Link to="/styles/$styleId" params={{ styleId: s.subjectId }} className={look}>
      {s.subjectName}
    </Link>
  ) : (
    <Link to="/customers/$customerId" params={{ customerId: s.subjectId }} className={look}>
      {s.subjectName}
    </Link>
  );
}

/** The interval as a bar from low to high with the expected worth on it, and the backtest beside the naive way. */
function HowSure({ suggestion: s }: { suggestion: Suggestion }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const { level, measure, ours, naive, note } = s.confidence;
  const low = Math.min(0, s.worthLowMinor);
  const span = Math.max(1, s.worthHighMinor - low);
  const at = (minor: number) => `${Math.min(100, Math.max(0, ((minor - low) / span) * 100))}%`;
  const figure = (value: number) =>
    measure === "wape" ? formatShare(value, locale, 0) : formatNumber(value, locale, { maximumFractionDigits: 2 });
  return (
    <div className="mt-3 border-t border-line pt-3 text-xs text-ink-2">
      <div className="relative h-1.5 rounded-full bg-surface-3" aria-hidden>
        <div
          className="absolute inset-y-0 rounded-full bg-accent/40"
          style={{ left: at(s.worthLowMinor), right: `calc(100% - ${at(s.worthHighMinor)})` }}
        />
        <div
          className="absolute -top-0.5 h-2.5 w-1 -translate-x-1/2 rounded-full bg-accent"
          style={{ left: at(s.worthMinor) }}
        />
      </div>
      <p className="mt-1.5 flex flex-wrap justify-between gap-x-3">
        <span>
          {level === null ? t("Between") : t("{{percent}} sure: between", { percent: formatShare(level, locale, 0) })}{" "}
          <Money amountMinor={s.worthLowMinor} currency={s.currency} show="compact" /> {t("and")}{" "}
          <Money amountMinor={s.worthHighMinor} currency={s.currency} show="compact" />
        </span>
        {ours !== null && (
          <span>
            {measure === "wape" && naive !== null
              ? t("Forecast error {{ours}}, naive {{naive}}", { ours: figure(ours), naive: figure(naive) })
              : measure === "brier" && naive !== null
                ? t("Error on the past {{ours}}, guessing {{naive}}", { ours: figure(ours), naive: figure(naive) })
                : t("Standard error {{ours}}", { ours: figure(ours) })}
          </span>
        )}
      </p>
      {note && <p className="mt-0.5 text-ink-3">{noteWords(t, note)}</p>}
    </div>
  );
}

function Decide({ suggestion: s }: { suggestion: Suggestion }) {
  const t = useT();
  const can = useCan();
  const [asking, setAsking] = useState<"edit" | "dismiss" | null>(null);
  const accept = useCommand(decideApi.acceptSuggestion, { refresh, done: doneWords(t, s.kind) });
  const dismiss = useCommand(decideApi.dismissSuggestion, { refresh, onDone: () => setAsking(null) });
  if (!can("insights.suggestion.decide")) {
    return <p className="text-xs text-ink-3">{t("Your role may look, not decide.")}</p>;
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        tone="primary"
        size="sm"
        icon={<Check aria-hidden />}
        busy={accept.isPending}
        onClick={() => accept.mutate({ id: s.id })}
      >
        {s.kind === "call_customer" ? t("I will call") : s.kind === "fix_fit" ? t("I will tell them") : t("Accept")}
      </Button>
      <Button size="sm" icon={<Pencil aria-hidden />} onClick={() => setAsking("edit")}>
        {t("Edit")}
      </Button>
      <Button size="sm" tone="quiet" icon={<X aria-hidden />} onClick={() => setAsking("dismiss")}>
        {t("Dismiss")}
      </Button>
      <span className="ms-auto text-xs text-ink-3">
        {t("until")} <DateTime value={s.validUntil} show="day" />
      </span>
      {asking === "edit" && <EditSuggestion suggestion={s} onClose={() => setAsking(null)} />}
      {asking === "dismiss" && (
        <ReasonDialog
          title={t("Dismiss this suggestion")}
          explain={t("It stays away for 30 days. The reason helps to judge the model later.")}
          button={t("Dismiss")}
          busy={dismiss.isPending}
          onClose={() => setAsking(null)}
          onGive={(reason) => dismiss.mutate({ id: s.id, reason })}
        />
      )}
    </div>
  );
}

/** The page that shows what was done. */
function WhereItWent({ suggestion: s }: { suggestion: Suggestion }) {
  const t = useT();
  const look = "text-accent hover:underline";
  const params = { styleId: s.subjectId };
  switch (s.kind) {
    case "reorder":
      return (
        <Link to="/insights/buying" search={{ tab: "list" } as never} className={look}>
          {t("See the buy list")}
        </Link>
      );
    case "transfer":
      return (
        <Link to="/styles/$styleId" params={params} search={{ tab: "stock" } as never} className={look}>
          {t("See its stock")}
        </Link>
      );
    case "price":
    case "markdown":
      return (
        <Link to="/styles/$styleId" params={params} search={{ tab: "prices" } as never} className={look}>
          {t("See its prices")}
        </Link>
      );
    default:
      return null;
  }
}

function Decided({ suggestion: s }: { suggestion: Suggestion }) {
  const t = useT();
  const tone = s.status === "dismissed" || s.status === "expired" ? "neutral" : "good";
  const words = {
    open: t("Open"),
    accepted: t("Accepted"),
    edited: t("Edited"),
    dismissed: t("Dismissed"),
    expired: t("Expired"),
  }[s.status];
  return (
    <div className="space-y-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tone}>{words}</Badge>
        {s.decidedByName && <span>{s.decidedByName}</span>}
        <DateTime value={s.decidedAt} show="relative" className="text-ink-3" />
      </p>
      {s.reason && <p className="text-ink-2">{s.reason}</p>}
      {tone === "good" && <WhereItWent suggestion={s} />}
      {s.outcome ? (
        <p>
          {t("What came of it")}:{" "}
          <Money amountMinor={s.outcome.measuredMinor} currency={s.currency} className="font-semibold" />{" "}
          <span className="text-ink-3">
            {t("of the promised")} <Money amountMinor={s.outcome.promisedMinor} currency={s.currency} />
            {s.outcome.note ? ` · ${noteWords(t, s.outcome.note)}` : ""}
          </span>
        </p>
      ) : (
        s.outcomeDueOn && (
          <p className="text-ink-3">
            {t("What came of it is measured on")} <DateTime value={s.outcomeDueOn} />
          </p>
        )
      )}
    </div>
  );
}
