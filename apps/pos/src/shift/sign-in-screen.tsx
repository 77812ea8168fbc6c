import { EmptyState } from "@selvedge/ui";
import { ChevronLeft, UserRound } from "lucide-react";
import { useState } from "react";
import { setState, useTill } from "../app/till-state.ts";
import { SyncChip } from "../app/top-bar.tsx";
import { useT } from "../i18n/i18n.ts";
import { SyncScreen } from "../pairing/sync-screen.tsx";
import { PinEntry } from "./pin-entry.tsx";

/** Who sells: one touch on a name, then the PIN. Needs no network. */
export function SignInScreen() {
  const t = useT();
  const head = useTill((s) => s.catalog!.head);
  const screen = useTill((s) => s.screen);
  const [chosen, setChosen] = useState<string | null>(null);
  const person = head.cashiers.find((c) => c.id === chosen) ?? null;
  if (screen === "sync") {
    return (
      <div className="flex h-full flex-col">
        <button
          type="button"
          className="flex h-12 items-center gap-1 px-4 text-sm font-medium text-accent"
          onClick={() => setState({ screen: "sell" })}
        >
          <ChevronLeft className="size-4" aria-hidden /> {t("Back")}
        </button>
        <SyncScreen />
      </div>
    );
  }
  return (
    <main className="grid min-h-full place-items-center bg-bg p-4">
      <div className="w-full max-w-md space-y-4">
        <div className="flex items-center justify-between gap-3">
          {head.business.logoUrl && (
            <img src={head.business.logoUrl} alt="" className="max-h-12 max-w-28 rounded bg-white object-contain p-1" />
          )}
          <div className="min-w-0 flex-1">
            <p className="truncate text-sm text-ink-2">{head.shop.name}</p>
            <h1 className="text-2xl font-semibold">{head.till.name}</h1>
          </div>
          <SyncChip />
        </div>
        <section className="rounded-xl border border-line bg-surface p-5 shadow-pop">
          {head.cashiers.length === 0 && (
            <EmptyState title={t("Nobody may sell here yet")}>
              {t("In the admin, open Tills, then Cashiers, and give somebody a PIN.")}
            </EmptyState>
          )}
          {!person && head.cashiers.length > 0 && (
            <>
              <h2 className="mb-3 font-medium">{t("Who is selling?")}</h2>
              <ul className="grid gap-2 sm:grid-cols-2">
                {head.cashiers.map((c) => (
                  <li key={c.id}>
                    <button
                      type="button"
                      onClick={() => setChosen(c.id)}
                      className="flex h-16 w-full items-center gap-3 rounded-lg border border-line bg-surface-2 px-4 text-start font-medium hover:border-accent hover:bg-accent-soft"
                    >
                      <UserRound className="size-5 shrink-0 text-ink-3" aria-hidden />
                      <span className="truncate">{c.name}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          {person && (
            <>
              <button
                type="button"
                onClick={() => setChosen(null)}
                className="mb-2 flex h-11 items-center gap-1 font-medium"
              >
                <ChevronLeft className="size-4 text-accent" aria-hidden /> {person.name}
              </button>
              <PinEntry
                person={person}
                onRight={({ pinHash: _hash, pinSalt: _salt, ...cashier }) => setState({ cashier, screen: "sell" })}
              />
            </>
          )}
        </section>
      </div>
    </main>
  );
}
