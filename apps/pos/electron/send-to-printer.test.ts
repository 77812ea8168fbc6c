import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { drawerPulse } from "../src/receipt/receipt-bytes.ts";
import { readPrinterAddress, sendToPrinter } from "./send-to-printer.ts";

let server: Server | null = null;
afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

test.for([
  ["192.168.1.50", { kind: "network", host: "192.168.1.50", port: 9100 }],
  ["printer.shop.example:9101", { kind: "network", host: "printer.shop.example", port: 9101 }],
  ["/dev/usb/lp0", { kind: "device", path: "/dev/usb/lp0" }],
  ["COM3", { kind: "device", path: "COM3" }],
  ["\\\\counter\\Receipts", { kind: "device", path: "\\\\counter\\Receipts" }],
  // Neither other services of the network nor any other file of the machine.
  ["192.168.1.50:22", null],
  ["https://shop.example", null],
  ["/etc/passwd", null],
  ["/dev/usb/lp0/../../sda", null],
  ["/dev/sda", null],
  ["C:\\Windows\\win.ini", null],
  ["", null],
] as const)("reads the printer's address %s", ([address, target]) => {
  expect(readPrinterAddress(address)).toEqual(target);
});

test("a printer on the network gets every byte, and the drawer its pulse", async () => {
  const got: Buffer[] = [];
  server = createServer((socket) => socket.on("data", (part) => got.push(part)).on("end", () => socket.end()));
  // The address allows printers' ports only; the first of them that is free here.
  let port = 9100;
  for (; port < 9110; port += 1) {
    const isMine = await new Promise<boolean>((done) => {
      server!.once("error", () => done(false)).listen(port, "127.0.0.1", () => done(true));
    });
    if (isMine) break;
  }
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 256);
  expect(await sendToPrinter(`127.0.0.1:${port}`, bytes)).toBeNull();
  expect(Buffer.concat(got).equals(Buffer.from(bytes))).toBe(true);
  got.length = 0;
  expect(await sendToPrinter(`127.0.0.1:${port}`, drawerPulse())).toBeNull();
  // ESC p: the pulse on the drawer's pin.
  expect(Buffer.concat(got).includes(Buffer.from([0x1b, 0x70]))).toBe(true);
});

test("says in words what is wrong with a printer that is off, and with an address that is none", async () => {
  expect(await sendToPrinter("127.0.0.1:9109", drawerPulse())).toMatch(/does not answer; look at its power/);
  expect(await sendToPrinter("/dev/usb/lp77", drawerPulse())).toMatch(/does not answer/);
  expect(await sendToPrinter("/etc/passwd", drawerPulse())).toMatch(/no printer's address/);
});
