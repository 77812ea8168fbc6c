import type { App, Session, WebPreferences } from "electron";

/** The till has an origin of its own, so that what it keeps on the device outlives any move of the server. */
export const SCHEME = "till";
const HOST = "counter";
export const HOME = `${SCHEME}://${HOST}/till/`;

/** Whether an address is the till itself, as the shell serves it. */
export function isOwnPage(url: string | undefined): boolean {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${SCHEME}:` && host === HOST;
}

/** The page runs as in a browser: no Node.js, in a sandbox, its world apart from the preload script's. */
export const safePreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies WebPreferences;

/** The scheme behaves as https does: its own storage, secure context, fetch; nothing else is let in by it. */
export const schemePrivileges = { standard: true, secure: true, supportFetchAPI: true, stream: true } as const;

/** No page but the till: it goes nowhere, opens no window, holds no other page inside. */
export function keepToTill(app: Pick<App, "on">): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on("will-redirect", (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
}

interface Asked {
  url: string | undefined;
  media?: readonly string[] | undefined;
}

/** The camera for scanning, and storage that the clean-up leaves alone; no microphone, no place, no device of the machine. */
export function mayUse(permission: string, { url, media = [] }: Asked): boolean {
  if (!isOwnPage(url)) return false;
  if (permission === "media") return media.length > 0 && media.every((kind) => kind === "video");
  return permission === "persistent-storage";
}

export type GuardedSession = Pick<
  Session,
  "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler" | "on"
>;

/** Answers every wish of a page by `mayUse`; saves only what the till itself made (a receipt, the waiting sales). */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(
      mayUse(permission, { url: details.requestingUrl, media: (details as { mediaTypes?: string[] }).mediaTypes }),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayUse(permission, { url: details.requestingUrl ?? origin, media: details.mediaType ? [details.mediaType] : [] }),
  );
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    const source = item.getURL();
    if (!source.startsWith(`blob:${SCHEME}://${HOST}/`)) event.preventDefault();
  });
}
