import type { Ctx, NewEvent } from "./context.ts";

/** An event as a subscriber sees it. */
export interface EventFact extends NewEvent {
  uid: string;
}

export type Reaction = (ctx: Ctx, event: EventFact) => Promise<void>;

interface Subscription {
  subscriber: string;
  reaction: Reaction;
}

const byType = new Map<string, Subscription[]>();
const bySubscriber = new Map<string, Reaction>();

/**
 * Has `reaction` run in a transaction of its own soon after each event of that type. It runs at least once per event
 * and is marked done per (subscriber, event), so a repeat changes nothing. `subscriber` is `<area>/<what it does>`.
 */
export function subscribe(type: string, subscriber: string, reaction: Reaction): void {
  const key = `${subscriber} ${type}`;
  if (bySubscriber.has(key)) return;
  bySubscriber.set(key, reaction);
  const list = byType.get(type) ?? [];
  list.push({ subscriber, reaction });
  byType.set(type, list);
}

export function subscribersOf(type: string): readonly string[] {
  return byType.get(type)?.map((s) => s.subscriber) ?? [];
}

export function findReaction(subscriber: string, type: string): Reaction | null {
  return bySubscriber.get(`${subscriber} ${type}`) ?? null;
}
