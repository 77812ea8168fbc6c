import type { ReactNode } from "react";
import { cx } from "./classes.ts";

/** What may be wider than its card: it scrolls by touch and wheel and, focused, by the arrow keys. `label` says what is in it. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
    <section aria-label={label} tabIndex={0} className={cx("scroll-thin overflow-x-auto", className)}>
      {children}
    </section>
  );
}
