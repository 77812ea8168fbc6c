import { addDays, dayNumber } from "@selvedge/domain";
import { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { jsonRows } from "../../../platform/db.ts";
import { dataHashOf } from "../data-hash.ts";
import { registerFeatures } from "../features/catalogue.ts";
import { profileFeature } from "../features/profile.ts";
import { registerModel } from "../registry/register-model.ts";
import { type LearningRun, type ReadFeatures, registerLearner, type Written } from "../training/learner.ts";
import type { RecommendationRow, RecommendResult } from "./build-recommendations.ts";
import type { RecommendTask } from "./recommend-task.ts";

registerFeatures("recommendations", [
  {
    ...{
      name: "styles_in_basket",
      says: "Different styles in one basket",
      owner: "sales",
      source: "document",
      unit: "styles",
    },
    ...{ least: 1, greatest: 500, nullShareAllowed: 0, freshDays: 14 },
  },
]);

const HISTORY_DAYS = 730;

/** Bought together, complete the look, alike, for a customer, popular: made nightly, read by one statement. */
registerLearner<Record<string, never>, RecommendTask, RecommendResult>({
  kind: "recommendations",
  parameters: z.object({}) as never,
  nightly: {
    at: "03:20",
    when: async (ctx) => {
      const [sold] = await ctx.sql`select 1 from sales_order where tenant_id = ${ctx.tenantId} limit 1`;
      return sold ? {} : null;
    },
  },
  readFeatures: readPurchases,
  workerFile: new URL("./recommend-worker.ts", import.meta.url),
  writeResults: writeRecommendations,
});

interface PurchaseRow {
  orderId: string;
  customerId: string | null;
  channelKind: string;
  styleId: string;
  on: string;
}

interface StyleRow {
  id: string;
  category: string | null;
  isOffered: boolean;
  words: string[];
}

async function readPurchases(ctx: Ctx, run: LearningRun<unknown>): Promise<ReadFeatures<RecommendTask>> {
  const { sql, tenantId } = ctx;
  const styles = await sql<StyleRow[]>`
    select y.id, g.code as category, y.kind = 'goods' and y.status in ('active', 'markdown') as "isOffered",
           array_remove(array[g.code, 'brand ' || y.brand, 'for ' || y.gender, 'season ' || e.code, 'fabric ' || y.fabric]
             || array(select distinct 'colour ' || coalesce(w.family, w.name) from colourway w
                      where w.tenant_id = y.tenant_id and w.style_id = y.id order by 1), null) as words
    from style y
    left join category g on g.tenant_id = y.tenant_id and g.id = y.category_id
    left join season e on e.tenant_id = y.tenant_id and e.id = y.season_id
    where y.tenant_id = ${tenantId} and y.kind = 'goods' order by y.id`;
  const rows = await sql<PurchaseRow[]>`
    select distinct o.id as "orderId", o.customer_id as "customerId", h.kind as "channelKind", k.style_id as "styleId",
           o.placed_on as "on"
    from sales_order o
    join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id
    join sales_order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id and l.qty > 0
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
    where o.tenant_id = ${tenantId} and o.status not in ('draft', 'cancelled')
      and o.placed_on between ${addDays(run.cutOffOn, -HISTORY_DAYS)} and ${run.cutOffOn}
    order by o.placed_on, o.id, k.style_id`;
  const styleCode = new Map(styles.map((s, i) => [s.id, i]));
  const purchases = rows.filter((row) => styleCode.has(row.styleId));
  const [customers, baskets, channels] = [codes(), codes(), codes()];
  const task: RecommendTask = {
    styleIds: styles.map((s) => s.id),
    items: Int32Array.from(purchases, (p) => styleCode.get(p.styleId)!),
    customers: Int32Array.from(purchases, (p) => (p.customerId === null ? -1 : customers.of(p.customerId))),
    baskets: Int32Array.from(purchases, (p) => baskets.of(p.orderId)),
    channels: Int32Array.from(purchases, (p) => channels.of(p.channelKind)),
    days: Int32Array.from(purchases, (p) => dayNumber(p.on)),
    customerIds: customers.names,
    channelKinds: channels.names,
    words: styles.map((s) => s.words),
    categories: categoriesOf(styles),
    isOffered: styles.map((s) => s.isOffered),
    today: dayNumber(run.cutOffOn) + 1,
    seed: run.seed,
  };
  const perBasket = new Map<string, number>();
  for (const row of purchases) perBasket.set(row.orderId, (perBasket.get(row.orderId) ?? 0) + 1);
  return {
    tasks: purchases.length > 0 ? [task] : [],
    dataHash: dataHashOf([...styles, ...purchases]),
    dataRows: purchases.length,
    profiles: [profileFeature("styles_in_basket", [...perBasket.values()], purchases.at(-1)?.on ?? null)],
  };
}

function codes() {
  const known = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    of(name: string): number {
      let code = known.get(name);
      if (code === undefined) {
        code = names.push(name) - 1;
        known.set(name, code);
      }
      return code;
    },
  };
}

function categoriesOf(styles: readonly StyleRow[]): Int32Array {
  const all = codes();
  return Int32Array.from(styles, (s) => (s.category === null ? -1 : all.of(s.category)));
}

const KEPT_RUNS = 3;

export async function writeRecommendations(
  ctx: Ctx,
  run: LearningRun<unknown>,
  results: RecommendResult[],
): Promise<Written> {
  const result = results[0];
  if (!result) return { metrics: { recommendations: 0 } };
  await insertRows(ctx, run.id, result.rows);
  const tried = [result.metrics["ndcg"], result.metrics["blendNdcg"]].filter((v) => typeof v === "number");
  const bestNdcg = tried.length > 0 ? Math.max(...tried) : null;
  await registerModel(ctx, {
    ...{
      kind: "recommendations",
      runId: run.id,
      name: "Hybrid, bought together",
      metrics: result.metrics,
      content: null,
    },
    score: bestNdcg === null ? null : 1 - bestNdcg,
    scoreName: "1 - NDCG@10",
  });
  await forgetOldRuns(ctx);
  return { metrics: { ...result.metrics, recommendations: result.rows.length } };
}

async function insertRows(ctx: Ctx, runId: string, all: readonly RecommendationRow[]): Promise<void> {
  const { sql, tenantId } = ctx;
  for (let i = 0; i < all.length; i += 5000) {
    await sql`
      insert into recommendation (tenant_id, run_id, kind, context, rank, style_id, score, reason)
      select ${tenantId}, ${runId}, r.kind, r.context, r.rank, r."styleId", r.score, r.reason
      from jsonb_to_recordset(${jsonRows(sql, all.slice(i, i + 5000))}::jsonb)
        as r(kind text, context text, rank int, "styleId" uuid, score float8, reason text)`;
  }
}

/** Lists of the newest runs, and of the one in use, stay: rolling back needs no training. */
async function forgetOldRuns(ctx: Ctx): Promise<void> {
  const { sql, tenantId } = ctx;
  await sql`
    delete from recommendation where tenant_id = ${tenantId} and run_id <> all (array(
      (select run_id from learning_model where tenant_id = ${tenantId} and kind = 'recommendations' order by version desc limit ${KEPT_RUNS})
      union
      (select run_id from learning_model where tenant_id = ${tenantId} and kind = 'recommendations' and status = 'champion')))`;
}
