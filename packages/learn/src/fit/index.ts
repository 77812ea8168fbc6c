export { adviseSize, readCut, readStyleFit, type SizeAdvice, type StyleCut } from "./advise-size.ts";
export { chancesAt, type FitChances } from "./chances.ts";
export * from "./fit-size-advice.ts";
export * from "./place-customer.ts";
export * from "./predict-outcome.ts";
export * from "./return-reasons.ts";
export type * from "./types.ts";
