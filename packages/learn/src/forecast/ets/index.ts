export * from "./choose.ts";
export * from "./fit.ts";
export * from "./form.ts";
export * from "./predict.ts";
export { type EtsRoom, makeEtsRoom } from "./recursion.ts";
