export * from "./forecast/index.ts";
export * from "./linear/index.ts";
export * from "./metrics/index.ts";
export * from "./rng.ts";
