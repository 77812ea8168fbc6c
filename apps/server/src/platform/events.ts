import type { Ctx, NewEvent } from "./context.ts";

/** An event as a subscriber sees it. */
export interface EventFact extends NewEvent {
  uid: string;
}

export type Reaction = (ctx: Ctx, event: EventFact) => Promise<void>;

interface Subscription {
  subscriber: string;
  wants: (event: NewEvent) => boolean;
}

const byType = new Map<string, Subscription[]>();
const bySubscriber = new Map<string, Reaction>();

/**
 * Has `reaction` run in a transaction of its own soon after each event of that type. It runs at least once per event
 * and is marked done per (subscriber, event), so a repeat changes nothing. `subscriber` is `<area>/<what it does>`.
 * @param wants looks at the fact as it is told, so that those that are of no interest cost no job
 */
export function subscribe(
  type: string,
  subscriber: string,
  reaction: Reaction,
  wants: (event: NewEvent) => boolean = () => true,
): void {
  const key = `${subscriber} ${type}`;
  if (bySubscriber.has(key)) return;
  bySubscriber.set(key, reaction);
  const list = byType.get(type) ?? [];
  list.push({ subscriber, wants });
  byType.set(type, list);
}

export function subscribersOf(event: NewEvent): readonly string[] {
  return (byType.get(event.type) ?? []).filter((s) => s.wants(event)).map((s) => s.subscriber);
}

export function findReaction(subscriber: string, type: string): Reaction | null {
  return bySubscriber.get(`${subscriber} ${type}`) ?? null;
}
