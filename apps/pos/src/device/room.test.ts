import { Dexie } from "dexie";
import { expect, test } from "vitest";
import { isFull, isScarce } from "./room.ts";

test("a device is called nearly full while there is still room for days of sales", () => {
  const quotaBytes = 1_000_000_000;
  expect(isScarce({ usedBytes: 300_000_000, quotaBytes })).toBe(false);
  expect(isScarce({ usedBytes: 860_000_000, quotaBytes })).toBe(true);
  expect(isScarce({ usedBytes: 1_000_000, quotaBytes: 30_000_000 })).toBe(true);
});

test("a full device is told from any other failure, as the browser says it and as Dexie passes it on", () => {
  expect(isFull(new DOMException("full", "QuotaExceededError"))).toBe(true);
  expect(isFull(new Dexie.AbortError("aborted", new DOMException("full", "QuotaExceededError")))).toBe(true);
  expect(isFull(new Error("the money does not make up the ticket"))).toBe(false);
  expect(isFull(null)).toBe(false);
});
