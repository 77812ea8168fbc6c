import { z } from "zod";
import { businessDate, id, instant, page, pageInput, text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const learningRunStatuses = ["queued", "running", "done", "failed", "cancelled"] as const;
export const learningModelStatuses = ["champion", "challenger", "retired"] as const;
export const promotionActions = ["first", "refresh", "promote", "roll_back"] as const;
/** Figures by name; null where one could not be measured. */
export const Metrics = z.record(z.string(), z.number().nullable());
const kind = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z_]*$/)
  .describe("What is learnt, such as `forecast`");

export const LearningRun = z.object({
  id,
  kind,
  status: z.enum(learningRunStatuses),
  trigger: z.enum(["person", "schedule", "event"]),
  parameters: z.record(z.string(), z.unknown()),
  cutOffOn: businessDate.describe("Nothing later than this day was read"),
  dataHash: z.string().nullable().describe("SHA-256 of everything that was read: the version of the data"),
  dataRows: z.int().nullable(),
  seed: z.int(),
  codeVersion: z.string().nullable(),
  phase: z.string().nullable(),
  progress: z.number().min(0).max(1),
  metrics: Metrics.nullable(),
  failure: z.string().nullable(),
  seconds: z.number().nullable(),
  exportedTo: z.string().nullable().describe("Where an outside tracking server keeps it"),
  createdByName: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export const listLearners = endpoint({
  name: "insights.list_learners",
  kind: "query",
  method: "GET",
  path: "/v1/learners",
  access: "insights.model.read",
  summary: "What can be trained, and when it trains by itself",
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ kind, nightlyAt: z.string().nullable(), parameters: z.record(z.string(), z.unknown()) })),
  }),
});
export const listLearningRuns = endpoint({
  name: "insights.list_learning_runs",
  kind: "query",
  method: "GET",
  path: "/v1/learning-runs",
  access: "insights.model.read",
  summary: "Training runs, newest first, with true progress",
  input: z.object({ ...pageInput, kind: kind.optional(), status: z.enum(learningRunStatuses).optional() }),
  output: page(LearningRun),
});
export const getLearningRun = endpoint({
  name: "insights.get_learning_run",
  kind: "query",
  method: "GET",
  path: "/v1/learning-runs/:id",
  access: "insights.model.read",
  summary: "A training run",
  input: z.object({ id }),
  output: LearningRun,
});
export const startLearningRun = endpoint({
  name: "insights.start_learning_run",
  kind: "command",
  method: "POST",
  path: "/v1/learning-runs",
  access: "insights.model.train",
  summary: "Train in the background, on history up to a day",
  status: 201,
  input: z.object({
    kind,
    cutOffOn: businessDate.optional().describe("Only history up to this day; yesterday when left out"),
    parameters: z.record(z.string(), z.unknown()).default({}),
  }),
  output: z.object({ runId: id }),
});
export const cancelLearningRun = endpoint({
  name: "insights.cancel_learning_run",
  kind: "command",
  method: "POST",
  path: "/v1/learning-runs/:id/cancel",
  access: "insights.model.train",
  summary: "Stop a run that waits or trains; what is in use stays in use",
  input: z.object({ id }),
  output: z.object({ status: z.enum(learningRunStatuses) }),
});

export const LearningModel = z.object({
  id,
  kind,
  scope: z.string(),
  scopeName: z.string().nullable().describe("Name of the season or size scale it is for"),
  version: z.int(),
  runId: id,
  status: z.enum(learningModelStatuses),
  name: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  metrics: Metrics,
  score: z.number().nullable().describe("The error that versions are compared by; lower is better"),
  scoreName: z.string().nullable(),
  contentBytes: z.int().nullable(),
  cutOffOn: businessDate,
  dataHash: z.string().nullable(),
  createdAt: instant,
});
export const LearningPromotion = z.object({
  id,
  action: z.enum(promotionActions),
  modelId: id,
  version: z.int(),
  previousVersion: z.int().nullable(),
  reason: z.string().nullable(),
  byName: z.string().nullable(),
  at: instant,
});
export const listLearningModels = endpoint({
  name: "insights.list_learning_models",
  kind: "query",
  method: "GET",
  path: "/v1/learning-models",
  access: "insights.model.read",
  summary: "Models, newest first; of each kind and scope one is the champion, which serves",
  input: z.object({
    ...pageInput,
    kind: kind.optional(),
    scope: z.string().max(100).optional(),
    status: z.enum(learningModelStatuses).optional(),
  }),
  output: page(LearningModel),
});
export const getLearningModel = endpoint({
  name: "insights.get_learning_model",
  kind: "query",
  method: "GET",
  path: "/v1/learning-models/:id",
  access: "insights.model.read",
  summary: "A model, the champion it stands beside, and every change of champion of its kind",
  input: z.object({ id }),
  output: z.object({
    model: LearningModel,
    champion: LearningModel.nullable(),
    promotions: z.array(LearningPromotion),
  }),
});
export const promoteLearningModel = endpoint({
  name: "insights.promote_model",
  kind: "command",
  method: "POST",
  path: "/v1/learning-models/:id/promote",
  access: "insights.model.promote",
  summary: "Have this model serve from now on; recorded with who and why",
  input: z.object({ id, reason: text(500).optional() }),
  output: z.object({ modelId: id, previousModelId: id.nullable() }),
});
export const rollBackLearningModel = endpoint({
  name: "insights.roll_back_model",
  kind: "command",
  method: "POST",
  path: "/v1/learning-models/:id/roll-back",
  access: "insights.model.promote",
  summary:
    "Take this champion out of use: the one before it serves again, and nightly training leaves it so until a person promotes another",
  input: z.object({ id, reason: text(500).optional() }),
  output: z.object({ modelId: id, previousModelId: id.nullable() }),
});

export const Feature = z.object({
  name: z.string(),
  kind,
  says: z.string(),
  owner: z.string().describe("The module whose facts it is made from"),
  source: z.enum(["stock_move", "journal", "event", "document", "catalog"]),
  unit: z.string(),
  least: z.number().nullable(),
  greatest: z.number().nullable(),
  nullShareAllowed: z.number(),
  freshDays: z.int().nullable().describe("Its newest value may be this many days before the cut-off"),
});
export const FeatureQuality = z.object({
  feature: z.string(),
  valueCount: z.int(),
  nullCount: z.int(),
  outOfRangeCount: z.int(),
  least: z.number().nullable(),
  greatest: z.number().nullable(),
  mean: z.number().nullable(),
  newestOn: businessDate.nullable(),
  quantiles: z.array(z.number()),
  referenceRunId: id.nullable(),
  psi: z.number().nullable().describe("Population stability index against the run in use; above 0.25 it has moved"),
  ks: z.number().nullable().describe("Largest gap of the two distributions, 0 to 1"),
  verdict: z.enum(["good", "watch", "bad"]),
  findings: z.array(z.string()),
});
export const listFeatures = endpoint({
  name: "insights.list_features",
  kind: "query",
  method: "GET",
  path: "/v1/features",
  access: "insights.model.read",
  summary: "The feature catalogue, each with its quality in the newest finished run of its kind",
  input: z.object({ kind: kind.optional(), runId: id.optional() }),
  output: z.object({
    items: z.array(
      Feature.extend({
        quality: FeatureQuality.extend({ runId: id, cutOffOn: businessDate }).nullable(),
      }),
    ),
  }),
});
