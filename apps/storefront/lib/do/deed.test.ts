import { expect, test } from "vitest";
import { ownPath, withProblem } from "./deed.ts";

test("a form leads on only within this shop, however a browser would read the path", () => {
  expect(ownPath("/bag")).toBe("/bag");
  expect(ownPath("/orders/SO-1?key=abc#lines")).toBe("/orders/SO-1?key=abc#lines");
  const away = ["//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example", "/\n//elsewhere.example"];
  for (const path of [...away, "https://elsewhere.example", "javascript:alert(1)", "", undefined]) {
    expect(ownPath(path, "/account"), JSON.stringify(path)).toBe("/account");
  }
});

test("what went wrong is said at the path it happened on, which keeps what it said before", () => {
  expect(withProblem("/styles/KU-1?colour=TWO", "Sold out & gone")).toBe(
    "/styles/KU-1?colour=TWO&problem=Sold+out+%26+gone",
  );
});
