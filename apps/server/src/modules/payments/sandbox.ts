import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { billingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { PaymentProvider } from "./provider.ts";

/** Gives a new business the secret it shares with the sandbox payment provider. Part of sign-up. */
export async function openSandbox(ctx: Ctx): Promise<void> {
  const settings = { sandboxSecret: randomBytes(32).toString("hex") };
  await ctx.changeConfig();
  await ctx.sql`update tenant set settings = settings || ${ctx.sql.json(settings)}::jsonb where id = ${ctx.tenantId}`;
}

/** Hex HMAC-SHA256 of a webhook's body, as the sandbox provider sends it in `Sandbox-Signature`. */
export function signSandboxBody(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/**
 * Refuses a webhook that the sandbox provider did not sign.
 * @throws not_permitted when the signature of the body as it came is missing or another.
 */
export function assertSandboxSignature(ctx: Ctx): void {
  const secret = ctx.tenant.settings["sandboxSecret"];
  const given = ctx.request?.headers["sandbox-signature"];
  const body = ctx.request?.rawBody;
  if (typeof secret === "string" && typeof given === "string" && body != null) {
    const expected = Buffer.from(signSandboxBody(secret, body));
    const shown = Buffer.from(given.toLowerCase());
    if (shown.length === expected.length && timingSafeEqual(shown, expected)) return;
  }
  throw new AppError("not_permitted", "The Sandbox-Signature header does not fit this body.");
}

/** What the sandbox provider reports. */
export interface SandboxReport {
  eventId: string;
  type: billingApi.ProviderReport;
  providerRef: string;
  amountMinor: number;
  currency: string;
  failureReason?: string;
}

/**
 * The sandbox provider's side of a webhook: the body and headers it would send. It keeps nothing; whoever plays the
 * provider (tests, the demo, the sandbox page) says what it reports and may send it again, late or out of order.
 */
export function sandboxDelivery(
  secret: string,
  report: SandboxReport,
): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify(report);
  return {
    body,
    headers: { "content-type": "application/json", "sandbox-signature": signSandboxBody(secret, body) },
  };
}

/** Delivers a report of the sandbox provider as it would come over HTTP; whoever owns the webhook's door does it. */
export const sandboxReportTask = "payments.deliver_sandbox_report";

/** The sandbox does at once whatever it is asked, and reports so. */
export const askSandbox: PaymentProvider = (job, action, ask) =>
  job.transaction(async (ctx) => {
    const report: SandboxReport = {
      // The same of each payment and action: asked twice, it reports one thing twice.
      eventId: `evt_${action}_${ask.providerRef}`,
      type: action === "capture" ? "payment.captured" : "payment.voided",
      ...ask,
    };
    ctx.enqueue({ task: sandboxReportTask, payload: report });
  });
