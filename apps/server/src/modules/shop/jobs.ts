import { handleJob, scheduleForTenants } from "../../platform/jobs.ts";
import { type SandboxReport, sandboxReportTask } from "../payments/index.ts";
import { remindOfCarts } from "./cart/remind-of-carts.ts";
import { expireUnpaid } from "./checkout/expire-unpaid.ts";
import { deliverSandboxReport } from "./checkout/sandbox-page.ts";

handleJob<SandboxReport>(sandboxReportTask, deliverSandboxReport);

scheduleForTenants("shop.expire_unpaid", "minute", expireUnpaid);
scheduleForTenants("shop.remind_of_carts", "minute", remindOfCarts);
