import type { TenderMethod } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { handleJob, type JobContext } from "../../platform/jobs.ts";
import { askSandbox } from "./sandbox.ts";

/** What we may ask of money that a provider has set aside for us. Money that was taken goes back by a refund. */
export type ProviderAction = "capture" | "void";

export interface ProviderAsk {
  providerRef: string;
  amountMinor: number;
  currency: string;
}

/**
 * A payment provider, as we need it: it is asked, outside of any transaction, and tells what came of it by its signed
 * webhook, as often and as late as it likes. Asked twice it does the thing once: by the payment's own reference.
 */
export type PaymentProvider = (job: JobContext, action: ProviderAction, ask: ProviderAsk) => Promise<void>;

/** By the method of its payments. Another provider is another line here and a webhook that ends in `recordProviderEvent`. */
const providers: Partial<Record<TenderMethod, PaymentProvider>> = { sandbox: askSandbox };

/** Whether payments of this method are a provider's, who can be asked about them. */
export const hasProvider = (method: TenderMethod): boolean => providers[method] !== undefined;

const askTask = "payments.ask_provider";

interface Asked extends ProviderAsk {
  method: TenderMethod;
  action: ProviderAction;
}

/** Has the provider asked after this transaction; the outcome comes by its webhook. */
export function enqueueAsk(ctx: Ctx, asked: Asked): void {
  ctx.enqueue({ task: askTask, payload: asked });
}

handleJob<Asked>(askTask, async (job, { method, action, ...ask }) => {
  await providers[method]?.(job, action, ask);
});
