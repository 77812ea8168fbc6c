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
  return "locks" in navigator ? navigator.locks.request("selvedge.refresh", run) : byTurns(run);
}

const turnKey = "selvedge.refresh-turn";
const TURN_MS = 5000;

/** The same without locks (a page on a shop's own network, without TLS): a note that tabs share, of whose turn it is. */
async function byTurns<T>(run: () => Promise<T>): Promise<T> {
  const me = `${Math.random()}`;
  const isTaken = () => {
    const [holder, until] = localStorage.getItem(turnKey)?.split(" ") ?? [];
    return holder !== me && Number(until) > Date.now();
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (!isTaken()) {
      localStorage.setItem(turnKey, `${me} ${Date.now() + TURN_MS}`);
      await new Promise((done) => setTimeout(done, 20));
      if (!isTaken()) break;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return run().finally(() => localStorage.removeItem(turnKey));
}

async function askForSession(): Promise<string | null> {
  const response = await fetch("/v1/auth/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "same-origin",
    // Goes on when the page is left meanwhile, so that the new cookie arrives.
    keepalive: true,
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

/** At the start of the app: a browser that never signed in is not asked, save on the way back from a provider. */
export async function restoreSession(): Promise<void> {
  const back = location.hash === "#signed-in";
  if (back) history.replaceState(null, "", location.pathname + location.search);
  if (!back && !localStorage.getItem(knownKey)) {
    publish(null);
    return;
  }
  await refreshSession();
}

export interface SecondStepNeeded {
  ticket: string;
  methods: readonly string[];
}

/** What a right password is answered with where a second step is set up; null for any other refusal. */
export function secondStepOf(error: unknown): SecondStepNeeded | null {
  const { problem } = error as { problem?: { code: string; details?: unknown } };
  return problem?.code === "second_factor_needed" ? (problem.details as SecondStepNeeded) : null;
}

/** Lets in whom another door (second step, passkey, invitation) gave a session. */
export function enter(next: Session): void {
  publish(next);
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
