export * from "./interval.ts";
export * from "./point.ts";
export * from "./scaled.ts";
