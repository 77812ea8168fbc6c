import { shopApi } from "@selvedge/contract";
import { type BodyMeasure, bodyOfSize } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { nextPriceChange } from "../../pricing/index.ts";
import type { ShopRow } from "../shop-row.ts";
import { shopQuery } from "../visitor.ts";
import { cardOf } from "./card-of.ts";
import { byFeatured } from "./collections.ts";
import { readShelf, type ShelfColour, type Shelved } from "./read-shelf.ts";

/** At and below this many, how many are left is said. */
const few = 3;
const mostTogether = 4;

interface Facts {
  id: string;
  description: string | null;
  originCountry: string | null;
  scale: string;
  sizes: string[];
  gtins: Record<string, string | null>;
  codes: Record<string, string>;
  kinIds: string[];
}

/** A style's own page. @throws not_found when the shop does not show it */
export const getShopStyle = shopQuery(shopApi.getShopStyle, async (ctx, input, shop) => {
  const facts = await readFacts(ctx, input.code);
  if (!facts) throw gone();
  const [shelf, validUntil] = await Promise.all([
    readShelf(ctx, shop, [facts.id, ...facts.kinIds]),
    nextPriceChange(ctx),
  ]);
  const style = shelf.find((s) => s.id === facts.id);
  if (!style) throw gone();
  const together = await withKin(ctx, shop, shelf, style);
  const { colours: _colours, ...card } = cardOf(ctx, style);
  const run = style.colours.flatMap((c) => c.skus).sort((a, b) => a.position - b.position);
  const sizes = [...new Set(run.map((s) => s.size))];
  return {
    ...card,
    description: facts.description,
    gender: style.gender,
    fabric: style.fabric,
    originCountry: facts.originCountry,
    category: style.categoryCode ? { code: style.categoryCode, name: style.categoryName ?? "" } : null,
    sizes,
    colours: style.colours.map((c) => colourOf(style, c, facts)),
    sizeHelp: sizeHelp(facts.scale, sizes, style.gender),
    together,
    validUntil: validUntil.toISOString(),
  };
});

const gone = (): AppError => new AppError("not_found", "This style is not in the shop any more.");

/** The style behind a code, with its nearest kin: same category first, then same fabric or gender. */
async function readFacts(ctx: Ctx, code: string): Promise<Facts | null> {
  const { sql, tenantId } = ctx;
  const [row] = await sql<Facts[]>`
    select s.id, s.description, s.origin_country as "originCountry", z.code as scale, to_json(z.sizes) as sizes,
      (select json_object_agg(k.id, k.gtin) from sku k where k.tenant_id = s.tenant_id and k.style_id = s.id) as gtins,
      (select json_object_agg(k.id, k.code) from sku k where k.tenant_id = s.tenant_id and k.style_id = s.id) as codes,
      array(select o.id from style o
            where o.tenant_id = s.tenant_id and o.id <> s.id and o.kind = 'goods' and o.status in ('active', 'markdown')
            order by (o.category_id = s.category_id) desc nulls last, (o.gender = s.gender) desc nulls last, o.code
            limit 12) as "kinIds"
    from style s join size_scale z on z.tenant_id = s.tenant_id and z.id = s.size_scale_id
    where s.tenant_id = ${tenantId} and s.code = ${code}`;
  return row ?? null;
}

function colourOf(style: Shelved, colour: ShelfColour, facts: Facts): shopApi.ShopStyle["colours"][number] {
  const { code, name, hex, family, pictureUrl, skus } = colour;
  const alt = `${style.name} in ${name}`;
  return {
    ...{ code, name, hex, family },
    pictures: pictureUrl
      ? [
          { url: pictureUrl, alt },
          { url: `${pictureUrl}?part=detail`, alt: `${alt}, close up` },
        ]
      : [],
    isSoldOut: skus.every((s) => s.available === 0),
    skus: skus.flatMap((sku) => {
      const price = style.prices.get(sku.id);
      if (!price) return [];
      const isFew = sku.available > 0 && sku.available <= few;
      return [
        {
          skuId: sku.id,
          code: facts.codes[sku.id] ?? "",
          gtin: facts.gtins[sku.id] ?? null,
          size: sku.size,
          ...price,
          stock: sku.available === 0 ? ("sold_out" as const) : isFew ? ("few" as const) : ("in_stock" as const),
          left: isFew ? sku.available : null,
        },
      ];
    }),
  };
}

const measureNames: Readonly<Record<BodyMeasure["measure"], string>> = {
  ...{ bust: "Bust", chest: "Chest", waist: "Waist", height: "Height" },
};

function sizeHelp(scale: string, sizes: readonly string[], gender: string | null) {
  const rows = sizes.flatMap((size) => {
    const body = bodyOfSize(scale, size, gender);
    return body ? [{ size, fits: `${measureNames[body.measure]} ${body.fromCm} to ${body.toCm} cm` }] : [];
  });
  return rows.length > 0 ? rows : null;
}

/** What goes with a style: what was bought together with it most in half a year, filled up by its kin. */
async function withKin(ctx: Ctx, shop: ShopRow, shelf: readonly Shelved[], style: Shelved) {
  const bought = await readBoughtTogether(ctx, shop, style.id);
  const more = bought.filter((id) => !shelf.some((s) => s.id === id));
  const known = more.length > 0 ? [...shelf, ...(await readShelf(ctx, shop, more))] : shelf;
  const canBeHad = known.filter((s) => s.id !== style.id && s.availableQty > 0);
  const together = bought.flatMap((id) => canBeHad.find((s) => s.id === id) ?? []);
  const kin = canBeHad.filter((s) => !bought.includes(s.id)).sort(byFeatured);
  const same = kin.filter((s) => s.categoryId === style.categoryId);
  const ordered = [...together, ...same, ...kin.filter((s) => s.categoryId !== style.categoryId)];
  return ordered.slice(0, mostTogether).map((s) => cardOf(ctx, s));
}

async function readBoughtTogether(ctx: Ctx, shop: ShopRow, styleId: string): Promise<string[]> {
  const { sql, tenantId } = ctx;
  const rows = await sql<{ style_id: string }[]>`
    with with_it as (
      select distinct l.order_id
      from sku k
      join sales_order_line l on l.tenant_id = ${tenantId} and l.sku_id = k.id
      join sales_order o on o.tenant_id = ${tenantId} and o.id = l.order_id and o.channel_id = ${shop.channel.id}
        and o.placed_on > ${ctx.today}::date - 180
      where k.tenant_id = ${tenantId} and k.style_id = ${styleId} limit 2000
    )
    select k.style_id from with_it w
    join sales_order_line l on l.tenant_id = ${tenantId} and l.order_id = w.order_id
    join sku k on k.tenant_id = ${tenantId} and k.id = l.sku_id
    where k.style_id <> ${styleId}
    group by k.style_id having count(*) > 1 order by count(*) desc, k.style_id limit ${mostTogether}`;
  return rows.map((r) => r.style_id);
}
