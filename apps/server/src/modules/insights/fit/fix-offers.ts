import { addDays } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import type { Offer } from "../suggestions/offer-suggestions.ts";
import { servedFits, servedReturns, UNUSUAL } from "./served-fits.ts";

interface FixRow {
  styleId: string;
  verdict: "small" | "true" | "large" | null;
  step: number | null;
  offset: number | null;
  certainty: number | null;
  smallQty: number | null;
  largeQty: number | null;
  pieces: number;
  rate: number;
  categoryRate: number;
  yearQty: number;
  marginMinor: number;
}

const MOST_OFFERS = 40;

/** Styles that are cut small or large, or come back unusually often, for whatever reason: what the pieces that come back too many would have earned in a year. */
export async function fixOffers(ctx: Ctx): Promise<Offer[]> {
  const { sql, tenantId } = ctx;
  const rows = await sql<FixRow[]>`
    select r.style_id as "styleId", f.verdict, f.step, f.size_offset as "offset", f.certainty, f.small_qty as "smallQty",
           f.large_qty as "largeQty", r.pieces, r.rate, r.category_rate as "categoryRate", s.qty as "yearQty",
           (s.margin_minor / s.qty)::bigint as "marginMinor"
    from ${servedReturns(ctx)} r
    join style y on y.tenant_id = r.tenant_id and y.id = r.style_id and y.status in ('active', 'markdown')
    left join ${servedFits(ctx)} f on f.style_id = r.style_id
    cross join lateral (
      select coalesce(sum(l.qty), 0)::int as qty, coalesce(sum(l.taxable_minor - l.cost_minor), 0) as margin_minor
      from sku k
      join invoice_line l on l.tenant_id = k.tenant_id and l.sku_id = k.id and l.qty > 0
      join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id and i.issued_on > ${ctx.today}::date - 365
      join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
      join channel h on h.tenant_id = o.tenant_id and h.id = o.channel_id and h.kind <> 'wholesale'
      where k.tenant_id = ${tenantId} and k.style_id = r.style_id
    ) s
    where s.qty > 0 and s.margin_minor > 0 and r.rate > r.category_rate and (f.verdict in ('small', 'large') or r.unusual >= ${UNUSUAL})
    order by s.margin_minor * (r.rate - r.category_rate) desc, r.style_id limit ${MOST_OFFERS}`;
  return rows.map((row) => offerOf(ctx, row));
}

function offerOf(ctx: Ctx, row: FixRow): Offer {
  const wrong = row.verdict === "small" || row.verdict === "large" ? row.verdict : "often";
  const worth = (rate: number) => Math.max(0, rate - row.categoryRate) * row.yearQty * row.marginMinor;
  const spread = 1.28 * Math.sqrt((row.rate * (1 - row.rate)) / Math.max(1, row.pieces));
  const back = wrong === "small" ? row.smallQty : wrong === "large" ? row.largeQty : null;
  return {
    ...{ need: `fit:${row.styleId}`, subjectType: "style", subjectId: row.styleId },
    action: { kind: "fix_fit", wrong, step: row.step ?? 0, tellBy: addDays(ctx.today, 14) },
    drivers: [
      { factor: "share sent back", value: row.rate, unit: "share" },
      { factor: "usual in its category", value: row.categoryRate, unit: "share" },
      ...(back === null ? [] : [{ factor: `sent back as too ${wrong}`, value: back, unit: "pieces" }]),
      ...(wrong === "often" ? [] : [{ factor: "sizes off", value: row.offset, unit: "sizes" }]),
      { factor: "pieces a year", value: row.yearQty, unit: "pieces" },
      { factor: "margin of a piece", value: row.marginMinor, unit: "money" },
    ],
    confidence: {
      ...{ level: 0.8, measure: null, ours: null, naive: null },
      note: "margin of a year's pieces that come back beyond what is usual",
    },
    worthMinor: worth(row.rate),
    worthLowMinor: worth(row.rate - spread),
    worthHighMinor: worth(row.rate + spread),
  };
}
