import { systemActor } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { JobContext } from "../../../platform/jobs.ts";
import { inTransaction } from "../../../platform/runner.ts";
import type { TestTenant } from "../../../testing/open-test-tenant.ts";

/** A job's surroundings for a test that works a job off by hand. */
export function aJob(shop: TestTenant, signal: AbortSignal = new AbortController().signal): JobContext {
  const call = { tenantId: shop.tenantId, actor: systemActor, requestId: `job-${newId()}` };
  return {
    tenantId: shop.tenantId,
    runtime: shop.runtime,
    signal,
    transaction: (run) => inTransaction(shop.runtime, call, { name: "test.job" }, run),
  };
}
