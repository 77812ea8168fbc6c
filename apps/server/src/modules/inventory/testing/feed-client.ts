import type { FeedMessage, LevelChanged } from "@selvedge/contract";
import { systemActor } from "../../../platform/context.ts";
import type { Feed } from "../../../platform/feed.ts";
import { keyOf } from "../levels.ts";
import { listStock } from "../list-stock.ts";
import type { StockRoom } from "./stock-room.ts";

export interface FeedEvent {
  uid: string;
  type: string;
  entityId: string;
  before: LevelChanged | null;
  after: LevelChanged;
}

/** Opens a connection that sends what follows a cursor; resolves once the feed says it is ready. */
export type Connect = (
  tenantId: string,
  cursor: string | undefined,
  onMessage: (message: FeedMessage) => void,
) => Promise<() => void>;

/** Straight at the feed, as the server's own socket route uses it. */
export function connectDirectly(feed: Feed): Connect {
  return (tenantId, cursor, onMessage) =>
    feed.subscribe({ tenantId, actor: systemActor }, cursor, ["inventory.level_changed"], onMessage, () => {
      throw new Error("the system is never shut out");
    });
}

/** Over a WebSocket at `origin`; the token is what the test's `readToken` takes for a tenant. */
export function connectBySocket(origin: string): Connect {
  return (tenantId, cursor, onMessage) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${origin.replace("http", "ws")}/v1/feed`);
      let open = true;
      const leave = () => {
        open = false;
        socket.close();
      };
      socket.onopen = () =>
        socket.send(JSON.stringify({ type: "subscribe", token: tenantId, ...(cursor ? { cursor } : {}) }));
      socket.onerror = () => reject(new Error("the feed's socket failed"));
      socket.onmessage = ({ data }) => {
        if (!open) return;
        const message = JSON.parse(data as string) as FeedMessage;
        if (message.type === "error") reject(new Error(message.message));
        if (message.type === "ready") resolve(leave);
        onMessage(message);
      };
    });
}

/** A screen: it loads the stock list, then follows the feed from the list's cursor, and may lose its connection. */
export interface FeedClient {
  /** The folded view, by SKU and location. */
  view: Map<string, LevelChanged>;
  /** Versions of each level in the order received, those repeated by a reconnection left out. */
  versions: Map<string, number[]>;
  /** Whatever broke the feed's promise: an event twice on one connection, or one of somebody else. */
  complaints: string[];
  cursor(): bigint;
  connect(): Promise<void>;
  disconnect(): void;
}

export async function openFeedClient(room: StockRoom, connect: Connect): Promise<FeedClient> {
  const own = new Set(room.skuIds);
  const view: FeedClient["view"] = new Map();
  const versions: FeedClient["versions"] = new Map();
  const complaints: string[] = [];
  const everSeen = new Set<string>();
  let seenHere = new Set<string>();
  let leave: (() => void) | null = null;
  let connected = false;
  /** Counts connections, so that what an older one still sends is not taken. */
  let connection = 0;

  const list = await room.run(listStock, { limit: 200 });
  let cursor = list.feedCursor;
  for (const row of list.items) {
    const { skuId, locationId, onHandQty, reservedQty, backorderedQty, version } = row;
    view.set(keyOf(row), { skuId, locationId, onHandQty, reservedQty, backorderedQty, version });
  }

  function take(event: FeedEvent): void {
    if (event.type !== "inventory.level_changed") return;
    if (!own.has(event.after.skuId) || event.entityId !== event.after.skuId) complaints.push("somebody else's event");
    if (seenHere.has(event.uid)) complaints.push("an event twice");
    seenHere.add(event.uid);
    const key = keyOf(event.after);
    if (!everSeen.has(event.uid)) versions.set(key, [...(versions.get(key) ?? []), event.after.version]);
    everSeen.add(event.uid);
    if (event.after.version > (view.get(key)?.version ?? 0)) view.set(key, event.after);
  }

  return {
    view,
    versions,
    complaints,
    cursor: () => BigInt(cursor),
    async connect() {
      if (connected) return;
      connected = true;
      connection += 1;
      const mine = connection;
      seenHere = new Set();
      const leaveThis = await connect(room.tenantId, cursor, (message) => {
        if (mine !== connection) return;
        if (message.type === "cursor") cursor = message.cursor;
        if (message.type === "event") take(message.event as unknown as FeedEvent);
      });
      if (mine === connection) leave = leaveThis;
      else leaveThis();
    },
    disconnect() {
      connected = false;
      connection += 1;
      leave?.();
      leave = null;
    },
  };
}
