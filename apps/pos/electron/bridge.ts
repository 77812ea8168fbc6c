import type { IpcMain } from "electron";
import { isOwnPage } from "./lock-down.ts";

/** Where receipts go besides the window's own print: a printer on the network, at a port of this machine, or one of the system's. */
export type PrinterTarget =
  | { kind: "network"; host: string; port: number }
  | { kind: "device"; path: string }
  | { kind: "system"; name: string };

/** What the till's page may ask of the shell around it; everything else of the machine is out of its reach. */
export interface TillShell {
  /** Origin of the server that this till belongs to; null until it is told. */
  server(): Promise<string | null>;
  /** Remembers the server after asking it for an answer. @returns what is wrong, in words, or null */
  setServer(address: string): Promise<string | null>;
  /** The system's printers by name. */
  printers(): Promise<string[]>;
  /** Sends ESC/POS bytes to a printer on the network or at a port. @returns what is wrong, in words, or null */
  printBytes(address: string, bytes: Uint8Array): Promise<string | null>;
  /** Prints the receipt on the page to a printer of the system, without asking. @returns what is wrong, in words, or null */
  printPage(printer: string): Promise<string | null>;
}

export const channelOf = (ask: keyof TillShell) => `till:${ask}`;
export const asks = [
  "server",
  "setServer",
  "printers",
  "printBytes",
  "printPage",
] as const satisfies (keyof TillShell)[];

/** The least of Electron's IPC that the bridge stands on. */
export type Ipc = Pick<IpcMain, "handle">;

/** Answers the page's questions; any other page or frame that asks is refused, and so is anything that is not of the right form. */
export function answerBridge(ipc: Ipc, shell: TillShell): void {
  for (const ask of asks) {
    ipc.handle(channelOf(ask), (event, ...given: unknown[]) => {
      const { senderFrame } = event;
      if (!senderFrame || senderFrame.parent !== null || !isOwnPage(senderFrame.url)) throw new Error("not the till");
      const [first, second] = given;
      if (ask === "server" || ask === "printers") return shell[ask]();
      if (typeof first !== "string" || first.length > 300) throw new Error("a text was expected");
      if (ask !== "printBytes") return shell[ask](first);
      if (!(second instanceof Uint8Array) || second.byteLength > 1_000_000) throw new Error("bytes were expected");
      return shell.printBytes(first, second);
    });
  }
}
