import type { LearningConfig } from "../../platform/config.ts";
import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import { listFeatures } from "./features/list-features.ts";
import { getForecast, listForecastRuns, listForecasts } from "./queries.ts";
import { getLearningModel, listLearningModels } from "./registry/models.ts";
import { promoteLearningModel } from "./registry/promote-model.ts";
import { rollBackLearningModel } from "./registry/roll-back-model.ts";
import { runForecast, startRun as startForecastRun, workRun as workForecastRun } from "./run-forecast.ts";
import {
  cancelLearningRun,
  getLearningRun,
  listLearners,
  listLearningRuns,
  startLearningRun,
} from "./training/runs.ts";
import { scheduleNights } from "./training/schedule-nights.ts";
import { sweepRuns } from "./training/sweep-runs.ts";
import { limitTraining } from "./training/train-in-threads.ts";
import { workRun } from "./training/work-run.ts";

/** Says how much learning may take; called once at start. */
export function openLearning(config: LearningConfig): void {
  limitTraining(config);
}

handleJob<Parameters<typeof workForecastRun>[1]>("insights.run_forecast", workForecastRun);
handleJob<{ runId: string }>("insights.work_run", workRun);
scheduleForTenants("insights.sweep_runs", "minute", sweepRuns);
scheduleNights();

/** Every night, in the tenant's own zone, for those that sold something of late. */
scheduleForTenants("insights.nightly_forecast", { dailyAt: "02:30" }, (job) =>
  job.transaction(async (ctx) => {
    const [sold] = await ctx.sql`
      select 1 from sales_order where tenant_id = ${ctx.tenantId} and placed_on >= ${ctx.today}::date - 30 limit 1`;
    if (sold) await startForecastRun(ctx, { horizonDays: 28, maxSeries: 5000 });
  }),
);

const learning = [
  listLearners,
  listLearningRuns,
  getLearningRun,
  startLearningRun,
  cancelLearningRun,
  listLearningModels,
  getLearningModel,
  promoteLearningModel,
  rollBackLearningModel,
  listFeatures,
];

export const operations = [
  runForecast,
  listForecastRuns,
  listForecasts,
  getForecast,
  ...learning,
] as unknown as Operation[];
