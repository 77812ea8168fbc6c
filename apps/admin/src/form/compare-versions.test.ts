import { expect, it } from "vitest";
import { compareVersions } from "./compare-versions.ts";

const base = { id: "1", version: 3, name: "Tee", brand: "", account: { days: 30, hold: false }, sizes: ["S", "M"] };

it("finds a clash only where both changed a field and not to the same", () => {
  const mine = { ...base, name: "Crew tee", brand: "Kora" };
  const theirs = { ...base, version: 4, name: "Round tee", brand: "Kora" };
  expect(compareVersions(base, mine, theirs)).toEqual({
    clashes: [{ name: "name", mine: "Crew tee", theirs: "Round tee" }],
    mine: [],
    theirs: [],
  });
});

it("keeps what one of the two changed, also inside a group", () => {
  const mine = { ...base, account: { days: 60, hold: false } };
  const theirs = { ...base, version: 4, account: { days: 30, hold: true }, sizes: ["S", "M", "L"] };
  expect(compareVersions(base, mine, theirs)).toEqual({
    clashes: [],
    mine: [{ name: "account.days", value: 60 }],
    theirs: ["account.hold", "sizes"],
  });
});

it("takes blank and nothing for the same", () => {
  expect(compareVersions(base, { ...base, brand: null }, { ...base, brand: undefined })).toEqual({
    clashes: [],
    mine: [],
    theirs: [],
  });
});
