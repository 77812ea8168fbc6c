import { ArrowDownRight, ArrowUpRight, Info } from "lucide-react";
import type { ReactNode } from "react";
import { Sparkline } from "./charts/sparkline.tsx";
import { cx } from "./classes.ts";
import { useFormatSettings } from "./format/format-context.tsx";
import { formatShare } from "./format/format-figures.ts";
import { Tooltip } from "./menu.tsx";
import { Skeleton } from "./skeleton.tsx";
import { useUiText } from "./ui-text.tsx";

type KpiCardProps = {
  label: string;
  /** What the figure counts and what it leaves out. */
  definition: string;
  value: ReactNode;
  /** Change against the period before, as a fraction; null when there is nothing to compare with. */
  change?: number | null | undefined;
  changeAgainst?: string;
  /** Whether up is good; colour follows meaning, not direction. */
  upIsGood?: boolean;
  trend?: readonly number[] | undefined;
  /** A link around the label to the documents behind the figure. */
  renderLink?: ((children: ReactNode, className: string) => ReactNode) | undefined;
  loading?: boolean;
};

/** One figure: its definition on hover and focus, its change, its trend, and the way to what is behind it. */
export function KpiCard(props: KpiCardProps) {
  const { label, definition, value, change, changeAgainst, upIsGood = true, trend, renderLink, loading } = props;
  const text = useUiText();
  const { locale } = useFormatSettings();
  const good = change === null || change === undefined || change === 0 ? null : change > 0 === upIsGood;
  const linkLook = "outline-offset-4 after:absolute after:inset-0 after:rounded-lg hover:underline";
  return (
    <section className="@container relative flex min-w-0 flex-col rounded-lg border border-line bg-surface p-4">
      <div className="flex items-center gap-1 text-sm text-ink-2">
        <h3 className="min-w-0 truncate">{renderLink ? renderLink(label, linkLook) : label}</h3>
        <Tooltip content={definition}>
          <button
            type="button"
            className="relative z-10 rounded-full p-0.5 text-ink-3 hover:text-ink"
            aria-label={definition}
          >
            <Info className="size-3.5" aria-hidden />
          </button>
        </Tooltip>
      </div>
      <div className="mt-1 flex items-end justify-between gap-3">
        <div className="tabular min-w-0 truncate text-2xl font-semibold tracking-tight">
          {loading ? <Skeleton className="my-1 h-6 w-24" /> : value}
        </div>
        {trend && trend.length > 1 && (
          <Sparkline values={trend} className="hidden h-8 w-20 shrink-0 text-accent @[13rem]:block" />
        )}
      </div>
      {change !== undefined && (
        <div className="mt-1 flex h-4 items-center gap-1 text-xs text-ink-3">
          {change === null ? (
            <span className="truncate">{text.nothingBefore}</span>
          ) : (
            <>
              <span
                className={cx(
                  "tabular inline-flex items-center font-medium",
                  good === null ? "text-ink-3" : good ? "text-good" : "text-bad",
                )}
              >
                {change > 0 ? (
                  <ArrowUpRight className="size-3.5" aria-hidden />
                ) : change < 0 ? (
                  <ArrowDownRight className="size-3.5" aria-hidden />
                ) : null}
                {change === 0 ? text.unchanged : changeWords(change, locale)}
              </span>
              <span className="truncate">{changeAgainst}</span>
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** A share up to tenfold, a factor beyond: nobody reads "18,088.6%". */
export function changeWords(change: number, locale: string): string {
  if (change >= 10) return `×${Math.round(1 + change).toLocaleString(locale)}`;
  return formatShare(Math.abs(change), locale);
}
