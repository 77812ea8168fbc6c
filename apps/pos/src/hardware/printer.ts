import { db } from "../app/till.ts";
import { getMeta, type Meta, setMeta } from "../device/till-db.ts";
import { drawerPulse } from "../receipt/receipt-bytes.ts";
import { shell } from "./shell.ts";

// WebUSB and Web Serial are not in TypeScript's own library.
interface UsbDevice {
  opened: boolean;
  configuration: {
    interfaces: {
      interfaceNumber: number;
      alternate: { interfaceClass: number; endpoints: { direction: string; endpointNumber: number }[] };
    }[];
  } | null;
  open(): Promise<void>;
  selectConfiguration(n: number): Promise<void>;
  claimInterface(n: number): Promise<void>;
  transferOut(endpoint: number, data: BufferSource): Promise<unknown>;
}
interface SerialPort {
  writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number }): Promise<void>;
}
interface Hardware {
  usb?: {
    getDevices(): Promise<UsbDevice[]>;
    requestDevice(options: { filters: { classCode: number }[] }): Promise<UsbDevice>;
  };
  serial?: { getPorts(): Promise<SerialPort[]>; requestPort(): Promise<SerialPort> };
}
const hardware = () => navigator as unknown as Hardware;

/** How receipts get onto paper; `direct` (a network address or port) and `system` (without a dialog) need the desktop shell. */
export type PrinterKind = Meta["printer"];

export const printerKinds = (): PrinterKind[] =>
  shell()
    ? ["browser", "direct", "system"]
    : ["browser", ...(hardware().usb ? (["usb"] as const) : []), ...(hardware().serial ? (["serial"] as const) : [])];

export interface ChosenPrinter {
  kind: PrinterKind;
  /** Of a direct printer, or the system's name of one. */
  address: string;
}

export const chosenPrinter = async (): Promise<ChosenPrinter> => ({
  kind: (await getMeta(db, "printer")) ?? "browser",
  address: (await getMeta(db, "printerAddress")) ?? "",
});

/** Chooses the printer; of USB and serial ones the browser asks which device, and remembers. */
export async function choosePrinter({ kind, address }: ChosenPrinter): Promise<void> {
  if (kind === "usb") await hardware().usb!.requestDevice({ filters: [{ classCode: 7 }] });
  if (kind === "serial") await hardware().serial!.requestPort();
  await db.transaction("rw", [db.meta], async () => {
    await setMeta(db, "printer", kind);
    await setMeta(db, "printerAddress", address.trim());
  });
}

/**
 * Puts the paper on the page (`#printed-receipt`) onto real paper: as bytes where the printer takes them, else by the
 * browser's or the system's own print.
 * @throws Error saying what is wrong with the printer
 */
export async function printPaper(bytes: Uint8Array): Promise<void> {
  const { kind, address } = await chosenPrinter();
  if (kind === "browser") return window.print();
  if (kind === "system") return fail(await shell()?.printPage(address));
  if (!(await sendBytes(bytes))) window.print();
}

/** Opens a cash drawer that hangs on the printer; nothing when there is none. */
export async function openDrawer(): Promise<void> {
  await sendBytes(drawerPulse()).catch(() => false);
}

/** @returns false when the chosen printer takes no bytes, or is not there */
async function sendBytes(bytes: Uint8Array): Promise<boolean> {
  const { kind, address } = await chosenPrinter();
  if (kind === "usb") return sendByUsb(bytes);
  if (kind === "serial") return sendBySerial(bytes);
  const around = shell();
  if (kind !== "direct" || !around) return false;
  fail(await around.printBytes(address, bytes));
  return true;
}

function fail(problem: string | null | undefined): void {
  if (problem) throw new Error(problem);
}

async function sendByUsb(bytes: Uint8Array): Promise<boolean> {
  const [device] = (await hardware().usb?.getDevices()) ?? [];
  if (!device) return false;
  if (!device.opened) {
    await device.open();
    if (!device.configuration) await device.selectConfiguration(1);
  }
  const printer = device.configuration?.interfaces.find((i) => i.alternate.interfaceClass === 7);
  const out = printer?.alternate.endpoints.find((e) => e.direction === "out");
  if (!printer || !out) return false;
  await device.claimInterface(printer.interfaceNumber);
  await device.transferOut(out.endpointNumber, bytes as BufferSource);
  return true;
}

async function sendBySerial(bytes: Uint8Array): Promise<boolean> {
  const [port] = (await hardware().serial?.getPorts()) ?? [];
  if (!port) return false;
  if (!port.writable) await port.open({ baudRate: 9600 });
  const writer = port.writable!.getWriter();
  await writer.write(bytes);
  writer.releaseLock();
  return true;
}
