import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import { erasePerson, listErasures, runErasure } from "./erase-person.ts";
import { getPersonData } from "./get-person-data.ts";
import { listHolds, placeHold, releaseHold } from "./holds.ts";
import { findPeople } from "./people.ts";
import { applyRetention, getRetention, setRetention } from "./retention.ts";

export { mountPrivacyRoutes } from "./http-routes.ts";

handleJob("privacy.erase_person", runErasure);
scheduleForTenants("privacy.apply_retention", { dailyAt: "03:10" }, applyRetention);

export const operations = [
  findPeople,
  getPersonData,
  erasePerson,
  listErasures,
  listHolds,
  placeHold,
  releaseHold,
  getRetention,
  setRetention,
] as unknown as Operation[];
