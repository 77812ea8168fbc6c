import { expect, test } from "vitest";
import { hashPassword, passwordMatches } from "./hash-password.ts";

const codeOf = (error: unknown) => (error as { code?: string }).code;

test("so many wait at most; who comes after is told to try again, also by an unknown account, and later it works", async () => {
  const line = Array.from({ length: 260 }, () => hashPassword("zukri vopteshwum").then(() => "hashed", codeOf));
  // The first unknown account of this process comes while the line is full.
  const unknown = await passwordMatches(null, "zukri vopteshwum").catch(codeOf);
  const outcomes = await Promise.all(line);
  const refused = outcomes.filter((outcome) => outcome === "busy").length;
  expect(unknown).toBe("busy");
  expect(refused).toBeGreaterThan(50);
  expect(outcomes.length - refused).toBeGreaterThan(200);
  expect(await passwordMatches(null, "zukri vopteshwum")).toBe(false);
}, 60_000);
