import type { LearningConfig } from "../../platform/config.ts";
import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import { listFeatures } from "./features/list-features.ts";
import { registerForecast } from "./forecast/learn-forecast.ts";
import { getForecast, listForecastDays, listForecasts } from "./forecast/queries.ts";
import { getLearningModel, listLearningModels } from "./registry/models.ts";
import { promoteLearningModel } from "./registry/promote-model.ts";
import { rollBackLearningModel } from "./registry/roll-back-model.ts";
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

registerForecast();

handleJob<{ runId: string }>("insights.work_run", workRun);
scheduleForTenants("insights.sweep_runs", "minute", sweepRuns);
scheduleNights();

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

const forecasts = [listForecasts, getForecast, listForecastDays];

export const operations = [...learning, ...forecasts] as unknown as Operation[];
