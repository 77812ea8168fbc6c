import { billingApi, shopApi } from "@selvedge/contract";
import type { PaymentStatus } from "@selvedge/domain";
import { systemActor } from "../../../platform/context.ts";
import { notFound } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { JobContext } from "../../../platform/jobs.ts";
import { type SandboxReport, sandboxDelivery, sandboxReportTask } from "../../payments/index.ts";
import { recordSandboxEvent } from "../../sales/index.ts";
import { shopCommand, shopQuery } from "../visitor.ts";

export const getSandboxPayment = shopQuery(shopApi.getSandboxPayment, async (ctx, input, shop) => {
  const [row] = await ctx.sql<
    {
      amountMinor: number;
      currency: string;
      status: PaymentStatus;
      orderNumber: string;
    }[]
  >`
    select p.amount_minor as "amountMinor", p.currency, p.status, o.number as "orderNumber"
    from payment p join sales_order o on o.tenant_id = p.tenant_id and o.id = p.order_id
    where p.tenant_id = ${ctx.tenantId} and p.method = 'sandbox' and p.provider_ref = ${input.providerRef}`;
  if (!row) throw notFound("payment");
  return { merchant: shop.title, ...row };
});

/**
 * The shopper's bank says yes or no. Nothing is recorded here: as with any provider, only the signed report that
 * follows (at once, or late) moves the payment and its order.
 */
export const decideSandboxPayment = shopCommand(shopApi.decideSandboxPayment, async (ctx, input) => {
  const [found] = await ctx.sql<{ amountMinor: number; currency: string; captureLater: boolean }[]>`
    select amount_minor as "amountMinor", currency, capture_later as "captureLater" from payment
    where tenant_id = ${ctx.tenantId} and method = 'sandbox' and provider_ref = ${input.providerRef}`;
  if (!found) throw notFound("payment");
  const { captureLater, ...row } = found;
  const approved = captureLater ? "payment.authorised" : "payment.captured";
  const report: SandboxReport = {
    eventId: `evt_${newId().replaceAll("-", "")}`,
    type: input.decision === "approve" ? approved : "payment.failed",
    providerRef: input.providerRef,
    ...row,
    ...(input.decision === "decline" ? { failureReason: "The bank declined the payment" } : {}),
  };
  ctx.enqueue({
    task: sandboxReportTask,
    payload: report,
    ...(input.delaySeconds > 0 ? { runAt: new Date(ctx.now.getTime() + input.delaySeconds * 1000) } : {}),
  });
  return {};
});

/** Sends the provider's report as it would come over HTTP: signed, through the webhook's own door. */
export async function deliverSandboxReport(job: JobContext, report: SandboxReport): Promise<void> {
  const { slug, secret } = await job.transaction(async (ctx) => ({
    slug: ctx.tenant.slug,
    secret: String(ctx.tenant.settings["sandboxSecret"]),
  }));
  const { body, headers } = sandboxDelivery(secret, report);
  await recordSandboxEvent.execute(
    job.runtime,
    {
      tenantId: null,
      actor: { ...systemActor, permissions: new Set() },
      requestId: `sandbox-${report.eventId}`,
      request: { ip: "", userAgent: "sandbox", cookies: {}, headers, rawBody: body },
    },
    billingApi.sandboxWebhook.input.parse({ tenant: slug, ...JSON.parse(body) }),
  );
}
