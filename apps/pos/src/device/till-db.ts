import type { tillApi } from "@selvedge/contract";
import { Dexie, type EntityTable } from "dexie";

/** An event as it is kept on the device: written once, then only its delivery changes. */
export interface KeptEvent extends tillApi.TillEvent {
  sessionId: string | null;
  /** 0 until the server has it; a number, as IndexedDB keeps no booleans in an index. */
  delivered: 0 | 1;
  deliveredAt: string | null;
  /** What the server made of it. */
  outcome: "booked" | "waiting" | "held" | null;
  /** Why it could not be delivered the last time, for a person to read. */
  problem: string | null;
}

/** A receipt that this device printed, or fetched to take goods back against. */
export interface KeptReceipt {
  saleId: string;
  receiptNumber: string;
  soldAt: string;
  sessionId: string | null;
  customerName: string | null;
  cashierName: string;
  /** The whole ticket as it was written. */
  sale: tillApi.TillSale;
  descriptions: Record<string, string>;
  /** Pieces brought back by line, as far as this device knows. */
  returned: Record<string, number>;
  prints: number;
}

export interface ParkedTicket {
  id: string;
  parkedAt: string;
  label: string;
  ticket: unknown;
  pieces: number;
}

export interface KeptLevel {
  skuId: string;
  /** place -> pieces free */
  at: Record<string, number>;
}

export interface DeviceIdentity {
  deviceToken: string;
  deviceId: string;
  tillId: string;
  series: string;
  deviceName: string;
}

export interface OpenShift {
  sessionId: string;
  cashierId: string;
  openedAt: string;
}

/** Single values by name. */
export interface Meta {
  identity: DeviceIdentity;
  head: tillApi.TillHead;
  cursor: string;
  /** Set once every fact has come down; a page that was not reached is asked for again. */
  factsReady: boolean;
  factsProgress: { set: tillApi.FactSet; after: string | null };
  skewMs: number;
  counter: number;
  receiptNo: number;
  zNo: number;
  openShift: OpenShift | null;
  lastSyncAt: string;
  revoked: boolean;
  printer: "browser" | "usb" | "serial" | "direct" | "system";
  printerAddress: string;
  tidiedAt: string;
}

export type TillDb = Dexie & {
  meta: EntityTable<{ key: string; value: unknown }, "key">;
  styles: EntityTable<tillApi.TillStyle, "id">;
  levels: EntityTable<KeptLevel, "skuId">;
  customers: EntityTable<tillApi.TillCustomer, "id">;
  events: EntityTable<KeptEvent, "id">;
  receipts: EntityTable<KeptReceipt, "saleId">;
  parked: EntityTable<ParkedTicket, "id">;
};

/** Opens the device's store. Transactions are flushed to disk before they answer: a sale outlives the power. */
export function openTillDb(
  name = "selvedge-till",
  options: { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange } = {},
): TillDb {
  const db = new Dexie(name, { ...options, chromeTransactionDurability: "strict" }) as TillDb;
  db.version(1).stores({
    meta: "key",
    styles: "id",
    levels: "skuId",
    customers: "id",
    // The counter is unique in the database itself: no second tab can write the same one.
    events: "id, &counter, delivered, sessionId",
    receipts: "saleId, &receiptNumber, soldAt",
    parked: "id, parkedAt",
  });
  return db;
}

export async function getMeta<K extends keyof Meta>(db: TillDb, key: K): Promise<Meta[K] | undefined> {
  return (await db.meta.get(key))?.value as Meta[K] | undefined;
}

export async function setMeta<K extends keyof Meta>(db: TillDb, key: K, value: Meta[K]): Promise<void> {
  await db.meta.put({ key, value });
}
