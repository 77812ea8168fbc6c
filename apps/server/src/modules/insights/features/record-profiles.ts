import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { findChampion } from "../registry/find-champion.ts";
import { findFeature } from "./catalogue.ts";
import { judgeFeature } from "./judge-feature.ts";
import type { FeatureProfile } from "./profile.ts";

/**
 * Keeps what a run's inputs looked like, each judged by its catalogue entry and compared with the run whose model serves.
 * What is bad is told once per run, as `insights.features_bad`.
 */
export async function recordProfiles(
  ctx: Ctx,
  run: { id: string; kind: string; cutOffOn: string },
  profiles: readonly FeatureProfile[],
): Promise<void> {
  if (profiles.length === 0) return;
  const { sql, tenantId } = ctx;
  const reference = await readReference(ctx, run);
  const rows = profiles.flatMap((profile) => {
    const feature = findFeature(run.kind, profile.feature);
    if (!feature) return [];
    const before = reference.quantiles.get(profile.feature) ?? null;
    const { verdict, findings, outOfRangeCount, drift } = judgeFeature(feature, profile, run.cutOffOn, before);
    const compared = before ? reference.runId : null;
    return [
      { ...profile, verdict, findings, outOfRangeCount, psi: drift?.psi ?? null, ks: drift?.ks ?? null, compared },
    ];
  });
  await sql`
    insert into learning_feature (tenant_id, run_id, feature, value_count, null_count, out_of_range_count, least, greatest, mean,
                                  newest_on, quantiles, reference_run_id, psi, ks, verdict, findings)
    select ${tenantId}, ${run.id}, r.feature, r."valueCount", r."nullCount", r."outOfRangeCount", r.least, r.greatest, r.mean,
           r."newestOn", r.quantiles, r.compared, r.psi, r.ks, r.verdict, r.findings
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r(feature text, "valueCount" bigint, "nullCount" bigint,
      "outOfRangeCount" bigint, least float8, greatest float8, mean float8, "newestOn" date, quantiles float8[],
      compared uuid, psi float8, ks float8, verdict text, findings jsonb)`;
  const bad = rows.filter((r) => r.verdict === "bad").map(({ feature, findings }) => ({ feature, findings }));
  if (bad.length > 0) {
    ctx.emit({
      type: "insights.features_bad",
      entityType: "learning_run",
      entityId: run.id,
      after: { kind: run.kind, bad },
    });
  }
}

async function readReference(ctx: Ctx, run: { id: string; kind: string }) {
  const champion = await findChampion(ctx, run.kind);
  // A first run's own model serves by now: it has nothing to be compared with.
  const runId = champion && champion.runId !== run.id ? champion.runId : await findRunBefore(ctx, run);
  const rows = runId
    ? await ctx.sql<{ feature: string; quantiles: number[] }[]>`
        select feature, quantiles from learning_feature where tenant_id = ${ctx.tenantId} and run_id = ${runId}`
    : [];
  return { runId, quantiles: new Map(rows.map((r) => [r.feature, r.quantiles])) };
}

async function findRunBefore(ctx: Ctx, run: { id: string; kind: string }): Promise<string | null> {
  const [row] = await ctx.sql<{ id: string }[]>`
    select id from learning_run where tenant_id = ${ctx.tenantId} and kind = ${run.kind} and status = 'done' and id <> ${run.id}
    order by created_at desc, id desc limit 1`;
  return row?.id ?? null;
}
