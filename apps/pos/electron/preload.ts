import { contextBridge, ipcRenderer } from "electron";
import { asks, channelOf } from "./bridge.ts";

// The page gets these five questions and nothing of Electron itself.
contextBridge.exposeInMainWorld(
  "selvedgeShell",
  Object.fromEntries(asks.map((ask) => [ask, (...given: unknown[]) => ipcRenderer.invoke(channelOf(ask), ...given)])),
);
