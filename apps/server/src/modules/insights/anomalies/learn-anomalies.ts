import { addDays } from "@selvedge/domain";
import type { FlagVerdict } from "@selvedge/learn";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { dataHashOf } from "../data-hash.ts";
import { registerModel } from "../registry/register-model.ts";
import { type LearningRun, type ReadFeatures, registerLearner, type Written } from "../training/learner.ts";
import { profileEvents } from "./anomaly-features.ts";
import { type AnomalyKind, anomalyKinds } from "./anomaly-kinds.ts";
import type { DetectResult, DetectTask } from "./detect-events.ts";
import { openCases } from "./open-cases.ts";
import { eventReaders } from "./read-events.ts";

const HISTORY_DAYS = 730;

const Parameters = z.object({
  /** Events so many days back are raised; the first run looks at all of the history. */
  raiseDays: z.int().min(1).max(HISTORY_DAYS).default(HISTORY_DAYS),
});
type Parameters = z.output<typeof Parameters>;

/** What is unusual in prices, discounts, refunds, voids, stock and sales; nightly. */
registerLearner<Parameters, DetectTask, DetectResult>({
  kind: "anomalies",
  parameters: Parameters,
  nightly: {
    at: "03:50",
    when: async (ctx) => {
      const [before] = await ctx.sql`select 1 from anomaly_threshold where tenant_id = ${ctx.tenantId} limit 1`;
      return { raiseDays: before ? 60 : HISTORY_DAYS };
    },
  },
  readFeatures: readEvents,
  workerFile: new URL("./detect-worker.ts", import.meta.url),
  writeResults: writeCases,
});

async function readEvents(ctx: Ctx, run: LearningRun<Parameters>): Promise<ReadFeatures<DetectTask>> {
  const { sql, tenantId } = ctx;
  const from = addDays(run.cutOffOn, -HISTORY_DAYS);
  const known = await sql<{ kind: AnomalyKind; key: string; score: number; status: string }[]>`
    select kind, event_key as key, score, status from anomaly_case where tenant_id = ${tenantId} order by event_key`;
  const tasks: DetectTask[] = [];
  for (const kind of Object.keys(anomalyKinds) as AnomalyKind[]) {
    const events = await eventReaders[kind](ctx, from, run.cutOffOn);
    const own = known.filter((row) => row.kind === kind);
    const verdicts = own.filter((row): row is typeof row & FlagVerdict => isVerdict(row.status));
    tasks.push({
      ...{ kind, events, seed: run.seed, raiseFrom: addDays(run.cutOffOn, 1 - run.parameters.raiseDays) },
      raised: own.map((row) => row.key),
      verdicts: verdicts.map((row) => ({ score: row.score, verdict: row.status as FlagVerdict["verdict"] })),
    });
  }
  return {
    tasks,
    dataHash: dataHashOf(tasks),
    dataRows: tasks.reduce((sum, task) => sum + task.events.length, 0),
    profiles: profileEvents(tasks),
  };
}

const isVerdict = (status: string) => status === "confirmed" || status === "dismissed";

async function writeCases(ctx: Ctx, run: LearningRun<Parameters>, results: DetectResult[]): Promise<Written> {
  const { sql, tenantId } = ctx;
  const metrics: Record<string, number | null> = {};
  let opened = 0;
  for (const result of results) {
    const cases = await openCases(ctx, run.id, result);
    opened += cases;
    metrics[`${result.kind}_events`] = result.events;
    metrics[`${result.kind}_flagged`] = cases;
    if (!result.model) continue;
    metrics[`${result.kind}_threshold`] = result.threshold;
    await sql`
      insert into anomaly_threshold (tenant_id, kind, learnt_threshold, threshold, verdicts)
      select ${tenantId}, ${result.kind}, ${result.learntThreshold}, ${result.threshold}, count(*)::int from anomaly_case
      where tenant_id = ${tenantId} and kind = ${result.kind} and status in ('confirmed', 'dismissed')
      on conflict (tenant_id, kind) do update set learnt_threshold = excluded.learnt_threshold, threshold = excluded.threshold,
        verdicts = excluded.verdicts, updated_at = now()`;
    await registerModel(ctx, {
      ...{ kind: "anomalies", scope: result.kind, runId: run.id, name: "Rules, robust ranges, isolation forest" },
      metrics: { events: result.events, flagged: cases, threshold: result.threshold },
      ...{ score: null, scoreName: null, content: result.model },
    });
  }
  return { metrics: { ...metrics, cases: opened } };
}
