import type { Operation } from "../../platform/runner.ts";

export const operations: Operation[] = [];
