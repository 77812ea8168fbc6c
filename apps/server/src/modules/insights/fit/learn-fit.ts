import { addDays } from "@selvedge/domain";
import { readCut } from "@selvedge/learn";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { registerFeatures } from "../features/catalogue.ts";
import { registerModel } from "../registry/register-model.ts";
import { offerSuggestions } from "../suggestions/offer-suggestions.ts";
import { type LearningRun, registerLearner, type Written } from "../training/learner.ts";
import { fixOffers } from "./fix-offers.ts";
import type { FitResult, FitTask, ReasonsResult, SizesResult } from "./learn-sizes.ts";
import { readOutcomes } from "./read-outcomes.ts";

registerFeatures("fit", [
  {
    ...{ name: "share_sent_back", says: "Share of a style's pieces that came back", owner: "fulfilment" },
    ...{ source: "document", unit: "share", least: 0, greatest: 1, nullShareAllowed: 0, freshDays: null },
  },
]);

/** How styles are cut and why pieces come back: a model per size scale, and one of the reasons. */
registerLearner<Record<string, never>, FitTask, FitResult>({
  kind: "fit",
  parameters: z.object({}) as never,
  nightly: {
    at: "03:30",
    when: async (ctx) => {
      const [sent] =
        await ctx.sql`select 1 from shipment where tenant_id = ${ctx.tenantId} and kind = 'return' limit 1`;
      return sent ? {} : null;
    },
  },
  readFeatures: readOutcomes,
  workerFile: new URL("./fit-worker.ts", import.meta.url),
  writeResults: writeFit,
});

async function writeFit(ctx: Ctx, run: LearningRun<unknown>, results: FitResult[]): Promise<Written> {
  const [scales, styles] = [
    { learnt: 0, refused: 0 },
    { small: 0, large: 0 },
  ];
  for (const result of results) {
    if (result.kind === "reasons") {
      await writeReasons(ctx, run, result);
      continue;
    }
    scales[result.model ? "learnt" : "refused"] += 1;
    for (const row of await writeSizes(ctx, run, result)) if (row.verdict !== "true") styles[row.verdict] += 1;
  }
  await forgetOldRuns(ctx);
  const terms = { runId: run.id, validUntil: addDays(ctx.today, 30) };
  const { opened } = await offerSuggestions(ctx, "fix_fit", await fixOffers(ctx), terms);
  return {
    metrics: {
      fitScales: scales.learnt,
      fitRefused: scales.refused,
      runSmall: styles.small,
      runLarge: styles.large,
      cardsOpened: opened,
    },
  };
}

async function writeSizes(
  ctx: Ctx,
  run: LearningRun<unknown>,
  { model, scaleId, scaleCode, purchases, metrics }: SizesResult,
) {
  if (!model) return [];
  const { sql, tenantId } = ctx;
  const counts = countSizes(purchases);
  const [scale] = await sql<{ sizes: string[] }[]>`
    select to_json(sizes) as sizes from size_scale where tenant_id = ${tenantId} and id = ${scaleId}`;
  const rows = Object.entries(model.styles).map(([styleId, { offset, standardError }]) => {
    const bySize = [...(counts.get(styleId) ?? [])].sort((a, b) => a[0] - b[0]);
    const sizes = bySize.map(([position, c]) => ({ size: scale?.sizes[position] ?? "", ...c }));
    const sum = (of: "pieces" | "small" | "large") => sizes.reduce((all, s) => all + s[of], 0);
    return {
      ...{ styleId, offset, standardError, ...readCut(model.steps, { offset, standardError }), sizes },
      ...{ pieces: sum("pieces"), smallQty: sum("small"), largeQty: sum("large") },
    };
  });
  await sql`
    insert into style_fit (tenant_id, run_id, style_id, size_scale_id, size_offset, standard_error, verdict, step, certainty, pieces,
                           small_qty, large_qty, sizes)
    select ${tenantId}, ${run.id}, r."styleId", ${scaleId}, r."offset", r."standardError", r.verdict, r.step, r.certainty, r.pieces,
           r."smallQty", r."largeQty", r.sizes
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r("styleId" uuid, "offset" float8, "standardError" float8, verdict text,
      step int, certainty float8, pieces int, "smallQty" int, "largeQty" int, sizes jsonb)`;
  await registerModel(ctx, {
    ...{
      kind: "fit",
      scope: scaleCode,
      runId: run.id,
      name: "Latent sizes, shrunk by category",
      content: { scaleId, model },
    },
    metrics: { ...metrics, worn: rows.reduce((sum, row) => sum + row.pieces, 0) },
    ...{ score: metrics["logLoss"] ?? null, scoreName: "log loss" },
  });
  return rows;
}

