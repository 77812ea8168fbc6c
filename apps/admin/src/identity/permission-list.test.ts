import { permissionGroups, permissions, permissionWords } from "@selvedge/contract";
import { expect, test } from "vitest";
import { hindi } from "../i18n/hi.ts";
import { groupedPermissions, handedDown, heldBy, possibleParents, type Role } from "./permission-list.ts";

const role = (code: string, more: Partial<Role> = {}): Role => ({
  ...{ id: code, code, name: code.toUpperCase(), description: "", builtIn: false, version: 1, users: [] },
  ...{ parents: [], grants: [], permissions: [], inherited: [], secondFactorRequired: false },
  ...more,
});

test("each permission stands in one group, in words, in both languages", () => {
  expect(groupedPermissions.flatMap((g) => g.permissions).toSorted()).toEqual([...permissions].toSorted());
  const words = [...Object.values(permissionWords), ...permissionGroups.map((g) => g.name)];
  expect(words.filter((sentence) => !(sentence in hindi))).toEqual([]);
  expect(words.filter((sentence) => sentence.includes("."))).toEqual([]);
});

test("a permission is told as a role's own, as handed down, or both", () => {
  const held = heldBy({
    grants: [{ permission: "sales.order.read", limits: null }],
    inherited: [
      { permission: "sales.order.read", from: "Clerk" },
      { permission: "party.customer.read", from: "Clerk" },
    ],
  });
  expect(held.get("sales.order.read")).toEqual({ own: { limits: null }, from: ["Clerk"] });
  expect(held.get("party.customer.read")).toEqual({ own: null, from: ["Clerk"] });
  expect(held.has("ledger.book.read")).toBe(false);
});

test("a role cannot build on itself, on what builds on it, or on the owner's", () => {
  const roles = [role("owner"), role("a"), role("b", { parents: ["a"] }), role("c", { parents: ["b"] }), role("d")];
  expect(possibleParents(roles[1]!, roles).map((r) => r.code)).toEqual(["d"]);
  expect(possibleParents(roles[3]!, roles).map((r) => r.code)).toEqual(["a", "b", "d"]);
  expect(possibleParents(null, roles).map((r) => r.code)).toEqual(["a", "b", "c", "d"]);
});

test("what is handed down names the roles it comes from", () => {
  const roles = [role("a", { permissions: ["x"] }), role("b", { permissions: ["x", "y"] })];
  expect([...handedDown(["a", "b"], roles)]).toEqual([
    ["x", ["A", "B"]],
    ["y", ["B"]],
  ]);
});
