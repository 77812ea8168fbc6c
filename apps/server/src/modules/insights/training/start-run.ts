import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { findLearner } from "./learner.ts";

/** Nothing in learning is drawn anew: a run with the same data, code and seed comes out the same. */
const SEED = 20_260_101;

export interface StartRun {
  kind: string;
  /** The last day that may be read; yesterday when left out, for half a day is not a day. */
  cutOffOn?: string | undefined;
  parameters?: Record<string, unknown>;
  trigger?: "person" | "schedule" | "event";
  seed?: number;
}

/**
 * Notes a run and has it worked off in the background; runs of one tenant go one after the other.
 * @throws validation_failed for an unknown kind, parameters that the learner does not take, or a cut-off in the future
 */
export async function startRun(ctx: Ctx, input: StartRun): Promise<string> {
  const parameters = checkParameters(input.kind, input.parameters ?? {});
  const cutOffOn = input.cutOffOn ?? addDays(ctx.today, -1);
  if (cutOffOn > ctx.today) {
    throw new AppError("validation_failed", "Choose a day that has been: nothing is known of the future yet.", {
      fields: [{ path: "cutOffOn", message: "This day has not been yet" }],
    });
  }
  const runId = newId();
  const trigger = input.trigger ?? (ctx.actor.type === "system" ? "schedule" : "person");
  await ctx.sql`
    insert into learning_run (tenant_id, id, kind, trigger, parameters, cut_off_on, seed, created_by)
    values (${ctx.tenantId}, ${runId}, ${input.kind}, ${trigger}, ${ctx.sql.json(parameters)}, ${cutOffOn},
            ${input.seed ?? SEED}, ${ctx.actor.type === "user" ? ctx.actor.id : null})`;
  ctx.emit({
    type: "insights.run_started",
    entityType: "learning_run",
    entityId: runId,
    after: { kind: input.kind, cutOffOn, parameters },
  });
  enqueueRun(ctx, runId);
  return runId;
}

/** Has a queued run worked off. A run that another worker has meanwhile begun is left alone by the second job. */
export function enqueueRun(ctx: Ctx, runId: string): void {
  ctx.enqueue({ task: "insights.work_run", payload: { runId }, queue: `learn-${ctx.tenantId}`, maxAttempts: 3 });
}

function checkParameters(kind: string, given: Record<string, unknown>): object {
  const learner = findLearner(kind);
  if (!learner) {
    throw new AppError("validation_failed", `Nothing called "${kind}" can be trained.`, {
      fields: [{ path: "kind", message: "See GET /v1/learners for what can be trained" }],
    });
  }
  const parsed = learner.parameters.safeParse(given);
  if (parsed.success) return parsed.data as object;
  throw new AppError("validation_failed", "Some parameters need another value.", {
    fields: parsed.error.issues.map((i) => ({ path: ["parameters", ...i.path].join("."), message: i.message })),
  });
}
