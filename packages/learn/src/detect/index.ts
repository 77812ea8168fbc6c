export * from "./change-points.ts";
export * from "./detector.ts";
export * from "./isolation-forest.ts";
export * from "./learn-threshold.ts";
export * from "./peer-rates.ts";
export * from "./robust-score.ts";
export * from "./rules.ts";
export * from "./seasonal-residual.ts";
