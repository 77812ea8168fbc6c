import type { InputOf, OutputOf, Permission } from "@selvedge/contract";
import { useSyncExternalStore } from "react";

// Types only: the schemas of every endpoint stay out of the first script.
type SignInEndpoint = typeof import("@selvedge/contract")["tenancyApi"]["signIn"];
export type Session = OutputOf<SignInEndpoint>;
type Credentials = InputOf<SignInEndpoint>;

/** null: signed out; undefined: not yet known. */
let session: Session | null | undefined;
const listeners = new Set<() => void>();
const knownKey = "selvedge.signed-in";

function publish(next: Session | null): void {
  session = next;
  if (next) localStorage.setItem(knownKey, "1");
  else localStorage.removeItem(knownKey);
  for (const listener of listeners) listener();
}

/** The access token lives in memory only: a script injected later finds none in storage, and closing the tab forgets it. */
export const currentToken = (): string | null => session?.accessToken ?? null;

let refreshing: Promise<string | null> | null = null;

/** New access token by the HttpOnly cookie, once for many waiting calls; signs out when the cookie is refused. */
export function refreshSession(): Promise<string | null> {
  refreshing ??= oneTabAtATime(askForSession).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/**
 * The cookie changes with each refresh, and a used one sent again ends the session as stolen. Two tabs must therefore not refresh at once;
 * the lock is there wherever the page is a secure context (also localhost).
 */
function oneTabAtATime<T>(run: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request("selvedge.refresh", run) : run();
}

async function askForSession(): Promise<string | null> {
  const response = await fetch("/v1/auth/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "same-origin",
    body: "{}",
  });
  if (response.status === 401 || response.status === 403) {
    publish(null);
    return null;
  }
  // A server that is restarting must not sign anybody out.
  if (!response.ok) return currentToken();
  publish((await response.json()) as Session);
  return currentToken();
}

/** At the start of the app: a browser that never signed in is not asked. */
export async function restoreSession(): Promise<void> {
  if (!localStorage.getItem(knownKey)) {
    publish(null);
    return;
  }
  await refreshSession();
}

/** Throws the server's problem (as `ApiError`) when the sign-in is refused. */
export async function signIn(credentials: Credentials): Promise<void> {
  const { createClient } = await import("@selvedge/client");
  const door = {
    name: "identity.sign_in",
    kind: "command",
    method: "POST",
    path: "/v1/auth/sign-in",
    access: "public",
  };
  const call = createClient({ baseUrl: "", getToken: () => null });
  publish(await call(door as unknown as SignInEndpoint, credentials));
}

export async function signOut(everywhere = false): Promise<void> {
  await fetch("/v1/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${currentToken() ?? ""}` },
    credentials: "same-origin",
    body: JSON.stringify({ everywhere }),
  }).catch(() => undefined);
  publish(null);
}

export function useSession(): Session | null | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );
}

/** The session inside the signed-in part of the app. */
export function useSignedIn(): Session {
  const now = useSession();
  if (!now) throw new Error("used outside the signed-in part");
  return now;
}

/** Whether the person's roles hold a permission. The server decides again; this only spares a refusal. */
export function useCan(): (permission: Permission) => boolean {
  const held = useSession()?.user.permissions ?? [];
  return (permission) => held.includes(permission) || held.includes("*");
}
