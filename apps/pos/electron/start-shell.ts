import path from "node:path";
import type { App, BrowserWindow, BrowserWindowConstructorOptions, Menu, Net, Protocol, Session } from "electron";
import { answerBridge, type Ipc, type TillShell } from "./bridge.ts";
import {
  type GuardedSession,
  guardSession,
  HOME,
  keepToTill,
  SCHEME,
  safePreferences,
  schemePrivileges,
} from "./lock-down.ts";
import { openPictureShelf } from "./picture-shelf.ts";
import { sendToPrinter } from "./send-to-printer.ts";
import { serveTill } from "./serve-till.ts";
import { findServer, readShellSettings, rememberServer } from "./shell-settings.ts";

/** What of Electron the shell stands on; given from outside, so that all of this runs without its binary. */
export interface ElectronParts {
  app: Pick<App, "requestSingleInstanceLock" | "quit" | "on" | "whenReady" | "getPath">;
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  Menu: Pick<typeof Menu, "setApplicationMenu" | "buildFromTemplate">;
  ipcMain: Ipc;
  net: Pick<Net, "fetch">;
  protocol: Pick<Protocol, "registerSchemesAsPrivileged" | "handle">;
  session: { defaultSession: GuardedSession & Pick<Session, "clearCache"> };
}

export interface ShellOptions {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The till's build. */
  build: string;
  preload: string;
}

/** 80 mm of paper, in the micrometres that Electron's print takes; its length follows the receipt's. */
const PAPER = { width: 80_000, height: 297_000 };

/** Opens the till in a window of its own: one per machine, its files on the machine, nothing but the till in it. */
export async function startShell(electron: ElectronParts, options: ShellOptions): Promise<void> {
  const { app, protocol, session, Menu, ipcMain } = electron;
  // Before the app is ready, or the scheme is none with a storage of its own.
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: schemePrivileges }]);
  if (!app.requestSingleInstanceLock()) return app.quit();
  let window: BrowserWindow | null = null;
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on("window-all-closed", () => app.quit());
  keepToTill(app);
  await app.whenReady();
  const data = app.getPath("userData");
  const file = path.join(data, "till-shell.json");
  const settings = readShellSettings(file, options.argv, options.env);
  const doFetch = electron.net.fetch as typeof fetch;
  guardSession(session.defaultSession);
  protocol.handle(
    SCHEME,
    serveTill({
      folder: options.build,
      server: () => settings.server,
      fetch: doFetch,
      pictures: openPictureShelf(path.join(data, "pictures")),
    }),
  );
  const shell: TillShell = {
    server: async () => settings.server,
    async setServer(address) {
      const found = await findServer(address, doFetch);
      if ("problem" in found) return found.problem;
      settings.server = found.origin;
      rememberServer(file, found.origin);
      return null;
    },
    printers: async () => (await window?.webContents.getPrintersAsync())?.map((printer) => printer.name) ?? [],
    printBytes: sendToPrinter,
    printPage: (printer) => (window ? printPage(window, printer) : Promise.resolve("The window is closed.")),
  };
  answerBridge(ipcMain, shell);
  // macOS keeps quitting, copying and pasting in menus; elsewhere a till needs none.
  const menu = [{ role: "appMenu" as const }, { role: "editMenu" as const }];
  Menu.setApplicationMenu(options.platform === "darwin" ? Menu.buildFromTemplate(menu) : null);
  window = new electron.BrowserWindow({
    ...{ width: 1280, height: 832, minWidth: 360, minHeight: 560, show: false, title: "Selvedge till" },
    ...{ autoHideMenuBar: true, kiosk: settings.kiosk, backgroundColor: "#f6f5f2" },
    webPreferences: { ...safePreferences, preload: options.preload },
  });
  window.once("ready-to-show", () => window?.show());
  window.on("closed", () => {
    window = null;
  });
  // A page that crashed comes back by itself: what was sold and rung up is in its store.
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason !== "clean-exit") void window?.loadURL(HOME);
  });
  await window.loadURL(HOME);
}

function printPage(window: BrowserWindow, printer: string): Promise<string | null> {
  return new Promise((resolve) => {
    window.webContents.print(
      { silent: true, deviceName: printer, margins: { marginType: "none" }, pageSize: PAPER },
      (isPrinted, reason) => resolve(isPrinted ? null : `${printer} did not print (${reason}).`),
    );
  });
}
