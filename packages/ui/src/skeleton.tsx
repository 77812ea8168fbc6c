import { cx } from "./classes.ts";
import { useUiText } from "./ui-text.tsx";

/** The shape of what is coming. Hidden from screen readers; the region around it says "Loading". */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("shimmer block h-4 rounded", className)} />;
}

const widths = ["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4"];

export function SkeletonRows({ rows = 6, className }: { rows?: number; className?: string }) {
  const text = useUiText();
  return (
    <div role="status" aria-label={text.loading} className={cx("space-y-3", className)}>
      {Array.from({ length: rows }, (_, index) => `row-${index}`).map((key, index) => (
        <Skeleton key={key} className={widths[index % widths.length] ?? ""} />
      ))}
    </div>
  );
}
