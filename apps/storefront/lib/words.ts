import { cache } from "react";
import type { Say } from "../i18n/fill-in.ts";
import { sayIn } from "../i18n/say.ts";
import { getLanguage } from "./visitor.ts";

/** Says the shop's sentences in the visit's language. */
export const getWords = cache(async (): Promise<Say> => sayIn(await getLanguage()));
