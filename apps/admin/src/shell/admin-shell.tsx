import { AppShell, BrandMark, Button, cx, Menu, Notice, Tooltip } from "@selvedge/ui";
import { Link, Outlet, useMatches, useNavigate, useRouterState } from "@tanstack/react-router";
import { Check, Languages, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { Guard } from "../api/query-states.tsx";
import { useFeedState } from "../feed/feed-connection.ts";
import { chooseLanguage, currentLanguage, languages, useT } from "../i18n/i18n.ts";
import { signOut, useCan, useSignedIn } from "../session/session-store.ts";
import { Avatar } from "./avatar.tsx";
import { navSections } from "./nav.tsx";
import { applyTheme, type Theme, useTheme } from "./theme.ts";

const Palette = lazy(() => import("./palette.tsx"));

/** The frame around every screen. */
export function AdminShell() {
  const t = useT();
  const can = useCan();
  const { tenant, user } = useSignedIn();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [palette, setPalette] = useState(false);
  const [paletteUsed, setPaletteUsed] = useState(false);
  const open = (next: boolean) => {
    setPalette(next);
    if (next) setPaletteUsed(true);
  };
  usePaletteKey(() => open(true));
  const online = useOnline();
  return (
    <>
      <AppShell
        brand={
          <Link to="/" className="flex min-w-0 items-center gap-2.5">
            {tenant.logoUrl ? (
              <img src={tenant.logoUrl} alt="" className="h-8 max-w-24 shrink-0 rounded object-contain" />
            ) : (
              <BrandMark className="size-7 shrink-0" />
            )}
            <span className="truncate text-base font-semibold tracking-tight">{tenant.name}</span>
          </Link>
        }
        sections={navSections(t, can)}
        renderLink={(item, className, children, onFollow) => (
          <Link
            to={item.to as "/"}
            className={className}
            onClick={onFollow}
            aria-current={isHere(path, item.to) ? "page" : undefined}
          >
            {children}
          </Link>
        )}
        onSearch={() => open(true)}
        tools={<Tools />}
        banner={
          online ? (
            user.emailVerified ? null : (
              <Notice tone="note" className="rounded-none">
                {t("Your e-mail address is not confirmed yet")}.{" "}
                <Link to="/profile" className="underline">
                  {t("Your account")}
                </Link>
              </Notice>
            )
          ) : (
            <Notice tone="warn" className="rounded-none" title={t("You are offline.")}>
              {t("What you see may be old. It refreshes by itself when the connection is back.")}
            </Notice>
          )
        }
      >
        <GuardedOutlet />
      </AppShell>
      {paletteUsed && (
        <Suspense>
          <Palette open={palette} onOpenChange={open} />
        </Suspense>
      )}
    </>
  );
}

function isHere(path: string, to: string): boolean {
  if (to === "/") return path === "/";
  if (to === "/reports/profit-and-loss") return /^\/reports\/(profit|balance|trial)/.test(path);
  if (to === "/reports/sales") return /^\/reports\/(sales|stock)/.test(path);
  if (to === "/payments") return path.startsWith("/payments") || path.startsWith("/receivables");
  return path === to || path.startsWith(`${to}/`);
}

function GuardedOutlet() {
  const permission = useMatches({ select: (matches) => matches.at(-1)?.staticData.permission });
  return permission ? (
    <Guard permission={permission}>
      <Outlet />
    </Guard>
  ) : (
    <Outlet />
  );
}

function Tools() {
  const t = useT();
  const navigate = useNavigate();
  const session = useSignedIn();
  const theme = useTheme();
  const language = currentLanguage();
  const themeItem = (value: Theme, label: string, icon: React.ReactNode) => ({
    key: value,
    label: (
      <>
        <span className="flex-1">{label}</span>
        {theme === value && <Check aria-label={t("chosen")} />}
      </>
    ),
    icon,
    onSelect: () => applyTheme(value),
  });
  return (
    <>
      <LiveDot />
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`${session.user.name}: ${t("account and appearance")}`}
            className="grid size-touch place-items-center rounded-full hover:opacity-85"
          >
            <Avatar name={session.user.name} url={session.user.avatarUrl} className="size-9 text-xs" />
          </button>
        }
        items={[
          {
            key: "who",
            icon: <UserRound aria-hidden />,
            label: (
              <span className="min-w-0">
                <span className="block truncate font-medium">{session.user.name}</span>
                <span className="block text-xs text-ink-3">{t("Your account")}</span>
              </span>
            ),
            onSelect: () => void navigate({ to: "/profile" }),
          },
          { ...themeItem("system", t("System theme"), <Monitor aria-hidden />), divided: true },
          themeItem("light", t("Light"), <Sun aria-hidden />),
          themeItem("dark", t("Dark"), <Moon aria-hidden />),
          ...languages.map((one, index) => ({
            key: one.code,
            divided: index === 0,
            icon: <Languages aria-hidden />,
            label: (
              <>
                <span className="flex-1" lang={one.code}>
                  {one.name}
                </span>
                {language === one.code && <Check aria-label={t("chosen")} />}
              </>
            ),
            onSelect: () => void chooseLanguage(one.code),
          })),
          {
            key: "out",
            label: t("Sign out"),
            icon: <LogOut aria-hidden />,
            divided: true,
            onSelect: () => void signOut(),
          },
          {
            key: "all",
            label: t("Sign out everywhere"),
            icon: <LogOut aria-hidden />,
            onSelect: () => void signOut(true),
          },
        ]}
      />
    </>
  );
}

/** Whether figures change by themselves right now. */
function LiveDot() {
  const t = useT();
  const state = useFeedState();
  const words = {
    live: t("Live: figures change by themselves"),
    connecting: t("Connecting to the live feed"),
    offline: t("Not live: reconnecting"),
  }[state];
  return (
    <Tooltip content={words}>
      <Button tone="quiet" size="icon" aria-label={words}>
        <span
          className={cx(
            "size-2 rounded-full transition-colors",
            state === "live" ? "bg-good" : state === "offline" ? "bg-warn" : "bg-line-strong",
          )}
        />
      </Button>
    </Tooltip>
  );
}

function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener("online", listener);
      addEventListener("offline", listener);
      return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}
