import "./style-nonce.ts";
import { Menu as MenuIcon, Search, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { cx } from "./classes.ts";
import { useUiText } from "./ui-text.tsx";

export type NavItem = { key: string; label: string; icon: ReactNode; to: string; count?: number | undefined };
export type NavSection = { heading?: string; items: readonly NavItem[] };

type AppShellProps = {
  brand: ReactNode;
  sections: readonly NavSection[];
  /** The app's router draws the link; `className` carries its looks, active state by aria-current. */
  renderLink: (item: NavItem, className: string, children: ReactNode, onFollow: () => void) => ReactNode;
  onSearch: () => void;
  /** Right end of the top bar: live state, theme, person. */
  tools: ReactNode;
  /** Strip under the top bar: offline, maintenance. */
  banner?: ReactNode;
  children: ReactNode;
};

const linkLook =
  "flex h-touch items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-2 transition-colors hover:bg-surface-3 hover:text-ink aria-[current=page]:bg-surface-3 aria-[current=page]:font-medium aria-[current=page]:text-ink [&_svg]:size-4 [&_svg]:shrink-0";

/** Sidebar on wide screens, drawer on phones, top bar with search on both. */
export function AppShell({ brand, sections, renderLink, onSearch, tools, banner, children }: AppShellProps) {
  const text = useUiText();
  const [drawer, setDrawer] = useState(false);
  const nav = (onFollow: () => void) => (
    <nav aria-label={text.mainMenu} className="scroll-thin min-h-0 flex-1 overflow-y-auto px-2.5 pb-4">
      {sections.map((section, index) => (
        <div key={section.heading ?? index} className={cx(index > 0 && "mt-4")}>
          {section.heading && <p className="px-2.5 pb-1 text-xs font-medium text-ink-3">{section.heading}</p>}
          <ul className="space-y-px">
            {section.items.map((item) => (
              <li key={item.key}>
                {renderLink(
                  item,
                  linkLook,
                  <>
                    {item.icon}
                    <span className="min-w-0 flex-1 truncate">{item.label}</span>
                    {item.count ? <span className="tabular text-xs text-ink-3">{item.count}</span> : null}
                  </>,
                  onFollow,
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
  return (
    <div className="flex h-dvh overflow-hidden bg-bg">
      <a
        href="#main"
        className="fixed start-2 top-2 z-60 -translate-y-20 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus:translate-y-0"
      >
        {text.skipToContent}
      </a>
      <aside className="no-print relative hidden w-56 shrink-0 flex-col border-e border-line bg-surface-2 lg:flex">
        <div className="flex h-14 items-center px-4">{brand}</div>
        {nav(() => undefined)}
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="no-print flex h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 sm:px-4">
          <Dialog.Root open={drawer} onOpenChange={setDrawer}>
            <Dialog.Trigger asChild>
              <Button tone="quiet" size="icon" aria-label={text.openMenu} className="lg:hidden">
                <MenuIcon aria-hidden />
              </Button>
            </Dialog.Trigger>
            <Dialog.Portal>
              <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/40" />
              <Dialog.Content
                aria-describedby={undefined}
                className="fixed inset-y-0 start-0 z-50 flex w-72 max-w-[85vw] animate-drawer flex-col bg-surface-2 shadow-pop outline-none"
              >
                <div className="flex h-14 items-center justify-between ps-4 pe-2">
                  <Dialog.Title asChild>
                    <div>{brand}</div>
                  </Dialog.Title>
                  <Dialog.Close asChild>
                    <Button tone="quiet" size="icon" aria-label={text.close}>
                      <X aria-hidden />
                    </Button>
                  </Dialog.Close>
                </div>
                {nav(() => setDrawer(false))}
              </Dialog.Content>
            </Dialog.Portal>
          </Dialog.Root>
          <button
            type="button"
            onClick={onSearch}
            className="flex h-touch min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-surface-2 px-2.5 text-sm text-ink-3 hover:border-line-strong sm:max-w-md"
          >
            <Search className="size-4 shrink-0" aria-hidden />
            <span className="min-w-0 flex-1 truncate text-start">{text.goToAnything}</span>
            <kbd className="hidden rounded border border-line bg-surface px-1.5 font-sans text-2xs sm:inline">
              Ctrl K
            </kbd>
          </button>
          <div className="ms-auto flex items-center gap-1">{tools}</div>
        </header>
        {banner}
        <main id="main" tabIndex={-1} data-scroll className="relative min-h-0 flex-1 overflow-y-auto outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}

type PageProps = {
  title: ReactNode;
  /** Above the title: where this belongs. */
  back?: ReactNode;
  /** Beside the title: status. */
  badge?: ReactNode;
  detail?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** The page fills the window and its list scrolls inside. */
  fill?: boolean;
  className?: string;
};

/** Head and body of a screen. */
export function Page({ title, back, badge, detail, actions, children, fill, className }: PageProps) {
  return (
    <div
      className={cx(
        "mx-auto flex w-full max-w-[90rem] flex-col gap-4 px-4 py-4 sm:px-6 sm:py-5",
        fill && "h-full min-h-[26rem]",
        className,
      )}
    >
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-[min(100%,12rem)] flex-1">
          {back && <div className="mb-0.5 text-sm">{back}</div>}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight text-balance break-words">{title}</h1>
            {badge}
          </div>
          {detail && <div className="mt-0.5 text-sm text-ink-2">{detail}</div>}
        </div>
        {actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
