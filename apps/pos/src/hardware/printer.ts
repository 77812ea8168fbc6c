import { db } from "../app/till.ts";
import { getMeta, setMeta } from "../device/till-db.ts";
import { drawerPulse } from "../receipt/receipt-bytes.ts";

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

export const printerKinds = () => [
  "browser" as const,
  ...(hardware().usb ? (["usb"] as const) : []),
  ...(hardware().serial ? (["serial"] as const) : []),
];
export type PrinterKind = "browser" | "usb" | "serial";

export const chosenPrinter = async (): Promise<PrinterKind> => (await getMeta(db, "printer")) ?? "browser";

/** Chooses the printer; the browser asks which device, and remembers. */
export async function choosePrinter(kind: PrinterKind): Promise<void> {
  if (kind === "usb") await hardware().usb!.requestDevice({ filters: [{ classCode: 7 }] });
  if (kind === "serial") await hardware().serial!.requestPort();
  await setMeta(db, "printer", kind);
}

/** Sends bytes to the chosen printer. @returns false when there is none that takes bytes */
export async function sendToPrinter(bytes: Uint8Array): Promise<boolean> {
  const kind = await chosenPrinter();
  if (kind === "usb") return sendByUsb(bytes);
  if (kind === "serial") return sendBySerial(bytes);
  return false;
}

/** Opens a cash drawer that hangs on the printer; nothing when there is none. */
export async function openDrawer(): Promise<void> {
  await sendToPrinter(drawerPulse()).catch(() => false);
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
