import { cx } from "./classes.ts";

type ProgressProps = {
  label: string;
  /** Done so far; undefined while the end is not known. */
  value?: number | undefined;
  max?: number;
  tone?: "accent" | "good" | "warn" | "bad";
  className?: string;
};

const fill = { accent: "bg-accent", good: "bg-good", warn: "bg-warn", bad: "bg-bad" };

/** True progress: `value` of `max`, or a moving bar when the end is unknown. */
export function Progress({ label, value, max = 100, tone = "accent", className }: ProgressProps) {
  const known = value !== undefined;
  const share = known ? Math.min(100, Math.max(0, (value / Math.max(max, 1)) * 100)) : 100;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={known ? value : undefined}
      className={cx("h-1.5 w-full overflow-hidden rounded-full bg-surface-3", className)}
    >
      <div
        className={cx("h-full rounded-full transition-[width] duration-300", known ? fill[tone] : "shimmer")}
        style={{ width: `${share}%` }}
      />
    </div>
  );
}
