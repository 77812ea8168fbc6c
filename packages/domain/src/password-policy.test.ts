import { expect, test } from "vitest";
import { passwordProblem } from "./password-policy.ts";

const isCommon = (password: string) => ["qwertyuiop", "monkey", "iloveyou"].includes(password);
const problem = (password: string) =>
  passwordProblem(password, { isCommon, words: ["asha.rao@kora.example", "asha", "kora"] });

test.each([
  ["short", "too_short"],
  ["नमस्ते", "too_short"],
  ["x".repeat(100) + "y".repeat(101), "too_long"],
  ["QwertyUIOP", "common"],
  ["iloveyou12!", "common"],
  ["monkey1234", "common"],
  ["aaaaaaaaaaaa", "repeats"],
  ["abcabcabcabc", "repeats"],
  ["Asha.Rao@kora.example1", "about_you"],
  ["kora-asha-1", "about_you"],
  ["correct horse battery", null],
  ["monkey business plan", null],
  ["dashakorawalk", null],
  ["1234567890123x", null],
])("%s: %s", (password, expected) => expect(problem(password)).toBe(expected));
