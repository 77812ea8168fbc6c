import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import { expireReservations } from "./expire-reservations.ts";
import { refreshAlertsTask } from "./levels.ts";
import { refreshAlerts } from "./refresh-alerts.ts";

const skusAtOnce = 1000;

handleJob<{ skuIds: string[] }>(refreshAlertsTask, async (job, { skuIds }) => {
  for (let from = 0; from < skuIds.length; from += skusAtOnce) {
    await job.transaction((ctx) => refreshAlerts(ctx, skuIds.slice(from, from + skusAtOnce)));
  }
});

scheduleForTenants("inventory.expire_reservations", "minute", expireReservations);

// Imports write levels in bulk and may leave the alerts to this.
scheduleForTenants("inventory.refresh_all_alerts", { dailyAt: "03:10" }, (job) =>
  job.transaction((ctx) => refreshAlerts(ctx, null)),
);
