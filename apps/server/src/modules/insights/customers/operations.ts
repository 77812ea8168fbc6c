import "./customer-events.ts";
import "./learn-customers.ts";
import { scheduleForTenants } from "../../../platform/jobs.ts";
import {
  getChurnQuality,
  getCustomerInsight,
  listCustomerInsights,
  listSegments,
  refreshSegments,
} from "./list-customers.ts";
import { refreshSegments as refreshSegmentsStep } from "./refresh-segments.ts";

/** Days pass: who did not buy moves too. */
scheduleForTenants("insights.refresh_segments", { dailyAt: "03:40" }, (job) =>
  job.transaction(async (ctx) => void (await refreshSegmentsStep(ctx, null))),
);

export const customerOperations = [
  listCustomerInsights,
  getCustomerInsight,
  getChurnQuality,
  listSegments,
  refreshSegments,
];
