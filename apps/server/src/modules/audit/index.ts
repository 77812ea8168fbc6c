import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import type { KeptHash } from "./check-chain.ts";
import { getCheck, runCheck, startCheck } from "./checks.ts";
import { getEvent } from "./get-event.ts";
import { getEventFilters } from "./get-event-filters.ts";
import { listEvents } from "./list-events.ts";
import { listSealedDays } from "./list-sealed-days.ts";
import { sealTrail } from "./seal-events.ts";

export { checkChain, type KeptHash } from "./check-chain.ts";
export { digestOf } from "./check-erasures.ts";
export { mountAuditRoutes } from "./http-routes.ts";
export { sealNext } from "./seal-events.ts";

handleJob<{ id: string; kept: KeptHash[] }>("audit.check_chain", runCheck);
scheduleForTenants("audit.seal", "minute", sealTrail);

export const operations = [
  listEvents,
  getEvent,
  getEventFilters,
  listSealedDays,
  startCheck,
  getCheck,
] as unknown as Operation[];
