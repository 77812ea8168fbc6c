import type { LearningConfig } from "../../platform/config.ts";
import { subscribe } from "../../platform/events.ts";
import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import { listLearningAlerts, resolveLearningAlert } from "./alerts/alerts.ts";
import { anomalyOperations } from "./anomalies/operations.ts";
import { buyingOperations } from "./buying/operations.ts";
import { customerOperations } from "./customers/operations.ts";
import { listFeatures } from "./features/list-features.ts";
import { fitOperations } from "./fit/operations.ts";
import { registerForecast } from "./forecast/learn-forecast.ts";
import { listForecastAccuracy } from "./forecast/list-accuracy.ts";
import { measureAccuracy } from "./forecast/measure-accuracy.ts";
import { getForecast, listForecastDays, listForecasts } from "./forecast/queries.ts";
import { exportChampion, exportRun, setMlflow } from "./mlflow/export-run.ts";
import { registerNewStyles } from "./new-styles/learn-new-styles.ts";
import { listNewStyleForecasts } from "./new-styles/list-new-style-forecasts.ts";
import { priceOperations } from "./prices/operations.ts";
import { recommendationOperations } from "./recommendations/operations.ts";
import { getLearningModel, listLearningModels } from "./registry/models.ts";
import { promoteLearningModel } from "./registry/promote-model.ts";
import { rollBackLearningModel } from "./registry/roll-back-model.ts";
import { registerSizeCurves } from "./size-curves/learn-size-curves.ts";
import { getSizeCurve } from "./size-curves/read-size-shares.ts";
import { suggestionOperations } from "./suggestions/operations.ts";
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
import { type LearningThreadData, openLearningThread, workRunApart } from "./training/work-run-apart.ts";
import { onChampionChanged, onFeaturesBad, onRunDone, onRunFailed } from "./watch-learning.ts";

export { startRun } from "./training/start-run.ts";
export { limitTraining } from "./training/train-in-threads.ts";
export { workRun } from "./training/work-run.ts";
export type { Asked, LearningThreadData, Told } from "./training/work-run-apart.ts";

/** Says how much learning may take, where its runs are told as well, and what its own thread connects to; called once at start. */
export function openLearning(config: LearningConfig, thread: Omit<LearningThreadData, "limits">): void {
  limitTraining(config);
  setMlflow(config.mlflow);
  openLearningThread({ ...thread, limits: { threads: config.threads, megabytes: config.megabytes } });
}

registerForecast();
registerSizeCurves();
registerNewStyles();

handleJob<{ runId: string }>("insights.work_run", workRunApart);
handleJob<{ runId: string }>("insights.export_run", exportRun);
handleJob<{ modelId: string }>("insights.export_champion", exportChampion);
scheduleForTenants("insights.sweep_runs", "minute", sweepRuns);
scheduleForTenants("insights.measure_accuracy", { dailyAt: "02:00" }, (job) => job.transaction(measureAccuracy));
scheduleNights();

subscribe("insights.run_done", "insights/after_run", onRunDone);
subscribe("insights.run_failed", "insights/run_failed_alert", onRunFailed);
subscribe("insights.features_bad", "insights/features_alert", onFeaturesBad);
subscribe("insights.model_promoted", "insights/champion_changed", onChampionChanged);
subscribe("insights.model_rolled_back", "insights/champion_changed", onChampionChanged);

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
  listLearningAlerts,
  resolveLearningAlert,
];

const forecasts = [
  listForecasts,
  getForecast,
  listForecastDays,
  listForecastAccuracy,
  listNewStyleForecasts,
  getSizeCurve,
];

const decisions = [
  ...suggestionOperations,
  ...customerOperations,
  ...recommendationOperations,
  ...anomalyOperations,
  ...buyingOperations,
  ...fitOperations,
  ...priceOperations,
];

export const operations = [...learning, ...forecasts, ...decisions] as unknown as Operation[];
