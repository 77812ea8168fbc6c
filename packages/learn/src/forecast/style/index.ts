export * from "./new-style.ts";
export * from "./size-curve.ts";
