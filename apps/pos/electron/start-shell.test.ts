import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildShell } from "../../../scripts/start/build-shell.ts";
import { type ElectronParts, startShell } from "./start-shell.ts";

/** Electron's surface as far as the shell stands on it: what it was told, and the ways to play a page against it. */
function standIn(userData: string, options: { isFirst?: boolean } = {}) {
  const told: string[] = [];
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => options.isFirst ?? true,
    quit: () => void told.push("quit"),
    whenReady: async () => void told.push("ready"),
    getPath: () => userData,
  });
  const window = Object.assign(new EventEmitter(), {
    ...{ shown: false, focused: 0, options: {} as Record<string, unknown>, loaded: "" },
    isMinimized: () => true,
    restore: () => void told.push("restore"),
    focus: () => void told.push("focus"),
    show: () => void told.push("show"),
    loadURL: async (url: string) => void told.push(`load ${url}`),
    webContents: Object.assign(new EventEmitter(), {
      getPrintersAsync: async () => [{ name: "Receipts" }],
      print: (how: { silent?: boolean; deviceName?: string }, done: (ok: boolean, reason: string) => void) =>
        done(how.silent === true && how.deviceName === "Receipts", "no such printer"),
    }),
  });
  const made: Record<string, unknown>[] = [];
  const asked = new Map<string, (...given: unknown[]) => unknown>();
  const handlers = new Map<string, (event: unknown, ...given: unknown[]) => unknown>();
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (f: never) => asked.set("request", f),
    setPermissionCheckHandler: (f: never) => asked.set("check", f),
    setDevicePermissionHandler: (f: never) => asked.set("device", f),
  });
  class StandInWindow {
    constructor(options: Record<string, unknown>) {
      made.push(options);
      // biome-ignore lint/correctness/noConstructorReturn: whoever makes a window gets the one that is watched
      return window as never;
    }
  }
  const electron = {
    app,
    BrowserWindow: StandInWindow,
    Menu: {
      setApplicationMenu: (menu: unknown) => void told.push(`menu ${menu}`),
      buildFromTemplate: (items: { role: string }[]) => items.map((item) => item.role).join(" "),
    },
    ipcMain: { handle: (channel: string, f: never) => void handlers.set(channel, f) },
    net: { fetch },
    protocol: {
      registerSchemesAsPrivileged: ([scheme]: { scheme: string }[]) => void told.push(`scheme ${scheme!.scheme}`),
      handle: (scheme: string) => void told.push(`serves ${scheme}`),
    },
    session: { defaultSession: session },
  } as unknown as ElectronParts;
  const ask = (channel: string, url: string, ...given: unknown[]) =>
    handlers.get(channel)!({ senderFrame: { url, parent: null } }, ...given);
  return { electron, app, window, session, told, made, asked, ask };
}

const page = "till://counter/till/";
let userData: string;
beforeEach(() => {
  userData = mkdtempSync(path.join(tmpdir(), "till-shell-"));
});
afterEach(() => rmSync(userData, { recursive: true, force: true }));

const start = async (some: ReturnType<typeof standIn>, argv: string[] = [], platform: NodeJS.Platform = "linux") =>
  startShell(some.electron, { argv, env: {}, platform, build: userData, preload: "/preload.cjs" });

test("one window of the till, sandboxed, its scheme told before Electron is ready", async () => {
  const shell = standIn(userData);
  await start(shell, ["--kiosk"]);
  expect(shell.told).toEqual(["scheme till", "ready", "serves till", "menu null", `load ${page}`]);
  expect(shell.made).toMatchObject([
    {
      kiosk: true,
      show: false,
      webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true },
    },
  ]);
  shell.window.emit("ready-to-show");
  expect(shell.told.at(-1)).toBe("show");
});

test("a page that crashed is opened again, and a Mac can still quit and paste", async () => {
  const shell = standIn(userData);
  await start(shell, [], "darwin");
  expect(shell.told).toContain("menu appMenu editMenu");
  shell.window.webContents.emit("render-process-gone", {}, { reason: "clean-exit" });
  shell.window.webContents.emit("render-process-gone", {}, { reason: "oom" });
  expect(shell.told.filter((word) => word === `load ${page}`)).toHaveLength(2);
});

test("a second start brings the first window forward and ends", async () => {
  const second = standIn(userData, { isFirst: false });
  await start(second);
  expect(second.told).toEqual(["scheme till", "quit"]);
  expect(second.made).toEqual([]);
  const first = standIn(userData);
  await start(first);
  first.app.emit("second-instance");
  expect(first.told.slice(-2)).toEqual(["restore", "focus"]);
});

