export * from "./cashiers.ts";
export * from "./device-calls.ts";
export * from "./events.ts";
export * from "./facts.ts";
export * from "./reviews.ts";
export * from "./saved-events.ts";
export * from "./shifts.ts";
export * from "./tills.ts";
