import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";
const key = "selvedge.theme";
const listeners = new Set<() => void>();

export function currentTheme(): Theme {
  const kept = localStorage.getItem(key);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Puts the theme on the page; "system" leaves it to the platform. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") {
    delete document.documentElement.dataset["theme"];
    localStorage.removeItem(key);
  } else {
    document.documentElement.dataset["theme"] = theme;
    localStorage.setItem(key, theme);
  }
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentTheme);
}

/** The tenant's accent; the theme keeps its contrast whatever colour it is. */
export function applyAccent(accent: string | null): void {
  if (accent) document.documentElement.style.setProperty("--tenant-accent", accent);
  else document.documentElement.style.removeProperty("--tenant-accent");
}
