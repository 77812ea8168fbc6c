import type { Say } from "../i18n/fill-in.ts";
import { sayAnswer } from "../i18n/say-answer.ts";
import type { ShopError } from "./api.ts";

/** Why the server said no, in the language of the visit. */
export const saidNo = (error: ShopError, t: Say): string => sayAnswer(t, error.message);

/** What it says of single fields, by their place in what was sent. */
export const saidOfFields = (error: ShopError, t: Say): { path: string; words: string }[] =>
  (error.problem.fields ?? []).map((f) => ({ path: f.path, words: sayAnswer(t, f.message) }));
