import type { Say } from "./fill-in.ts";
import { answers } from "./hindi/answers.ts";

/** Sentences of the server with places for values, as patterns; those that say more before those that fit anything. */
const patterns = Object.keys(answers)
  .filter((sentence) => sentence.includes("{{"))
  .map((sentence) => {
    const names = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((hole) => hole[1]!);
    const parts = sentence.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return { sentence, names, pattern: new RegExp(`^${parts.join("(.+?)")}$`) };
  })
  .sort((a, b) => a.names.length - b.names.length);

/** What the server said, in the language of the visit: its English is its key, with whatever values stand in it. */
export function sayAnswer(t: Say, message: string): string {
  for (const { sentence, names, pattern } of patterns) {
    const values = pattern.exec(message)?.slice(1);
    if (values) return t(sentence, Object.fromEntries(names.map((name, i) => [name, values[i]!])));
  }
  return t(message);
}