type SizeCount = { pieces: number; small: number; large: number };

function countSizes(purchases: SizesResult["purchases"]): Map<string, Map<number, SizeCount>> {
  const counts = new Map<string, Map<number, SizeCount>>();
  for (const { styleId, position, outcome, count } of purchases) {
    const sizes = counts.get(styleId) ?? new Map<number, SizeCount>();
    counts.set(styleId, sizes);
    const size = sizes.get(position) ?? { pieces: 0, small: 0, large: 0 };
    sizes.set(position, size);
    size.pieces += count;
    if (outcome !== "fits") size[outcome] += count;
  }
  return counts;
}

async function writeReasons(
  ctx: Ctx,
  run: LearningRun<unknown>,
  { model, rows: counted, reasons }: ReasonsResult,
): Promise<void> {
  if (!model) return;
  const { sql, tenantId } = ctx;
  const rows = counted.map(({ styleId, category, kept, back }) => {
    const { rate, byReason, score } = model.styles[styleId]!;
    const returnedQty = back.reduce((sum, n) => sum + n, 0);
    return {
      ...{ styleId, pieces: kept + returnedQty, returnedQty, rate: within(rate), unusual: score },
      categoryRate: within(model.categories[category]!.rate),
      reasons: reasons.map((reason, i) => ({ reason, pieces: back[i]!, share: byReason[i]! })),
    };
  });
  await sql`
    insert into style_return (tenant_id, run_id, style_id, pieces, returned_qty, rate, category_rate, unusual, reasons)
    select ${tenantId}, ${run.id}, r."styleId", r.pieces, r."returnedQty", r.rate, r."categoryRate", r.unusual, r.reasons
    from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r("styleId" uuid, pieces int, "returnedQty" int, rate float8,
      "categoryRate" float8, unusual float8, reasons jsonb)`;
  const sum = (of: "pieces" | "returnedQty") => rows.reduce((all, row) => all + row[of], 0);
  await registerModel(ctx, {
    ...{ kind: "return_reasons", runId: run.id, name: "Shares, shrunk by category", content: null },
    metrics: { styles: rows.length, sold: sum("pieces"), returned: sum("returnedQty") },
    ...{ score: null, scoreName: null },
  });
}

const within = (share: number) => Math.min(1, Math.max(0, share));

const KEPT_RUNS = 3;

/** Rows of the newest runs, and of those in use, stay: rolling back needs no training. */
async function forgetOldRuns(ctx: Ctx): Promise<void> {
  const { sql, tenantId } = ctx;
  const kept = sql`array(
    (select run_id from learning_model where tenant_id = ${tenantId} and kind = 'return_reasons' order by version desc limit ${KEPT_RUNS})
    union
    (select run_id from learning_model where tenant_id = ${tenantId} and kind in ('fit', 'return_reasons') and status = 'champion'))`;
  await sql`delete from style_fit where tenant_id = ${tenantId} and run_id <> all (${kept})`;
  await sql`delete from style_return where tenant_id = ${tenantId} and run_id <> all (${kept})`;
}
