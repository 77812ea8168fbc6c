import path from "node:path";
import { app, BrowserWindow, ipcMain, Menu, net, protocol, session } from "electron";
import { startShell } from "./start-shell.ts";

// Built beside the till: dist-electron/main.js, dist/index.html. See ../README.md on how to run it.
const here = import.meta.dirname;
// Not awaited here: Electron is ready only after this module has ended.
startShell(
  { app, BrowserWindow, ipcMain, Menu, net, protocol, session },
  {
    argv: process.argv,
    env: process.env,
    platform: process.platform,
    build: path.join(here, "../dist"),
    preload: path.join(here, "preload.cjs"),
  },
).catch((error: unknown) => {
  console.error(error);
  app.exit(1);
});
