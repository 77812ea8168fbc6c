import {
  freeKeys,
  type PlacedCollection,
  placedCollections,
  placedKeys,
  readsOfNoPlace,
  readsWithinReach,
} from "@selvedge/contract";
import { isWithin, type Placed, type Reach } from "@selvedge/domain";
import { type Actor, accountHolderOf, type Ctx } from "../context.ts";
import type { Query, Row } from "../db.ts";
import { AppError, notFound } from "../errors.ts";
import type { Door } from "./guard.ts";

/** Where records of a collection are; an id that is not there is left out. */
export type FindPlaces = (ctx: Ctx, ids: readonly string[]) => Promise<readonly ({ id: string } & Placed)[]>;

const finders = new Map<PlacedCollection, { what: string; find: FindPlaces }>();

/** Says, by the owner of a collection, where its records are. @param what the word for one of them in a refusal */
export function definePlaces(collection: PlacedCollection, what: string, find: FindPlaces): void {
  finders.set(collection, { what, find });
}

// A location and a channel are where they are; whether they exist is asked by the command.
definePlaces("locations", "location", async (_ctx, ids) => ids.map((id) => ({ id, locationId: id })));
definePlaces("channels", "channel", async (_ctx, ids) => ids.map((id) => ({ id, channelId: id })));

/** How far a permission goes for an actor; null: everywhere. */
export function reachOf(actor: Actor, permission: string): readonly Reach[] | null {
  return actor.reach?.get(permission) ?? null;
}

/**
 * For steps that learn only inside what they touch, e.g. the location that a channel ships from.
 * @param placed repId of the customer, null when nobody looks after them or there is none
 * @throws not_permitted
 */
export function assertWithin(ctx: Ctx, permission: string, placed: Placed, what: string): void {
  const reaches = reachOf(ctx.actor, permission);
  if (reaches === null || isWithin(reaches, placed, accountHolderOf(ctx.actor))) return;
  throw outOfReach(permission, what);
}

function outOfReach(permission: string, what: string, path?: string): AppError {
  const message = `Your role reaches some locations, channels or customers only; this ${what} is not among them.`;
  return new AppError("not_permitted", message, {
    details: { permission },
    ...(path ? { fields: [{ path, message: "Out of your role's reach" }] } : {}),
  });
}

/** @throws not_permitted for a reading door that cannot cut itself to a reach */
export function assertMayReadWhole(door: Door): void {
  if (door.kind !== "query" || collectionOfPath(door.path)) return;
  if (readsWithinReach.has(door.name) || readsOfNoPlace.has(door.name)) return;
  throw new AppError(
    "not_permitted",
    "This speaks of the whole business, and your role reaches some locations, channels or customers only.",
    { details: { permission: door.access } },
  );
}

function collectionOfPath(path: string): PlacedCollection | null {
  const [, name] = /^\/v1\/([a-z-]+)\/:id\b/.exec(path) ?? [];
  return placedCollections.find((c) => c === name) ?? null;
}

/** What an input names, by the key's path. */
interface Named {
  path: string;
  id: string;
  collection: PlacedCollection;
}

/**
 * Every record that an input names must be within the caller's reach: one named by the address is otherwise not found,
 * one named by a field is refused with the field.
 */
export async function assertInputWithin(ctx: Ctx, permission: string, door: Door, rawInput: unknown): Promise<void> {
  const reaches = reachOf(ctx.actor, permission);
  if (reaches === null) return;
  const named: Named[] = [];
  const inPath = collectionOfPath(door.path);
  const id = (rawInput as { id?: unknown } | null)?.id;
  if (inPath && isId(id)) named.push({ path: "id", id, collection: inPath });
  collectNamed(rawInput, "", freeKeys[door.name] ?? [], named);
  for (const [collection, list] of Map.groupBy(named, (n) => n.collection)) {
    const finder = finders.get(collection)!;
    const places = new Map((await finder.find(ctx, [...new Set(list.map((n) => n.id))])).map((p) => [p.id, p]));
    for (const one of list) {
      const place = places.get(one.id);
      if (place && isWithin(reaches, place, accountHolderOf(ctx.actor))) continue;
      throw one.path === "id" ? notFound(finder.what) : outOfReach(permission, finder.what, one.path);
    }
  }
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);
}

function collectNamed(value: unknown, path: string, free: readonly string[], into: Named[]): void {
  if (value === null || typeof value !== "object") return;
  for (const [key, child] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key;
    const collection = placedKeys[key];
    if (collection && isId(child) && !free.includes(key)) into.push({ path: at, id: child, collection });
    else collectNamed(child, at, free, into);
  }
}

/**
 * `and (...)` that cuts a list to the caller's reach; empty for who goes everywhere.
 * @param sides SQL of the row's location (either end of a move), channel and customer, as far as the row has them
 */
export function whereWithin(
  ctx: Ctx,
  permission: string,
  sides: { location?: Query<Row[]> | Query<Row[]>[]; channel?: Query<Row[]>; customer?: Query<Row[]> },
): Query<Row[]> {
  const { sql } = ctx;
  const reaches = reachOf(ctx.actor, permission);
  if (reaches === null) return sql``;
  const any = reaches.map((reach) => {
    let all = sql`true`;
    if (sides.location && reach.locationIds) {
      const ends = [sides.location].flat().map((end) => sql`or ${end} = any(${reach.locationIds}::uuid[])`);
      all = sql`${all} and (false ${ends})`;
    }
    if (sides.channel && reach.channelIds) all = sql`${all} and ${sides.channel} = any(${reach.channelIds}::uuid[])`;
    if (sides.customer && reach.ownAccounts) {
      all = sql`${all} and ${sides.customer} in (
        select a.party_id from customer_account a where a.tenant_id = ${ctx.tenantId} and a.sales_rep_id = ${accountHolderOf(ctx.actor)})`;
    }
    return sql`(${all})`;
  });
  return sql`and (${any.slice(1).reduce((left, right) => sql`${left} or ${right}`, any[0] ?? sql`false`)})`;
}
