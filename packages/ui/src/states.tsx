import { CloudOff, Lock, RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./classes.ts";
import { useUiText } from "./ui-text.tsx";

type StateProps = {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  className?: string;
  role?: "status" | "alert";
};

function StatePanel({ icon, title, children, action, className, role }: StateProps) {
  return (
    <div role={role} className={cx("mx-auto flex max-w-md flex-col items-center px-6 py-12 text-center", className)}>
      {icon && (
        <span className="mb-3 grid size-11 place-items-center rounded-full bg-surface-3 text-ink-3 [&_svg]:size-5">
          {icon}
        </span>
      )}
      <h2 className="text-base font-semibold text-balance">{title}</h2>
      {children && <div className="mt-1 text-sm text-pretty text-ink-2">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** Nothing here yet: what this is, and the one button to begin. */
export function EmptyState(props: Omit<StateProps, "role">) {
  return <StatePanel {...props} />;
}

/** What happened and what to do. `detail` is the server's own words. */
export function ErrorState({
  title,
  detail,
  onRetry,
  className,
}: {
  title?: string;
  detail?: ReactNode;
  onRetry?: (() => void) | undefined;
  className?: string;
}) {
  const text = useUiText();
  return (
    <StatePanel
      role="alert"
      icon={<TriangleAlert aria-hidden />}
      title={title ?? text.errorTitle}
      className={className ?? ""}
      action={
        onRetry && (
          <Button icon={<RotateCw aria-hidden />} onClick={onRetry}>
            {text.tryAgain}
          </Button>
        )
      }
    >
      {detail}
    </StatePanel>
  );
}

/** Refused for want of a permission; `needs` says in words which one. */
export function NoPermissionState({ needs }: { needs?: ReactNode }) {
  const text = useUiText();
  return (
    <StatePanel role="status" icon={<Lock aria-hidden />} title={text.noPermissionTitle}>
      {text.noPermissionBody}
      {needs && <span className="mt-2 block font-medium text-ink">{needs}</span>}
    </StatePanel>
  );
}

export function OfflineState({ onRetry }: { onRetry?: () => void }) {
  const text = useUiText();
  return (
    <StatePanel
      role="status"
      icon={<CloudOff aria-hidden />}
      title={text.offlineTitle}
      action={onRetry && <Button onClick={onRetry}>{text.tryAgain}</Button>}
    >
      {text.offlineBody}
    </StatePanel>
  );
}

/** A strip above content that is there but not whole: old figures, part of a list, a held order. */
export function Notice({
  tone = "note",
  title,
  children,
  action,
  className,
}: {
  tone?: "note" | "warn" | "bad" | "good";
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const look = {
    note: "bg-note-soft text-note",
    warn: "bg-warn-soft text-warn",
    bad: "bg-bad-soft text-bad",
    good: "bg-good-soft text-good",
  }[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={cx("flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-3.5 py-2.5 text-sm", look, className)}
    >
      <div className="min-w-0 flex-1">
        {title && <strong className="font-semibold">{title} </strong>}
        <span className="text-ink">{children}</span>
      </div>
      {action}
    </div>
  );
}
