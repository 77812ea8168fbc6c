import { scheduleForTenants } from "../../../platform/jobs.ts";
import { acceptSuggestion, dismissSuggestion, editSuggestion } from "./decide-suggestion.ts";
import { getSuggestionSummary, listSuggestions } from "./list-suggestions.ts";
import { measureOutcomes } from "./measure-outcomes.ts";

scheduleForTenants("insights.measure_outcomes", { dailyAt: "04:40" }, (job) =>
  job.transaction(async (ctx) => void (await measureOutcomes(ctx))),
);

export const suggestionOperations = [
  listSuggestions,
  getSuggestionSummary,
  acceptSuggestion,
  editSuggestion,
  dismissSuggestion,
];
