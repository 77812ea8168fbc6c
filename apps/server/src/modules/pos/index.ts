import type { Operation } from "../../platform/runner.ts";
import { sellOverCounter } from "./sell-over-counter.ts";

export const operations = [sellOverCounter] as unknown as Operation[];
