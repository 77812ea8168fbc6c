import { Button, Menu, type MenuItem } from "@selvedge/ui";
import {
  Clock,
  CloudOff,
  CloudUpload,
  Download,
  Languages,
  LogOut,
  Menu as MenuIcon,
  Moon,
  ReceiptText,
  ShieldAlert,
  ShoppingBag,
  Wallet,
  Wifi,
} from "lucide-react";
import { chooseLanguage, currentLanguage, useT } from "../i18n/i18n.ts";
import { type Screen, setState, useTill } from "./till-state.ts";
import { takeUpdate } from "./update.ts";

/** Where we are, who sells, and how the till stands with the server: always in sight. */
export function TopBar() {
  const t = useT();
  const head = useTill((s) => s.catalog!.head);
  const cashier = useTill((s) => s.cashier);
  const screen = useTill((s) => s.screen);
  const shift = useTill((s) => s.shift);
  const go = (to: Screen) => () => setState({ screen: to });
  const updateReady = useTill((s) => s.updateReady);
  const items: MenuItem[] = [
    ...(updateReady
      ? [{ key: "update", label: t("Load the new version"), icon: <Download />, onSelect: takeUpdate }]
      : []),
    {
      key: "lock",
      label: t("Lock the till"),
      icon: <LogOut />,
      onSelect: () => setState({ cashier: null, screen: "sell" }),
    },
    {
      key: "language",
      label: currentLanguage() === "en" ? "हिन्दी" : "English",
      icon: <Languages />,
      onSelect: () => void chooseLanguage(currentLanguage() === "en" ? "hi" : "en"),
    },
    { key: "theme", label: t("Light or dark"), icon: <Moon />, onSelect: changeTheme },
  ];
  const tabs = [
    { to: "sell" as const, label: t("Sell"), icon: <ShoppingBag aria-hidden /> },
    { to: "receipts" as const, label: t("Receipts"), icon: <ReceiptText aria-hidden /> },
    { to: "shift" as const, label: t("Shift"), icon: <Wallet aria-hidden /> },
  ];
  return (
    <header className="flex items-center gap-2 border-b border-line bg-surface px-3 py-1.5 sm:gap-3">
      {head.business.logoUrl && (
        <img
          src={head.business.logoUrl}
          alt=""
          className="max-h-9 max-w-24 rounded bg-white object-contain p-0.5 max-lg:hidden"
        />
      )}
      <div className="min-w-0 max-lg:hidden">
        <p className="truncate font-semibold">{head.shop.name}</p>
        <p className="truncate text-xs text-ink-2">
          {head.till.name} · {cashier?.name}
        </p>
      </div>
      <nav aria-label={t("Screens")} className="flex gap-1 lg:ms-4">
        {tabs.map(({ to, label, icon }) => {
          const current = screen === to || (to === "sell" && (screen === "pay" || screen === "receipt"));
          return (
            <button
              key={to}
              type="button"
              aria-current={current ? "page" : undefined}
              disabled={to === "sell" && !shift}
              onClick={go(to)}
              className={`flex h-11 items-center gap-2 rounded-md px-3 text-sm font-medium sm:px-4 [&_svg]:size-4.5 ${current ? "bg-accent-soft text-accent" : "text-ink-2 hover:bg-surface-3"}`}
            >
              {icon}
              <span className="max-sm:sr-only">{label}</span>
            </button>
          );
        })}
      </nav>
      <div className="ms-auto flex items-center gap-1.5">
        <SyncChip />
        <Menu
          items={items}
          trigger={
            <Button tone="quiet" size="icon" aria-label={t("Menu")}>
              <MenuIcon aria-hidden />
            </Button>
          }
        />
      </div>
    </header>
  );
}

function changeTheme(): void {
  const root = document.documentElement;
  const isDark =
    root.dataset["theme"] === "dark" || (!root.dataset["theme"] && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset["theme"] = isDark ? "light" : "dark";
  localStorage.setItem("selvedge.till.theme", root.dataset["theme"]);
}

/** How the till stands with the server; opens the whole story. */
export function SyncChip() {
  const t = useT();
  const sync = useTill((s) => s.sync);
  const looks = {
    in_step: { tone: "text-good bg-good-soft", icon: <Wifi aria-hidden />, words: t("In step") },
    sending: { tone: "text-note bg-note-soft", icon: <CloudUpload aria-hidden />, words: t("Sending") },
    waiting: {
      tone: "text-warn bg-warn-soft",
      icon: <Clock aria-hidden />,
      words: t("{{count}} waiting", { count: sync.waiting }),
    },
    offline: { tone: "text-warn bg-warn-soft", icon: <CloudOff aria-hidden />, words: t("Offline") },
    refused: { tone: "text-bad bg-bad-soft", icon: <ShieldAlert aria-hidden />, words: t("Disconnected") },
  } as const;
  const stuck = {
    ...{ tone: "text-bad bg-bad-soft", icon: <ShieldAlert aria-hidden /> },
    words: t("{{count}} not taken", { count: sync.problems }),
  };
  const calm = sync.state === "sending" && sync.waiting === 0 && sync.words === null ? "in_step" : sync.state;
  // What the office will not take is said whatever else goes on: somebody has to look.
  const look = sync.problems > 0 && calm !== "refused" ? stuck : looks[calm];
  return (
    <button
      type="button"
      data-sync={sync.state}
      data-waiting={sync.waiting}
      onClick={() => setState({ screen: "sync" })}
      className={`flex h-11 items-center gap-2 rounded-md px-3 text-sm font-medium [&_svg]:size-4.5 ${look.tone}`}
    >
      {look.icon}
      <span className="max-sm:sr-only" role="status">
        {look.words}
      </span>
      {sync.waiting > 0 && <span className="sm:hidden">{sync.waiting}</span>}
    </button>
  );
}