test("the window goes nowhere but the till: no other page, window, frame or download", async () => {
  const shell = standIn(userData);
  await start(shell);
  let opens: ((asked: { url: string }) => { action: string }) | null = null;
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (f: never) => {
      opens = f;
    },
  });
  shell.app.emit("web-contents-created", {}, contents);
  const stops = (event: string, url: string) => {
    let stopped = false;
    contents.emit(event, { url, preventDefault: () => (stopped = true) });
    return stopped;
  };
  for (const event of ["will-navigate", "will-redirect"]) {
    expect(stops(event, "till://counter/till/")).toBe(false);
    for (const url of [
      "https://shop.example/",
      "till://other/till/",
      "file:///etc/passwd",
      "javascript:1",
      "about:blank",
    ]) {
      expect(stops(event, url), `${event} ${url}`).toBe(true);
    }
  }
  expect(stops("will-attach-webview", page)).toBe(true);
  expect(opens!({ url: page })).toEqual({ action: "deny" });
  const saves = (url: string) => {
    let stopped = false;
    shell.session.emit("will-download", { preventDefault: () => (stopped = true) }, { getURL: () => url });
    return !stopped;
  };
  expect(saves("blob:till://counter/0a1b")).toBe(true);
  expect(saves("https://shop.example/setup.exe")).toBe(false);
});

test("the page may use the camera and keep its storage, and nothing else", async () => {
  const shell = standIn(userData);
  await start(shell);
  const { asked } = shell;
  const request = (permission: string, details: object) => {
    let granted: boolean | null = null;
    asked.get("request")!({}, permission, (ok: boolean) => (granted = ok), details);
    return granted;
  };
  expect(request("media", { requestingUrl: page, mediaTypes: ["video"] })).toBe(true);
  expect(request("persistent-storage", { requestingUrl: page })).toBe(true);
  expect(request("media", { requestingUrl: page, mediaTypes: ["video", "audio"] })).toBe(false);
  expect(request("media", { requestingUrl: page, mediaTypes: [] })).toBe(false);
  expect(request("media", { requestingUrl: "https://elsewhere.example/", mediaTypes: ["video"] })).toBe(false);
  for (const other of [
    "geolocation",
    "notifications",
    "openExternal",
    "usb",
    "serial",
    "clipboard-read",
    "fullscreen",
  ]) {
    expect(request(other, { requestingUrl: page }), other).toBe(false);
  }
  const check = asked.get("check")!;
  expect(check(null, "media", "till://counter", { mediaType: "video" })).toBe(true);
  expect(check(null, "media", "till://counter", { mediaType: "audio" })).toBe(false);
  expect(check(null, "hid", "till://counter", {})).toBe(false);
  expect(asked.get("device")!()).toBe(false);
});

test("the bridge answers the till's page only, and only what has the right form", async () => {
  const shell = standIn(userData);
  await start(shell, ["--server=127.0.0.1:1"]);
  expect(await shell.ask("till:server", page)).toBe("http://127.0.0.1:1");
  expect(await shell.ask("till:printers", page)).toEqual(["Receipts"]);
  expect(await shell.ask("till:printPage", page, "Receipts")).toBeNull();
  expect(await shell.ask("till:printPage", page, "Other")).toMatch(/did not print/);
  expect(await shell.ask("till:setServer", page, "http://127.0.0.1:1")).toMatch(/does not answer/);
  expect(await shell.ask("till:printBytes", page, "/etc/passwd", new Uint8Array(3))).toMatch(/no printer's address/);
  expect(() => shell.ask("till:server", "https://elsewhere.example/")).toThrow("not the till");
  expect(() => shell.ask("till:printBytes", page, "192.168.1.5", "text")).toThrow("bytes were expected");
  expect(() => shell.ask("till:setServer", page, { toString: () => "x" })).toThrow("a text was expected");
});

test("is built for Electron: the main part as a module, the sandboxed preload as one script that needs Electron alone", async () => {
  const folder = path.join(userData, "built");
  await buildShell(folder);
  const main = readFileSync(path.join(folder, "main.js"), "utf8");
  expect(main).toMatch(/from\s*"electron"/);
  expect(main).not.toMatch(/from\s*"\.\.?\//);
  const preload = readFileSync(path.join(folder, "preload.cjs"), "utf8");
  const shown: Record<string, Record<string, (...given: unknown[]) => unknown>> = {};
  const sent: unknown[][] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: never) => (shown[name] = api) },
    ipcRenderer: { invoke: (...what: unknown[]) => sent.push(what) },
  };
  const need = (name: string) => {
    if (name !== "electron") throw new Error(`a sandboxed preload cannot load ${name}`);
    return electron;
  };
  runInNewContext(preload, { require: need, module: { exports: {} }, exports: {} });
  expect(Object.keys(shown)).toEqual(["selvedgeShell"]);
  shown["selvedgeShell"]!["printPage"]!("Receipts");
  expect(sent).toEqual([["till:printPage", "Receipts"]]);
});
