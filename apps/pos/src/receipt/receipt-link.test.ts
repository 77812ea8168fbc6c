import { expect, test } from "vitest";
import { chatNumber } from "./receipt-link.ts";

test("a number is dialled with its country, however it was typed", () => {
  for (const typed of ["98200 12345", "098200-12345", "+91 98200 12345", "919820012345"]) {
    expect(chatNumber(typed, "IN"), typed).toBe("919820012345");
  }
  expect(chatNumber("9198200123", "IN")).toBe("919198200123");
  expect(chatNumber("07700 900123", "GB")).toBe("447700900123");
  expect(chatNumber("+44 7700 900123", "IN")).toBe("447700900123");
  for (const typed of ["", "12345", "Asha"]) expect(chatNumber(typed, "IN"), typed).toBeNull();
});
