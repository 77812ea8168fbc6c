import { addDays, startOfDate } from "@selvedge/domain";
import type { Ctx } from "../../platform/context.ts";
import { loadPromotions } from "./load-price-rules.ts";

/** The next instant at which prices may change by the clock alone: a promotion begins or ends, or a new day's prices hold. */
export async function nextPriceChange(ctx: Ctx): Promise<Date> {
  const now = ctx.now.getTime();
  const turns = (await loadPromotions(ctx))
    .flatMap((p) => [Date.parse(p.startsAt), Date.parse(p.endsAt)])
    .filter((at) => at > now);
  return new Date(Math.min(startOfDate(addDays(ctx.today, 1), ctx.tenant.timeZone).getTime(), ...turns));
}
