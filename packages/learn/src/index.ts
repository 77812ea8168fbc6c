export * from "./customers/index.ts";
export * from "./decide/index.ts";
export * from "./forecast/index.ts";
export * from "./linear/index.ts";
export * from "./metrics/index.ts";
export type { LearnRefusal, Outcome, RefusalReason } from "./outcome.ts";
export * from "./rng.ts";
export * from "./trees/index.ts";
