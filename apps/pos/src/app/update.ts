import { setState } from "./till-state.ts";

const LOOK_MS = 3_600_000;
let waiting: ServiceWorker | null = null;

/** Looks for a new version by the hour, as a till's tab stays open for weeks; says so when one waits. */
export function watchForUpdate(registration: ServiceWorkerRegistration): void {
  const found = (next: ServiceWorker | null) => {
    // The very first one has nothing to take over from.
    if (!next || !navigator.serviceWorker.controller) return;
    waiting = next;
    setState({ updateReady: true });
  };
  found(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    next?.addEventListener("statechange", () => {
      if (next.state === "installed") found(next);
    });
  });
  setInterval(() => void registration.update().catch(() => {}), LOOK_MS);
}

/** Takes the new version that waits: it becomes the one in charge, then the page is loaded anew from it. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage({ type: "SKIP_WAITING" });
}
