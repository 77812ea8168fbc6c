import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import type { SandboxReport } from "../payments/index.ts";
import { expireUnpaid } from "./checkout/expire-unpaid.ts";
import { deliverReportTask, deliverSandboxReport } from "./checkout/sandbox-page.ts";

handleJob<SandboxReport>(deliverReportTask, deliverSandboxReport);

scheduleForTenants("shop.expire_unpaid", "minute", expireUnpaid);
