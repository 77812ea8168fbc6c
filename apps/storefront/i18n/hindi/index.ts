import { answers } from "./answers.ts";
import { bag } from "./bag.ts";
import { frame } from "./frame.ts";
import { goods } from "./goods.ts";
import { orders } from "./orders.ts";
import { shelf } from "./shelf.ts";
import { states } from "./states.ts";

export { wordsOfScripts } from "./of-scripts.ts";

/** Hindi by English sentence; a test says which sentence of the shop is missing. */
export const hindi: Readonly<Record<string, string>> = {
  ...frame,
  ...shelf,
  ...bag,
  ...orders,
  ...goods,
  ...states,
  ...answers,
};
