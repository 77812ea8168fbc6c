import { useSyncExternalStore } from "react";
import type { Catalog } from "../device/catalog.ts";
import type { Room } from "../device/room.ts";
import { emptyTicket, type Ticket } from "../device/ticket.ts";
import type { DeviceIdentity, KeptReceipt, OpenShift } from "../device/till-db.ts";

export interface Cashier {
  id: string;
  name: string;
  approves: boolean;
  discountLimitBasisPoints: number;
}

export interface SyncState {
  /** sending: on the way now; waiting: something is to be delivered and the server cannot be reached. */
  state: "in_step" | "sending" | "waiting" | "offline" | "refused";
  waiting: number;
  problems: number;
  lastSyncAt: string | null;
  words: string | null;
  nextTryAt: number | null;
  skewMs: number;
}

export type Screen = "sell" | "pay" | "receipt" | "receipts" | "shift" | "sync";

export interface TillState {
  phase: "starting" | "other_tab" | "pairing" | "loading" | "ready";
  loadingWords: string;
  identity: DeviceIdentity | null;
  /** Disconnected in the admin: it delivers and closes its shift, and sells no more. */
  revoked: boolean;
  room: Room | null;
  catalog: Catalog | null;
  /** Rises when levels changed in the store. */
  levelsAt: number;
  cashier: Cashier | null;
  shift: OpenShift | null;
  screen: Screen;
  ticket: Ticket;
  /** The line that was added or touched last. */
  activeLine: string | null;
  receipt: KeptReceipt | null;
  changeMinor: number;
  /** What the list of receipts opens with: a receipt to take goods back of, or a number to look for. */
  wanted: KeptReceipt | string | null;
  parked: number;
  persisted: boolean | null;
  sync: SyncState;
  updateReady: boolean;
}

let state: TillState = {
  phase: "starting",
  loadingWords: "",
  identity: null,
  revoked: false,
  room: null,
  catalog: null,
  levelsAt: 0,
  cashier: null,
  shift: null,
  screen: "sell",
  ticket: emptyTicket,
  activeLine: null,
  receipt: null,
  changeMinor: 0,
  wanted: null,
  parked: 0,
  persisted: null,
  sync: {
    ...{ state: "offline", waiting: 0, problems: 0, lastSyncAt: null, words: null, nextTryAt: null, skewMs: 0 },
  },
  updateReady: false,
};
const listeners = new Set<() => void>();

export const getState = () => state;

export function setState(change: Partial<TillState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export const setSync = (change: Partial<SyncState>) => setState({ sync: { ...state.sync, ...change } });

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** A part of the till's state; the component is drawn again when that part changes. */
export function useTill<T>(pick: (state: TillState) => T): T {
  return useSyncExternalStore(subscribe, () => pick(state));
}
