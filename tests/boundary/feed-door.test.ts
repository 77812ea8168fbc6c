import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgeToken } from "../../apps/server/src/modules/identity/testing/forge-token.ts";
import { openPool } from "../../apps/server/src/platform/db.ts";
import { partyApi } from "../../packages/contract/src/index.ts";
import { type Business, openServer, type ServerUnderTest, sendRaw } from "./open-server.ts";

let world: ServerUnderTest;
let mine: Business;
let theirs: Business;
beforeAll(async () => {
  world = await openServer();
  mine = await world.openBusiness("mine");
  theirs = await world.openBusiness("theirs");
});
afterAll(() => world?.close());

interface Heard {
  type: string;
  code?: string;
  event?: { type: string };
}

/** A connection to the feed: what it heard, and how it was closed. */
async function openFeed() {
  const socket = new WebSocket(`${world.server.origin.replace("http", "ws")}/v1/feed`);
  const heard: Heard[] = [];
  socket.onmessage = ({ data }) => void heard.push(JSON.parse(String(data)) as Heard);
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code);
  });
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const subscribe = (token: string) => socket.send(JSON.stringify({ type: "subscribe", token }));
  const until = async (what: (one: Heard) => boolean) => {
    for (let tries = 0; !heard.some(what) && tries < 200; tries += 1) await sleep(25);
    expect(heard.some(what), JSON.stringify(heard)).toBe(true);
  };
  return { socket, heard, closed, subscribe, until };
}

const addCustomer = (business: Business, name: string) =>
  business.call(partyApi.createCustomer, { kind: "person", name });
const isReady = (one: Heard) => one.type === "ready";
const clients = async () =>
  Number(/^selvedge_feed_clients (\d+)/m.exec(await (await fetch(`${world.server.origin}/metrics`)).text())?.[1]);

async function signInAnew(): Promise<{ token: string; signOut(): Promise<unknown> }> {
  const owner = { email: "owner@mine.example", password: "correct horse battery" };
  const answer = await sendRaw(world.server.origin, null, "POST", "/v1/auth/sign-in", owner);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const { accessToken } = (await answer.json()) as { accessToken: string };
  const signOut = () => sendRaw(world.server.origin, null, "POST", "/v1/auth/sign-out", {}, { cookie });
  return { token: accessToken, signOut };
}

test("a connection subscribes once, also when it asks twice at the same moment, and nothing of it stays behind", async () => {
  const before = await clients();
  const feed = await openFeed();
  feed.subscribe(mine.token);
  feed.subscribe(mine.token);
  expect(await feed.closed).toBe(4000);
  expect(feed.heard.filter(isReady).length).toBeLessThanOrEqual(1);
  expect(feed.heard).toContainEqual(expect.objectContaining({ type: "error", code: "wrong_state" }));
  for (let tries = 0; (await clients()) !== before && tries < 40; tries += 1) await sleep(25);
  expect(await clients()).toBe(before);
});

test("what is no subscription is answered in words and ends the connection, and the server goes on", async () => {
  const junk = [
    "",
    "x",
    "null",
    "[]",
    '{"type":"subscribe"}',
    '{"type":"subscribe","token":5}',
    '{"type":"subscribe","token":"x"}',
  ];
  for (const text of junk) {
    const feed = await openFeed();
    feed.socket.send(text);
    expect(await feed.closed, text).toBe(4000);
    expect(feed.heard, text).toEqual([
      expect.objectContaining({ type: "error", code: expect.stringMatching(/validation_failed|not_signed_in/) }),
    ]);
  }
  const feed = await openFeed();
  feed.socket.send("x".repeat(100_000));
  expect(await feed.closed).toBe(1009);
  expect((await fetch(`${world.server.origin}/health/ready`)).status).toBe(200);
});

test("a connection ends with its token", async () => {
  const admin = openPool(world.database.adminUrl, { max: 1 });
  const [key] = await admin<{ private_jwk: object }[]>`select private_jwk from signing_key where retired_at is null`;
  await admin.end({ timeout: 1 });
  const [header, claims] = mine.token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>) as [
    object,
    object,
  ];
  const soon = await forgeToken(key!.private_jwk as never, header, {
    ...claims,
    exp: Math.floor(Date.now() / 1000) + 2,
  });
  const feed = await openFeed();
  feed.subscribe(soon);
  await feed.until(isReady);
  expect(await feed.closed).toBe(4003);
});

test("who has signed out hears nothing more, and nobody hears another business", async () => {
  const session = await signInAnew();
  const feed = await openFeed();
  feed.subscribe(session.token);
  await feed.until(isReady);
  await addCustomer(mine, "Heard");
  await feed.until((one) => one.event?.type === "party.customer_created");
  await addCustomer(theirs, "Not mine");
  await session.signOut();
  await addCustomer(mine, "After");
  expect(await feed.closed).toBe(4003);
  expect(feed.heard.filter((one) => one.event?.type === "party.customer_created")).toHaveLength(1);
  const again = await openFeed();
  again.subscribe(session.token);
  expect(await again.closed).toBe(4000);
  expect(again.heard).toEqual([expect.objectContaining({ type: "error", code: "session_revoked" })]);
});
