import { CheckCircle2, TriangleAlert, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { type ReactNode, useSyncExternalStore } from "react";
import { cx } from "./classes.ts";
import { useUiText } from "./ui-text.tsx";

type ToastMessage = {
  id: number;
  tone: "good" | "warn" | "bad" | "note";
  title: string;
  detail?: string | undefined;
  action?: { label: string; onSelect: () => void } | undefined;
};

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

/** Tells what just happened. Errors stay twice as long; an `action` is the way back (undo, open). */
export function toast(message: Omit<ToastMessage, "id">): void {
  publish([...messages.slice(-3), { ...message, id: nextId++ }]);
}

const icons: Record<ToastMessage["tone"], ReactNode> = {
  good: <CheckCircle2 className="size-4.5 text-good" aria-hidden />,
  warn: <TriangleAlert className="size-4.5 text-warn" aria-hidden />,
  bad: <TriangleAlert className="size-4.5 text-bad" aria-hidden />,
  note: null,
};

/** Once per app, beside the shell. */
export function ToastHost({ children }: { children: ReactNode }) {
  const text = useUiText();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => messages,
  );
  return (
    <Radix.Provider swipeDirection="right" label={text.notice}>
      {children}
      {shown.map((message) => (
        <Radix.Root
          key={message.id}
          type={message.tone === "bad" ? "foreground" : "background"}
          duration={message.tone === "bad" || message.tone === "warn" ? 10_000 : 5_000}
          onOpenChange={(open) => {
            if (!open) publish(messages.filter((other) => other.id !== message.id));
          }}
          className="flex animate-rise items-start gap-2.5 rounded-lg border border-line bg-surface px-3.5 py-3 shadow-pop"
        >
          {icons[message.tone]}
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-sm font-medium">{message.title}</Radix.Title>
            {message.detail && (
              <Radix.Description className="mt-0.5 text-sm break-words text-ink-2">{message.detail}</Radix.Description>
            )}
          </div>
          {message.action && (
            <Radix.Action
              altText={message.action.label}
              onClick={message.action.onSelect}
              className="rounded px-1 text-sm font-medium text-accent hover:underline"
            >
              {message.action.label}
            </Radix.Action>
          )}
          <Radix.Close aria-label={text.dismiss} className={cx("rounded p-0.5 text-ink-3 hover:bg-surface-3")}>
            <X className="size-4" aria-hidden />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport
        label={text.notices}
        className="fixed end-0 bottom-0 z-60 flex w-full flex-col gap-2 p-4 pb-[max(1rem,env(safe-area-inset-bottom))] outline-none sm:w-96"
      />
    </Radix.Provider>
  );
}
