import { z } from "zod";
import { registerFeatures } from "../features/catalogue.ts";
import { profileFeature } from "../features/profile.ts";
import { registerModel } from "../registry/register-model.ts";
import { registerLearner } from "../training/learner.ts";
import type { MeanTask } from "./slow-mean-worker.ts";

const Parameters = z.object({
  values: z.array(z.number()).default([1, 2, 6]),
  milliseconds: z.number().default(5),
  fails: z.boolean().default(false),
  score: z.number().default(1),
  mayRefresh: z.boolean().default(true),
});

/** A learner that means values, as slowly and as badly as a test tells it to. */
export function registerSlowMean(): void {
  registerLearner<z.output<typeof Parameters>, MeanTask, number>({
    kind: "slow_mean",
    parameters: Parameters as unknown as z.ZodType<z.output<typeof Parameters>>,
    workerFile: new URL("./slow-mean-worker.ts", import.meta.url),
    readFeatures: async (_ctx, { parameters }) => ({
      tasks: [0, 1].map(() => ({ ...parameters, values: Float64Array.from(parameters.values) })),
      dataHash: String(parameters.values),
      dataRows: parameters.values.length,
      profiles: [profileFeature("value", parameters.values, null)],
    }),
    writeResults: async (ctx, run, results) => {
      const { score, mayRefresh } = run.parameters;
      await registerModel(ctx, {
        ...{ kind: "slow_mean", runId: run.id, name: "mean", score, scoreName: "error", mayRefresh },
        ...{ metrics: { mean: results[0]! }, content: { mean: results[0]! } },
      });
      return { metrics: { mean: results[0]!, results: results.length } };
    },
  });
  registerFeatures("slow_mean", [
    {
      ...{ name: "value", says: "a value", owner: "sales", source: "document", unit: "pieces" },
      ...{ least: 0, greatest: 100, nullShareAllowed: 0, freshDays: null },
    },
  ]);
}
