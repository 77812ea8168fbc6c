import { addDays } from "@selvedge/domain";
import { startRun } from "../modules/insights/index.ts";
import type { Ctx } from "../platform/context.ts";

/**
 * Has the first start learn in the background. The forecast of four weeks ago comes first, so that there is something to
 * compare with what then happened.
 */
export async function startLearning(ctx: Ctx, endsOn: string): Promise<void> {
  await startRun(ctx, { kind: "size_curves", cutOffOn: endsOn });
  await startRun(ctx, { kind: "new_styles", cutOffOn: endsOn });
  await startRun(ctx, { kind: "fit", cutOffOn: endsOn });
  await startRun(ctx, { kind: "forecast", cutOffOn: addDays(endsOn, -28) });
  await startRun(ctx, { kind: "forecast", cutOffOn: endsOn });
}
