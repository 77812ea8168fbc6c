import { type ComponentProps, lazy, Suspense } from "react";
import { Skeleton } from "../skeleton.tsx";

// Recharts is larger than the rest of a screen together: it comes only with the first chart drawn.
const LazyFan = lazy(() => import("./fan-chart.tsx"));
const LazyBars = lazy(() => import("./bar-chart.tsx"));

/** Forecast fan: history, mean, two intervals, and a line to compare with. */
export function LineWithIntervals(props: ComponentProps<typeof LazyFan>) {
  return (
    <Suspense fallback={<Skeleton className="h-72 w-full" />}>
      <LazyFan {...props} />
    </Suspense>
  );
}

export function Bars(props: ComponentProps<typeof LazyBars>) {
  return (
    <Suspense fallback={<Skeleton className="h-64 w-full" />}>
      <LazyBars {...props} />
    </Suspense>
  );
}
