import type { Endpoint, InputOf, OutputOf } from "@selvedge/contract";
import { apiOrigin, ask, storefrontSecret, type Visitor } from "./api.ts";

/**
 * Answers that are the same for every visitor are kept, and dropped by what the server tells has changed: a stream of
 * events per shop. Nothing is kept while that stream is not there, so a page can be slow but never old. What changes by
 * the clock (a promotion begins) says so itself in `validUntil`.
 */
interface Kept {
  answer: Promise<unknown>;
  until: number;
  isList: boolean;
  /** Ids of SKUs and the style that are seen in it, where it is one style's page. */
  shows: ReadonlySet<string>;
}

interface Shelf {
  isLive: boolean;
  kept: Map<string, Kept>;
  stop: AbortController;
  lastAsked: number;
}

type Change =
  | { ready: true }
  | { all: true }
  | { lists: true }
  | { styleId: string }
  | { skuId: string; turned: boolean };

const mostKept = 3000;
/** Hosts that are listened for; whoever makes names up fills no memory. Those beyond are answered, and nothing is kept. */
const mostHosts = 2000;
const forgetAfterMs = 30 * 60_000;
// One per process, also where Next loads this file in several bundles.
const store = globalThis as unknown as { selvedgeShelves?: Map<string, Shelf> };
store.selvedgeShelves ??= new Map();
const shelves = store.selvedgeShelves;

/** As `ask`, of doors whose answer is the same for everybody. */
export async function askKept<E extends Endpoint>(
  endpoint: E,
  input: Omit<InputOf<E>, "shop">,
  visitor: Visitor,
): Promise<OutputOf<E>> {
  const anybody: Visitor = { host: visitor.host, address: visitor.address };
  const shelf = shelfOf(visitor.host);
  shelf.lastAsked = Date.now();
  const key = `${endpoint.name} ${JSON.stringify(input)}`;
  const found = shelf.kept.get(key);
  if (shelf.isLive && found && found.until > Date.now()) return found.answer as Promise<OutputOf<E>>;
  const answer = ask(endpoint, input, anybody);
  if (!shelf.isLive) return answer;
  const entry: Kept = {
    answer,
    until: Number.POSITIVE_INFINITY,
    isList: endpoint.name !== "shop.get_style",
    shows: new Set(),
  };
  shelf.kept.set(key, entry);
  answer.then(
    (value) => learn(entry, value),
    () => shelf.kept.get(key) === entry && shelf.kept.delete(key),
  );
  if (shelf.kept.size > mostKept) shelf.kept.delete(shelf.kept.keys().next().value!);
  return answer;
}

function learn(entry: Kept, value: unknown): void {
  const { validUntil, id, colours } = value as {
    validUntil?: string;
    id?: string;
    colours?: { skus?: { skuId: string }[] }[];
  };
  if (validUntil) entry.until = Date.parse(validUntil);
  if (entry.isList) return;
  const skus = (colours ?? []).flatMap((c) => (c.skus ?? []).map((s) => s.skuId));
  entry.shows = new Set([...(id ? [id] : []), ...skus]);
}

function shelfOf(host: string): Shelf {
  const known = shelves.get(host);
  if (known) return known;
  const shelf: Shelf = { isLive: false, kept: new Map(), stop: new AbortController(), lastAsked: Date.now() };
  if (!storefrontSecret() || shelves.size >= mostHosts) return shelf;
  shelves.set(host, shelf);
  void listen(host, shelf);
  return shelf;
}

/** Hears of changes until nobody has visited for a while; comes again after every break, with nothing kept from before. */
async function listen(host: string, shelf: Shelf): Promise<void> {
  while (Date.now() - shelf.lastAsked < forgetAfterMs) {
    const heard = await hear(host, shelf).catch(() => "broken" as const);
    shelf.isLive = false;
    shelf.kept.clear();
    if (heard === "nobody") break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  shelves.delete(host);
}

/** @returns `nobody` where no business has that host: there is nothing to come again for */
async function hear(host: string, shelf: Shelf): Promise<"ended" | "nobody"> {
  const response = await fetch(`${apiOrigin()}/v1/shop/changes?shop=${encodeURIComponent(host)}`, {
    headers: { "storefront-secret": storefrontSecret() },
    signal: shelf.stop.signal,
    cache: "no-store",
  });
  if (response.status === 404) return "nobody";
  if (!response.ok || !response.body) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return "ended";
  }
  let rest = "";
  const text = new TextDecoder();
  for await (const chunk of response.body) {
    rest += text.decode(chunk as Uint8Array, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part.startsWith("data: ")) drop(shelf, JSON.parse(part.slice(6)) as Change);
    if (Date.now() - shelf.lastAsked > forgetAfterMs) break;
  }
  return "ended";
}

function drop(shelf: Shelf, change: Change): void {
  if ("ready" in change) {
    shelf.isLive = true;
    return;
  }
  if ("all" in change || "lists" in change) {
    shelf.kept.clear();
    return;
  }
  const id = "skuId" in change ? change.skuId : change.styleId;
  const turned = !("skuId" in change) || change.turned;
  for (const [key, entry] of shelf.kept) {
    if (entry.isList ? turned : entry.shows.size === 0 || entry.shows.has(id)) shelf.kept.delete(key);
  }
}
