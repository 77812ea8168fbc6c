import "./style-nonce.ts";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./classes.ts";
import { useUiText } from "./ui-text.tsx";

type OverlayProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons; the main one last. */
  footer?: ReactNode;
  className?: string;
};

function Head({ title, description }: { title: ReactNode; description: ReactNode }) {
  const text = useUiText();
  return (
    <header className="flex items-start gap-3 border-b border-line px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-lg font-semibold text-balance">{title}</Radix.Title>
        {description ? (
          <Radix.Description className="mt-0.5 text-sm text-ink-2">{description}</Radix.Description>
        ) : (
          <Radix.Description className="sr-only">{title}</Radix.Description>
        )}
      </div>
      <Radix.Close asChild>
        <Button tone="quiet" size="icon" aria-label={text.close} className="-me-2 -mt-1">
          <X aria-hidden />
        </Button>
      </Radix.Close>
    </header>
  );
}

const footLook =
  "flex flex-wrap items-center justify-end gap-2 border-t border-line bg-surface-2 px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]";

/** A question that must be answered before going on. A sheet from the bottom on phones. */
export function Dialog({ open, onOpenChange, title, description, children, footer, className }: OverlayProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-black/40" />
        <Radix.Content
          className={cx(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-rise flex-col overflow-hidden rounded-t-xl border border-line bg-surface shadow-pop outline-none",
            "sm:inset-x-auto sm:top-[12dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[80dvh] sm:w-[min(34rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:rounded-lg rtl:sm:right-1/2 rtl:sm:left-auto rtl:sm:translate-x-1/2",
            className,
          )}
        >
          <Head title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <footer className={footLook}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Detail beside the list it came from; the whole screen on phones. */
export function SidePanel({ open, onOpenChange, title, description, children, footer, className }: OverlayProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-black/25" />
        <Radix.Content
          className={cx(
            "fixed inset-y-0 end-0 z-50 flex w-full animate-slide flex-col border-s border-line bg-surface shadow-pop outline-none sm:w-[min(30rem,92vw)]",
            className,
          )}
        >
          <Head title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <footer className={footLook}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
