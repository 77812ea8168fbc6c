export * from "./bin-columns.ts";
export * from "./category-codes.ts";
export * from "./explain-prediction.ts";
export * from "./fit-boosting.ts";
export * from "./fit-forest.ts";
export { type BoostingLoss, toResponse } from "./losses.ts";
export { predictBoosting, predictBoostingRow, scoreBoosting } from "./predict-boosting.ts";
export type { Tree } from "./tree.ts";
