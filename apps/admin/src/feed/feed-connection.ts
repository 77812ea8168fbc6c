import type { FeedMessage } from "@selvedge/contract";
import { useSyncExternalStore } from "react";
import { currentToken, refreshSession } from "../session/session-store.ts";

export type FeedState = "connecting" | "live" | "offline";
export type LiveEvent = Extract<FeedMessage, { type: "event" }>["event"];

let state: FeedState = "connecting";
let cursor: string | undefined;
const stateListeners = new Set<() => void>();
const eventListeners = new Set<(event: LiveEvent) => void>();

function setState(next: FeedState): void {
  if (state === next) return;
  state = next;
  for (const listener of stateListeners) listener();
}

export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

export function useFeedState(): FeedState {
  return useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => state,
  );
}

/**
 * Keeps the feed open while the app is: resumes from the last cursor so that nothing is missed or heard twice, backs off up to 30 s.
 * `onGap` is called after every reconnect without a cursor, when screens must load again. Returns the way to stop.
 */
export function openFeed(onGap: () => void): () => void {
  let socket: WebSocket | null = null;
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = () => {
    if (stopped) return;
    setState("offline");
    clearTimeout(timer);
    timer = setTimeout(connect, Math.min(30_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
    failures += 1;
  };
  const hear = (message: FeedMessage) => {
    if (message.type === "ready") {
      failures = 0;
      if (!cursor) onGap();
      cursor = message.cursor;
      setState("live");
    } else if (message.type === "cursor") {
      cursor = message.cursor;
    } else if (message.type === "event") {
      for (const listener of eventListeners) listener(message.event);
    } else if (message.type === "error") {
      // A cursor the server no longer knows: start from now and load what is shown again.
      cursor = undefined;
      void refreshSession();
      socket?.close();
    }
  };
  const connect = () => {
    const token = currentToken();
    if (stopped) return;
    if (!token) return again();
    if (socket) socket.onclose = null;
    socket?.close();
    const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/feed`;
    socket = new WebSocket(address);
    socket.onopen = () => socket?.send(JSON.stringify({ type: "subscribe", token, ...(cursor ? { cursor } : {}) }));
    socket.onmessage = (event) => hear(JSON.parse(String(event.data)) as FeedMessage);
    socket.onclose = again;
  };
  connect();
  const online = () => {
    failures = 0;
    clearTimeout(timer);
    if (socket?.readyState !== WebSocket.OPEN) connect();
  };
  addEventListener("online", online);
  return () => {
    stopped = true;
    clearTimeout(timer);
    removeEventListener("online", online);
    if (socket) socket.onclose = null;
    socket?.close();
    cursor = undefined;
    setState("connecting");
  };
}
