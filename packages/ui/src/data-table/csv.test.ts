import { expect, it } from "vitest";
import { toCsv } from "./csv.ts";

it("quotes what needs quoting and leaves figures bare", () => {
  expect(toCsv(["Name", "Pieces"], [['Tee, "navy"', 12]])).toBe('\uFEFFName,Pieces\r\n"Tee, ""navy""",12\r\n');
});

it("disarms text that a spreadsheet would run", () => {
  expect(toCsv(["a"], [["=1+1"], ["@x"], ["-5"], [-5], [null]])).toBe("\uFEFFa\r\n'=1+1\r\n'@x\r\n'-5\r\n-5\r\n\r\n");
});
