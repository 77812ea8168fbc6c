import { addDays, dayNumber } from "@selvedge/domain";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { registerFeatures } from "../features/catalogue.ts";
import { registerModel } from "../registry/register-model.ts";
import { offerSuggestions } from "../suggestions/offer-suggestions.ts";
import { type LearningRun, registerLearner, type Written } from "../training/learner.ts";
import { overdueOffers } from "./overdue-offers.ts";
import { readCustomers } from "./read-customers.ts";
import { refreshSegments } from "./refresh-segments.ts";
import type { CustomersResult, CustomersTask } from "./score-customers.ts";

const money = { owner: "sales", source: "document", nullShareAllowed: 0, freshDays: 14 } as const;
registerFeatures("customers", [
  {
    name: "purchase_sales",
    says: "Sales before tax of a customer on a day",
    unit: "money",
    least: 0,
    greatest: 1e9,
    ...money,
  },
  { name: "purchase_margin", says: "Sales less cost of that day", unit: "money", least: -1e9, greatest: 1e9, ...money },
  {
    name: "purchase_discount_share",
    says: "Discount as a share of the price",
    unit: "share",
    least: 0,
    greatest: 1,
    ...money,
  },
  {
    name: "purchase_returned_share",
    says: "Pieces sent back as a share",
    unit: "share",
    least: 0,
    greatest: 1,
    ...money,
  },
]);

/** Segments, lifetime value, churn and next orders, nightly. */
registerLearner<Record<string, never>, CustomersTask, CustomersResult>({
  kind: "customers",
  parameters: z.object({}) as never,
  nightly: { at: "03:10", when: hasCustomers },
  readFeatures: readCustomers,
  workerFile: new URL("./customers-worker.ts", import.meta.url),
  writeResults: writeCustomers,
});

async function hasCustomers(ctx: Ctx) {
  const [sold] = await ctx.sql`
    select 1 from sales_order where tenant_id = ${ctx.tenantId} and customer_id is not null limit 1`;
  return sold ? {} : null;
}

async function writeCustomers(ctx: Ctx, run: LearningRun<unknown>, results: CustomersResult[]): Promise<Written> {
  const { sql, tenantId } = ctx;
  const metrics: Record<string, number | null> = {};
  for (const result of results) {
    if (result.borders) {
      await sql`
        insert into segment_model (tenant_id, customer_kind, run_id, borders)
        values (${tenantId}, ${result.customerKind}, ${run.id}, ${sql.json(result.borders as never)})
        on conflict (tenant_id, customer_kind) do update set run_id = excluded.run_id, borders = excluded.borders, learnt_at = now()`;
    }
    for (const [name, value] of Object.entries(result.metrics)) metrics[`${result.customerKind}_${name}`] = value;
  }
  await refreshSegments(ctx, null);
  for (const result of results) {
    await writeScores(ctx, run, result);
    await registerResult(ctx, run, result);
  }
  await offerSuggestions(ctx, "call_customer", await overdueOffers(ctx), {
    runId: run.id,
    validUntil: addDays(ctx.today, 14),
  });
  return { metrics };
}

async function writeScores(ctx: Ctx, run: LearningRun<unknown>, result: CustomersResult): Promise<void> {
  const { sql, tenantId } = ctx;
  const today = dayNumber(run.cutOffOn) + 1;
  const dayOf = (day: number | null) => (day === null ? null : addDays(run.cutOffOn, Math.round(day - today) + 1));
  for (let i = 0; i < result.scores.length; i += 2000) {
    const rows = result.scores.slice(i, i + 2000).map((s) => ({
      ...s,
      lowOn: dayOf(s.nextOrderLowDays),
      on: dayOf(s.nextOrderDays),
      highOn: dayOf(s.nextOrderHighDays),
    }));
    await sql`
      update customer_insight c set cluster = r.cluster, clv_minor = r."clvMinor", expected_purchases = r."expectedPurchases",
             alive_probability = r."aliveProbability", churn_probability = r."churnProbability",
             churn_reasons = r."churnReasons", next_order_low_on = r."lowOn", next_order_on = r."on",
             next_order_high_on = r."highOn", next_order_overdue = r.overdue, scored_by_run = ${run.id}, updated_at = now()
      from jsonb_to_recordset(${jsonRows(sql, rows)}::jsonb) as r("customerId" uuid, cluster int, "clvMinor" bigint,
        "expectedPurchases" float8, "aliveProbability" float8, "churnProbability" float8, "churnReasons" jsonb, "lowOn" date,
        "on" date, "highOn" date, overdue boolean)
      where c.tenant_id = ${tenantId} and c.customer_id = r."customerId"`;
  }
}

async function registerResult(ctx: Ctx, run: LearningRun<unknown>, result: CustomersResult): Promise<void> {
  const scope = result.customerKind;
  if (result.borders) {
    const { silhouette = null, clusters = null } = result.metrics;
    await registerModel(ctx, {
      ...{ kind: "segments", scope, runId: run.id, name: "RFM and k-means", content: result.borders },
      metrics: { silhouette, clusters, customers: result.scores.length },
      score: silhouette === null ? null : 1 - silhouette,
      scoreName: "1 - silhouette",
    });
  }
  if (result.churn) {
    const { metrics, model } = result.churn;
    await registerModel(ctx, {
      ...{ kind: "churn", scope, runId: run.id, name: model.scores[0]!.kind, metrics, content: model },
      score: metrics.churnBrier,
      scoreName: "Brier",
    });
  }
  if (result.lifetime) {
    const { model, meanAbsoluteError, naiveMeanAbsoluteError } = result.lifetime;
    await registerModel(ctx, {
      ...{ kind: "lifetime_value", scope, runId: run.id, name: "BG/NBD, gamma-gamma", content: model },
      metrics: { purchasesMae: meanAbsoluteError, purchasesNaiveMae: naiveMeanAbsoluteError },
      score: meanAbsoluteError,
      scoreName: "MAE of purchases",
    });
  }
}
