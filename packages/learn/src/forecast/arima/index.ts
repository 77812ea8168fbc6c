export * from "./choose.ts";
export * from "./fit.ts";
export * from "./polynomial.ts";
