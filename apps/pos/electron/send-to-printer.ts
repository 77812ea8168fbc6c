import { open } from "node:fs/promises";
import { connect } from "node:net";
import type { PrinterTarget } from "./bridge.ts";

const NETWORK_PORT = 9100;
const SLOW_MS = 6000;
/** Printers' own ports of Linux, macOS and Windows: the page may write to these and to no other file. */
const printerPorts =
  /^(\/dev\/(usb\/lp|lp|ttyUSB|ttyACM|ttyS)\d{1,2}|\/dev\/cu\.[\w.-]{1,60}|(\\\\\.\\)?(COM|LPT)\d{1,2}:?|\\\\[\w.-]{1,60}\\[\w .-]{1,60})$/;
const hostForm = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

/**
 * Reads where bytes go: `/dev/usb/lp0`, `COM3`, `\\counter\receipts`, or a printer on the network as `192.168.1.50`, with a port of
 * 9100 to 9109 where it is another than 9100. @returns null when it is neither
 */
export function readPrinterAddress(address: string): Exclude<PrinterTarget, { kind: "system" }> | null {
  const text = address.trim();
  if (printerPorts.test(text)) return { kind: "device", path: text };
  const [host = "", port = String(NETWORK_PORT), ...more] = text.split(":");
  if (more.length > 0 || !hostForm.test(host) || !/^910\d$/.test(port)) return null;
  return { kind: "network", host, port: Number(port) };
}

/** Sends bytes to a printer and waits until it has them. @returns what is wrong, in words, or null */
export async function sendToPrinter(address: string, bytes: Uint8Array): Promise<string | null> {
  const target = readPrinterAddress(address);
  if (!target) return "This is no printer's address; it looks like 192.168.1.50, /dev/usb/lp0 or COM3.";
  try {
    await (target.kind === "network" ? sendOverNetwork(target, bytes) : writeToPort(target.path, bytes));
    return null;
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    if (code === "EACCES" || code === "EPERM") return `The system does not let this program print at ${address}.`;
    return `The printer at ${address} does not answer; look at its power, paper and cable.`;
  }
}

function sendOverNetwork({ host, port }: { host: string; port: number }, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(SLOW_MS, () => socket.destroy(new Error("the printer took too long")));
    socket.on("error", reject);
    // Answered when the other end has taken everything and hung up as well: a half-open printer is no printed receipt.
    socket.on("close", (hadError) => (hadError ? undefined : resolve()));
    socket.on("connect", () => socket.end(bytes));
    socket.resume();
  });
}

async function writeToPort(port: string, bytes: Uint8Array): Promise<void> {
  // Windows knows its ports above COM9 by this form only, and the others by it as well.
  const path = /^(COM|LPT)\d/.test(port) ? `\\\\.\\${port.replace(":", "")}` : port;
  const handle = await open(path, "r+").catch((error: { code?: string }) => {
    if (error.code !== "EINVAL" && error.code !== "EACCES") throw error;
    return open(path, "w");
  });
  try {
    for (let at = 0; at < bytes.byteLength; ) at += (await handle.write(bytes, at)).bytesWritten;
  } finally {
    await handle.close();
  }
}
