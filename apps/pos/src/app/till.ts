import { toast } from "@selvedge/ui";
import { buildCatalog, findByCode, type Goods } from "../device/catalog.ts";
import { pairTill } from "../device/pair.ts";
import { isScarce, readRoom } from "../device/room.ts";
import { newLineId } from "../device/sell.ts";
import { openServerSession } from "../device/server-session.ts";
import { emptyTicket, type PricedTicket, priceTicket, type Ticket, type TicketLine } from "../device/ticket.ts";
import { tidyHard } from "../device/tidy.ts";
import { getMeta, openTillDb } from "../device/till-db.ts";
import { unpair } from "../device/unpair.ts";
import { makeId } from "../device/write-event.ts";
import { holdTill } from "./one-writer.ts";
import { type SyncLoop, startSync } from "./sync-loop.ts";
import { getState, setState } from "./till-state.ts";

export const db = openTillDb();
export const session = openServerSession(db);
let sync: SyncLoop | null = null;
let hold: ReturnType<typeof holdTill> | null = null;

/** Opens the till: the tab that may write, the device's own store, then the server in its own time. */
export function startTill(): void {
  hold = holdTill((mine) => {
    if (mine) void openStore();
    else {
      sync?.stop();
      sync = null;
      setState({ phase: "other_tab" });
    }
  });
}

export const takeOver = () => hold?.takeOver();

async function openStore(): Promise<void> {
  const identity = (await getMeta(db, "identity")) ?? null;
  if (!identity) return setState({ phase: "pairing", identity: null });
  const [shift = null, revoked = false] = await Promise.all([getMeta(db, "openShift"), getMeta(db, "revoked")]);
  setState({ identity, shift, revoked, parked: await db.parked.count() });
  const isWhole = await loadCatalog();
  setState({ phase: isWhole ? "ready" : "loading", ...(await keptTicket()) });
  void navigator.storage?.persisted?.().then((persisted) => setState({ persisted }));
  sync = startSync(db, session, {
    loading: (set) => setState({ loadingWords: set }),
    factsChanged(what) {
      void (async () => {
        if (what.head || what.styles) await loadCatalog();
        if (what.levels) setState({ levelsAt: getState().levelsAt + 1 });
        if (getState().phase === "loading") setState({ phase: "ready" });
      })();
    },
    roundEnded() {
      void getMeta(db, "revoked").then((is) => setState({ revoked: is ?? false }));
      void lookAtRoom();
    },
  });
}

const ROOM_MS = 5 * 60_000;
let roomSeenAt = 0;

/** How full the device is, now and then; what can be thrown away is, before a sale fails for want of room. */
async function lookAtRoom(): Promise<void> {
  if (Date.now() - roomSeenAt < ROOM_MS) return;
  roomSeenAt = Date.now();
  const room = await readRoom();
  setState({ room });
  if (room && isScarce(room)) await makeRoom();
}

/** Throws away what the server has as well: old events and receipts, and all pictures. */
export async function makeRoom(): Promise<void> {
  await tidyHard(db);
  await globalThis.caches?.delete("pictures");
  setState({ room: await readRoom() });
}

/** Forgets the pairing and shows the first screen again. @throws Error while something waits, unless `lose` */
export async function pairAgain(options: { lose: boolean }): Promise<void> {
  await unpair(db, options);
  sync?.stop();
  sync = null;
  session.forget();
  setState({
    phase: "pairing",
    identity: null,
    revoked: false,
    cashier: null,
    shift: null,
    catalog: null,
    screen: "sell",
  });
}

async function loadCatalog(): Promise<boolean> {
  const [head, ready] = await Promise.all([getMeta(db, "head"), getMeta(db, "factsReady")]);
  if (!head) return false;
  const catalog = buildCatalog(head, await db.styles.toArray());
  const signedIn = getState().cashier;
  const cashier = signedIn ? (head.cashiers.find((c) => c.id === signedIn.id) ?? null) : null;
  setState({ catalog, cashier });
  if (head.business.accent) document.documentElement.style.setProperty("--tenant-accent", head.business.accent);
  return ready === true;
}

