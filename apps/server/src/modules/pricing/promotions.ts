import { type ParsedInputOf, pricingApi } from "@selvedge/contract";
import type { Ctx } from "../../platform/context.ts";
import { AppError, fieldError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { command, query } from "../../platform/runner.ts";

type NewPromotion = ParsedInputOf<typeof pricingApi.createPromotion>;

interface Row {
  id: string;
  code: string;
  name: string;
  kind: "percent" | "amount";
  percentBasisPoints: number | null;
  amountMinor: number | null;
  channelKinds: NewPromotion["channelKinds"];
  startsAt: Date;
  endsAt: Date;
  stackable: boolean;
  coupon: string | null;
  couponUses: number;
  couponMostUses: number | null;
  styleCount: number;
  categoryCount: number;
  status: "active" | "archived";
  version: number;
}

export const listPromotions = query(pricingApi.listPromotions, async (ctx) => {
  const rows = await ctx.sql<Row[]>`
    select id, code, name, kind, percent_basis_points as "percentBasisPoints", amount_minor as "amountMinor",
           channel_kinds as "channelKinds", starts_at as "startsAt", ends_at as "endsAt", stackable,
           coupon, coupon_uses as "couponUses", coupon_most_uses as "couponMostUses",
           cardinality(style_ids) as "styleCount", cardinality(category_ids) as "categoryCount", status, version
    from promotion where tenant_id = ${ctx.tenantId}
    order by starts_at desc, id desc`;
  return {
    items: rows.map((row) => ({
      ...row,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
    })),
  };
});

export const createPromotion = command(pricingApi.createPromotion, async (ctx, input) => {
  assertWhole(input);
  await assertGoodsExist(ctx, input);
  await ctx.changeConfig();
  const id = newId();
  const inserted = await ctx.sql`
    insert into promotion (tenant_id, id, code, name, kind, percent_basis_points, amount_minor, channel_kinds, style_ids,
                           category_ids, starts_at, ends_at, stackable, coupon, coupon_most_uses)
    values (${ctx.tenantId}, ${id}, ${input.code}, ${input.name}, ${input.kind}, ${input.percentBasisPoints ?? null},
            ${input.amountMinor ?? null}, ${input.channelKinds}, ${input.styleIds}, ${input.categoryIds},
            ${input.startsAt}, ${input.endsAt}, ${input.stackable}, ${input.coupon ?? null}, ${input.couponMostUses ?? null})
    on conflict (tenant_id, code) do nothing`;
  if (inserted.count === 0) {
    throw new AppError("duplicate", `There is a promotion with the code ${input.code} already.`, {
      fields: [{ path: "code", message: "This code is taken" }],
    });
  }
  ctx.emit({ type: "pricing.promotion_created", entityType: "promotion", entityId: id, after: { id, ...input } });
  return { id };
});

/** A promotion takes off either a share or an amount, for a time that is not empty. */
function assertWhole(input: NewPromotion): void {
  if (input.couponMostUses !== undefined && input.coupon === undefined) {
    throw fieldError("coupon", "Say which coupon may be used so often");
  }
  const { kind, percentBasisPoints, amountMinor } = input;
  if (kind === "percent" && percentBasisPoints === undefined) {
    throw fieldError("percentBasisPoints", "Say how much, in hundredths of a percent: 1000 is 10 %");
  }
  if (kind === "amount" && amountMinor === undefined) throw fieldError("amountMinor", "Say how much comes off a piece");
  if (kind === "percent" && amountMinor !== undefined)
    throw fieldError("amountMinor", "This promotion is a percentage");
  if (kind === "amount" && percentBasisPoints !== undefined) {
    throw fieldError("percentBasisPoints", "This promotion is an amount");
  }
  if (Date.parse(input.endsAt) <= Date.parse(input.startsAt)) {
    throw fieldError("endsAt", "A promotion ends after it starts");
  }
}

async function assertGoodsExist(ctx: Ctx, input: NewPromotion): Promise<void> {
  const { sql, tenantId } = ctx;
  const [styles, categories] = await Promise.all([
    sql<{ id: string }[]>`select id from style where tenant_id = ${tenantId} and id = any(${input.styleIds}::uuid[])`,
    sql<{ id: string }[]>`
      select id from category where tenant_id = ${tenantId} and id = any(${input.categoryIds}::uuid[])`,
  ]);
  assertAll("styleIds", "style", input.styleIds, styles);
  assertAll("categoryIds", "category", input.categoryIds, categories);
}

function assertAll(field: string, what: string, wanted: readonly string[], found: readonly { id: string }[]): void {
  const known = new Set(found.map(({ id }) => id));
  const missing = wanted.findIndex((id) => !known.has(id));
  if (missing >= 0) throw fieldError(`${field}.${missing}`, `There is no such ${what}`);
}
