import type { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import type { FeatureProfile } from "../features/profile.ts";
import type { Metrics } from "../registry/model-row.ts";

/** A run as a learner sees it: what it was asked for, and the day past which it may read nothing. */
export interface LearningRun<P = Record<string, unknown>> {
  id: string;
  kind: string;
  cutOffOn: string;
  parameters: P;
  seed: number;
}

/** What a learner read: tasks for worker threads, and the hash of every value that went into them (the data's version). */
export interface ReadFeatures<T> {
  tasks: T[];
  dataHash: string;
  dataRows: number;
  /** Distributions of the inputs, for the quality checks. Left out where the workers make them. */
  profiles?: FeatureProfile[];
}

/** What a run leaves behind. Models are registered by the learner itself, with `registerModel`. */
export interface Written {
  metrics: Metrics;
  profiles?: FeatureProfile[];
}

/**
 * Something that can be trained. Reading and writing happen in a transaction each; everything between them in worker
 * threads. `T` is a task and `R` its result: plain values that a thread can be sent.
 */
export interface Learner<P, T, R> {
  kind: string;
  /** Parameters with their defaults; what a caller sends is checked by it. */
  parameters: z.ZodType<P>;
  /** Nightly at this time (HH:MM) of the tenant's zone; `when` gives the parameters, or null to sleep through this night. */
  nightly?: { at: string; when: (ctx: Ctx) => Promise<Partial<P> | null> };
  /** Reads everything up to `run.cutOffOn` and nothing later. */
  readFeatures: (ctx: Ctx, run: LearningRun<P>) => Promise<ReadFeatures<T>>;
  /** `new URL("./x-worker.ts", import.meta.url)`; its default export is a {@link TrainTask}. */
  workerFile: URL;
  /** Tasks that stand on the first ones' results (reconciliation, a second stage); asked again until it gives none. */
  furtherTasks?: (results: readonly R[], round: number) => T[];
  writeResults: (ctx: Ctx, run: LearningRun<P>, results: R[]) => Promise<Written>;
}

/** The default export of a worker file. `report` tells the share of this task that is done (0 to 1). */
export type TrainTask<T, R> = (task: T, report: (share: number) => void) => R | Promise<R>;

// biome-ignore lint/suspicious/noExplicitAny: each learner has types of its own, which only it reads.
export type AnyLearner = Learner<any, any, any>;

const learners = new Map<string, AnyLearner>();

/** Makes a kind of learning known: it can then be started by API, screen and schedule, with progress and cancel. */
export function registerLearner<P, T, R>(learner: Learner<P, T, R>): void {
  learners.set(learner.kind, learner);
}

export const findLearner = (kind: string): AnyLearner | null => learners.get(kind) ?? null;

export const listRegisteredLearners = (): readonly AnyLearner[] => [...learners.values()];
