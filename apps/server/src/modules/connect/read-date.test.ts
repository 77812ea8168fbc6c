import { expect, test } from "vitest";
import { guessDateOrder, makeDateReader, readWritten } from "./read-date.ts";

test.each([
  ["2026-11-21", "2026-11-21 00:00:00"],
  ["2026/11/21 9:05", "2026-11-21 09:05:00"],
  ["21/11/2026 18:30:15", "2026-11-21 18:30:15"],
  ["1.4.2026", "2026-04-01 00:00:00"],
  ["21-Nov-2026", "2026-11-21 00:00:00"],
  ["1-Apr-24", "2024-04-01 00:00:00"],
  ["21 November 2026", "2026-11-21 00:00:00"],
  ["Nov 21, 2026, 2:30 PM", "2026-11-21 14:30:00"],
  ["5/4/26 12:05 am", "2026-04-05 00:05:00"],
  ["2026-11-21T09:10:00.123", "2026-11-21 09:10:00"],
])("reads %s as a file writes it", (text, local) => {
  expect(readWritten(text, "dmy")).toEqual({ local, offset: null });
});

test.each(["31/02/2026", "13/13/2026", "2026-11-21 25:00", "21/11", "yesterday", "", "21-Foo-2026", "13:00 PM"])(
  "refuses %j instead of guessing",
  (text) => expect(readWritten(text, "dmy")).toBeNull(),
);

test("a file's short dates are all read one way: a date that is none that way is refused, never turned round", () => {
  expect(readWritten("05/04/2026", "mdy")?.local).toBe("2026-05-04 00:00:00");
  expect(readWritten("05/04/2026", "dmy")?.local).toBe("2026-04-05 00:00:00");
  expect(readWritten("25/04/2026", "mdy")).toBeNull();
  expect(readWritten("05/04/2026", "ymd")).toBeNull();
});

test("the order is told by the first date that can be read one way only, else by the country", () => {
  expect(guessDateOrder(["05/04/2026", "05/13/2026"], "IN")).toBe("mdy");
  expect(guessDateOrder(["05/04/2026", "13/05/2026"], "US")).toBe("dmy");
  expect(guessDateOrder(["05/04/2026"], "US")).toBe("mdy");
  expect(guessDateOrder(["2026-04-05"], "IN")).toBe("dmy");
});

test("a time with an offset is that instant, on the business's own day", () => {
  const read = makeDateReader("dmy", "Asia/Kolkata");
  expect(read("2026-11-21 22:00:00 -0400")).toEqual({ occurredAt: "2026-11-21T22:00:00-04:00", on: "2026-11-22" });
  expect(read("2026-11-21T20:00:00Z")).toEqual({ occurredAt: "2026-11-21T20:00:00+00:00", on: "2026-11-22" });
  expect(read("2026-11-21 20:00")).toEqual({ occurredAt: "2026-11-21T20:00:00+05:30", on: "2026-11-21" });
});
