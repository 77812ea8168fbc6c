import { decideApi } from "@selvedge/contract";
import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { pieceOutcomes } from "../../shop/index.ts";
import { dataHashOf } from "../data-hash.ts";
import { profileFeature } from "../features/profile.ts";
import type { LearningRun, ReadFeatures } from "../training/learner.ts";
import type { FitTask, ReasonsTask, SizesTask } from "./learn-sizes.ts";

interface StyleRow {
  styleId: string;
  category: string | null;
  brand: string | null;
  scaleId: string;
  scaleCode: string;
  positions: number[];
}

interface OutcomeRow {
  customerId: string | null;
  styleId: string;
  position: number | null;
  tried: boolean;
  outcome: string;
  isLate: boolean;
  qty: number;
}

/** The newest purchases are kept back from the model that is judged: those of so many days, of which a part may still come back. */
const LATE_DAYS = 141;

/** What became of shoppers' pieces up to the cut-off: a task per size scale of two sizes or more, and one for all reasons. */
export async function readOutcomes(ctx: Ctx, run: LearningRun<unknown>): Promise<ReadFeatures<FitTask>> {
  const { sql, tenantId } = ctx;
  const styles = await sql<StyleRow[]>`
    select y.id as "styleId", g.code as category, y.brand, z.id as "scaleId", z.code as "scaleCode",
           to_json(array(select distinct array_position(z.sizes, k.size) - 1 from sku k
                 where k.tenant_id = y.tenant_id and k.style_id = y.id and k.size = any(z.sizes) order by 1)) as positions
    from style y
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    left join category g on g.tenant_id = y.tenant_id and g.id = y.category_id
    where y.tenant_id = ${tenantId} and y.kind = 'goods' order by z.code, y.id`;
  const rows = await sql<OutcomeRow[]>`
    select p.customer_id as "customerId", p.style_id as "styleId", array_position(z.sizes, p.size) - 1 as position, p.tried, p.outcome,
           p.placed_on > ${addDays(run.cutOffOn, -LATE_DAYS)} as "isLate", sum(p.qty)::int as qty
    from ${pieceOutcomes(ctx, run.cutOffOn)} p
    join style y on y.tenant_id = ${tenantId} and y.id = p.style_id and y.kind = 'goods'
    join size_scale z on z.tenant_id = y.tenant_id and z.id = y.size_scale_id
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`;
  const reasons = reasonsTask(styles, rows);
  return {
    tasks: [...sizesTasks(styles, rows), ...(rows.length > 0 ? [reasons] : [])],
    dataHash: dataHashOf([...styles, ...rows]),
    dataRows: rows.length,
    profiles: [profileFeature("share_sent_back", reasons.rows.flatMap(shareBack), null)],
  };
}

const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
const shareBack = ({ kept, back }: ReasonsTask["rows"][number]) =>
  kept + total(back) > 0 ? [total(back) / (kept + total(back))] : [];

const fits: Readonly<Record<string, "small" | "fits" | "large">> = {
  ...{ kept: "fits", too_small: "small", too_large: "large" },
};

function sizesTasks(styles: readonly StyleRow[], rows: readonly OutcomeRow[]): SizesTask[] {
  const tasks = new Map<string, SizesTask>();
  const scaleOf = new Map<string, SizesTask>();
  for (const { styleId, category, brand, scaleId, scaleCode, positions } of styles) {
    if (positions.length < 2) continue;
    const task = tasks.get(scaleId) ?? { kind: "sizes", scaleId, scaleCode, styles: [], purchases: [] };
    tasks.set(scaleId, task);
    scaleOf.set(styleId, task);
    const groups = [...(category ? [`category ${category}`] : []), ...(brand ? [`brand ${brand}`] : [])];
    task.styles.push({ styleId, positions, groups });
  }
  for (const { customerId, styleId, position, tried, outcome, isLate, qty: count } of rows) {
    const told = fits[outcome];
    if (told && position !== null)
      scaleOf.get(styleId)?.purchases.push({ customerId, styleId, position, tried, outcome: told, isLate, count });
  }
  return [...tasks.values()].filter((task) => task.purchases.length > 0);
}

function reasonsTask(styles: readonly StyleRow[], rows: readonly OutcomeRow[]): ReasonsTask {
  const reasons: readonly string[] = decideApi.countedReasons;
  const categoryOf = new Map(styles.map((style) => [style.styleId, style.category ?? "none"]));
  const byStyle = new Map<string, { kept: number; back: number[] }>();
  for (const { styleId, outcome, qty } of rows) {
    const row = byStyle.get(styleId) ?? { kept: 0, back: reasons.map(() => 0) };
    byStyle.set(styleId, row);
    if (outcome === "kept") row.kept += qty;
    else row.back[reasons.indexOf(outcome)]! += qty;
  }
  return {
    ...{ kind: "reasons", reasons: [...reasons] },
    rows: [...byStyle].map(([styleId, row]) => ({ styleId, category: categoryOf.get(styleId)!, ...row })),
  };
}
