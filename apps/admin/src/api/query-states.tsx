import type { Permission } from "@selvedge/contract";
import { ErrorState, NoPermissionState, OfflineState, SkeletonRows } from "@selvedge/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { useCan } from "../session/session-store.ts";
import { errorText, problemOf } from "./client.ts";

const PermissionName = lazy(() => import("./permission-name.tsx"));

/** What stands in place of content that did not come: refused, offline, not found or broken. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = problemOf(error);
  if (problem?.status === 403) return <NoPermissionState needs={problem.detail} />;
  if (!problem && !navigator.onLine) return <OfflineState {...(onRetry ? { onRetry } : {})} />;
  return <ErrorState {...(problem ? { title: problem.title } : {})} detail={errorText(error)} onRetry={onRetry} />;
}

type LoadedProps<T> = {
  query: UseQueryResult<T>;
  children: (value: T) => ReactNode;
  /** The shape of what is coming. */
  skeleton?: ReactNode;
};

/** Draws a query's content, or the state it is in. Old content stays while it loads again. */
export function Loaded<T>({ query, children, skeleton }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton ?? <SkeletonRows />;
}

/** A whole screen behind one permission. */
export function Guard({ permission, children }: { permission: Permission; children: ReactNode }) {
  const can = useCan();
  if (can(permission)) return children;
  return (
    <NoPermissionState
      needs={
        <Suspense>
          <PermissionName permission={permission} />
        </Suspense>
      }
    />
  );
}