export async function pair(code: string, deviceName: string): Promise<void> {
  await pairTill(db, code, deviceName);
  await openStore();
}

/** Something was written down: on its way at once. */
export const deliverSoon = () => sync?.poke();

// What is being rung up outlives a reload, and a browser that was closed or lost its power.
const ticketKey = "selvedge.till.ticket";
async function keptTicket(): Promise<{ ticket: Ticket }> {
  const kept = localStorage.getItem(ticketKey);
  return { ticket: { ...emptyTicket, ...(kept ? (JSON.parse(kept) as Partial<Ticket>) : {}) } };
}

function keep(ticket: Ticket): void {
  try {
    localStorage.setItem(ticketKey, JSON.stringify(ticket));
  } catch {
    // A full device: the ticket is on the screen all the same, and selling says what to do.
  }
}

export function changeTicket(change: (ticket: Ticket) => Ticket, activeLine?: string | null): void {
  const ticket = change(getState().ticket);
  keep(ticket);
  setState({ ticket, ...(activeLine === undefined ? {} : { activeLine }) });
}

export const clearTicket = () => changeTicket(() => emptyTicket, null);

/** Adds a piece: to the line that has the SKU already (unless a discount makes it another one), else on a new line. */
export function addGoods(goods: Goods, qty = 1): void {
  if (!goods.sku.sellable || !goods.style.sellable) {
    toast({ tone: "bad", title: `${goods.sku.code} is not for sale any more` });
    return;
  }
  const known = getState().ticket.lines.find((l) => l.skuId === goods.sku.id && !l.discount);
  const line: TicketLine = known
    ? { ...known, qty: known.qty + qty }
    : { id: newLineId(), skuId: goods.sku.id, qty, discount: null };
  changeTicket(
    (t) => ({ ...t, lines: known ? t.lines.map((l) => (l === known ? line : l)) : [...t.lines, line] }),
    line.id,
  );
  if (getState().screen !== "sell") setState({ screen: "sell" });
}

/** A scan: one look-up in memory. @returns false when nothing has that code */
export function scan(code: string): boolean {
  const { catalog } = getState();
  const goods = catalog ? findByCode(catalog, code) : null;
  if (!goods) return false;
  addGoods(goods);
  return true;
}

export function changeLine(id: string, change: Partial<TicketLine>): void {
  changeTicket((t) => ({ ...t, lines: t.lines.map((l) => (l.id === id ? { ...l, ...change } : l)) }), id);
}

export function removeLine(id: string): void {
  changeTicket((t) => ({ ...t, lines: t.lines.filter((l) => l.id !== id) }), null);
}

export async function park(label: string): Promise<void> {
  const { ticket } = getState();
  const pieces = ticket.lines.reduce((sum, l) => sum + l.qty, 0);
  await db.parked.add({ id: makeId(), parkedAt: new Date().toISOString(), label, ticket, pieces });
  clearTicket();
  setState({ parked: await db.parked.count() });
}

export async function recall(id: string): Promise<void> {
  const parked = await db.parked.get(id);
  if (!parked) return;
  const { ticket } = getState();
  if (ticket.lines.length + ticket.returns.length > 0) await park("");
  await db.parked.delete(id);
  changeTicket(() => ({ ...emptyTicket, ...(parked.ticket as Partial<Ticket>) }), null);
  setState({ parked: await db.parked.count(), screen: "sell" });
}

/** The clock as the server has it. */
export const tillNow = () => new Date(Date.now() + getState().sync.skewMs);

/** The ticket with its prices now; null while there is no catalog. */
export function pricedNow(ticket: Ticket): PricedTicket | null {
  const { catalog, cashier } = getState();
  return catalog ? priceTicket(ticket, catalog, tillNow(), cashier?.discountLimitBasisPoints ?? 0) : null;
}
