import { fillIn, type Say } from "./fill-in.ts";
import { hindi } from "./hindi/index.ts";

/** What is not translated reads as English, never as a code. */
export const sayIn =
  (language: "en" | "hi"): Say =>
  (sentence, values) =>
    fillIn((language === "hi" ? hindi[sentence] : undefined) ?? sentence, values);
