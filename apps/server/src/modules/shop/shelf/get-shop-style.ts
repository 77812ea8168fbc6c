import { shopApi } from "@selvedge/contract";
import { type BodyMeasure, bodyOfSize } from "@selvedge/domain";
import type { Ctx } from "../../../platform/context.ts";
import { AppError } from "../../../platform/errors.ts";
import { nextPriceChange } from "../../pricing/index.ts";
import type { ShopRow } from "../shop-row.ts";
import { shopQuery } from "../visitor.ts";
import { cardOf } from "./card-of.ts";
import { byFeatured } from "./collections.ts";
import { type Companions, readCompanions } from "./companions.ts";
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
  const [shelf, learnt, validUntil] = await Promise.all([
    readShelf(ctx, shop, [facts.id, ...facts.kinIds]),
    readCompanions(ctx, facts.id),
    nextPriceChange(ctx),
  ]);
  const style = shelf.find((s) => s.id === facts.id);
  if (!style) throw gone();
  const kin = await withKin(ctx, shop, shelf, style, learnt);
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
    ...kin,
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

/**
 * What goes with a style and can be had: what completes the look and what was bought together with it as learning said,
 * filled up by what is like it.
 */
async function withKin(ctx: Ctx, shop: ShopRow, shelf: readonly Shelved[], style: Shelved, learnt: Companions) {
  const named = [...learnt.look, ...learnt.together, ...learnt.alike];
  const more = named.filter((id) => !shelf.some((s) => s.id === id));
  const known = more.length > 0 ? [...shelf, ...(await readShelf(ctx, shop, more))] : shelf;
  const canBeHad = known.filter((s) => s.id !== style.id && s.availableQty > 0);
  const pick = (ids: readonly string[]) => ids.flatMap((id) => canBeHad.find((s) => s.id === id) ?? []);
  const look = pick(learnt.look).slice(0, mostTogether);
  const kin = [...canBeHad].sort(byFeatured);
  const same = kin.filter((s) => s.categoryId === style.categoryId);
  const ordered = new Set([...pick(learnt.together), ...pick(learnt.alike), ...same, ...kin]);
  for (const one of look) ordered.delete(one);
  const cards = (styles: Iterable<Shelved>) => [...styles].slice(0, mostTogether).map((s) => cardOf(ctx, s));
  return { look: cards(look), together: cards(ordered) };
}
