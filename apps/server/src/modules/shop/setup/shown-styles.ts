import { shopApi } from "@selvedge/contract";
import { AppError, fieldError } from "../../../platform/errors.ts";
import { likePattern } from "../../../platform/pages.ts";
import { command, query } from "../../../platform/runner.ts";
import { readShelf } from "../shelf/read-shelf.ts";
import { findShopRow } from "../shop-row.ts";

interface Row {
  id: string;
  code: string;
  name: string;
  status: string;
  pictureUrl: string | null;
  hex: string | null;
  asked: boolean | null;
  availableQty: number;
}

/** Every style that could be sold, and why one that is not shown is not. */
export const listShownStyles = query(shopApi.listShownStyles, async (ctx, input) => {
  const shop = await findShopRow(ctx);
  if (!shop) throw new AppError("not_found", "The online shop is not set up yet.");
  const { sql, tenantId } = ctx;
  const [rows, shelf] = await Promise.all([
    sql<Row[]>`
      select s.id, s.code, s.name, s.status, c.hex, '/media/' || s.tenant_id || '/' || c.picture_file_id as "pictureUrl",
             h.is_shown as asked, coalesce(l.available, 0) as "availableQty"
      from style s
      left join lateral (
        select hex, picture_file_id from colourway w
        where w.tenant_id = s.tenant_id and w.style_id = s.id and w.status = 'active' order by position, code limit 1
      ) c on true
      left join shop_style h on h.tenant_id = s.tenant_id and h.style_id = s.id
      left join lateral (
        select sum(v.on_hand_qty - v.reserved_qty)::int as available
        from sku k join stock_level v on v.tenant_id = k.tenant_id and v.sku_id = k.id and v.location_id = ${shop.channel.locationId}
        where k.tenant_id = s.tenant_id and k.style_id = s.id and k.status = 'active'
      ) l on true
      where s.tenant_id = ${tenantId} and s.kind = 'goods' and s.status in ('active', 'markdown', 'discontinued')
        ${input.q ? sql`and s.search_text like ${likePattern(input.q.toLowerCase())}` : sql``}
      order by s.name_key, s.id`,
    readShelf(ctx, shop),
  ]);
  const shown = new Set(shelf.map((s) => s.id));
  return {
    items: rows.map(({ asked, ...row }) => {
      const isShown = shown.has(row.id);
      const wanted = asked ?? shop.showsNewStyles;
      const whyNot = asked === false ? "hidden" : !wanted ? "not_new" : row.availableQty <= 0 ? "no_stock" : "no_price";
      return { ...row, isShown, whyNot: isShown ? null : whyNot } as const;
    }),
  };
});

export const showStyles = command(shopApi.showStyles, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const styleIds = [...new Set(input.styleIds)];
  const found = await sql<{ id: string }[]>`
    select id from style where tenant_id = ${tenantId} and id = any(${styleIds}::uuid[])`;
  if (found.length < styleIds.length) throw fieldError("styleIds", "There is no such style");
  await sql`
    insert into shop_style (tenant_id, style_id, is_shown)
    select ${tenantId}, id, ${input.isShown} from unnest(${styleIds}::uuid[]) id
    on conflict (tenant_id, style_id) do update set is_shown = excluded.is_shown`;
  for (const id of styleIds) {
    ctx.emit({ type: "shop.style_shown", entityType: "style", entityId: id, after: { isShown: input.isShown } });
  }
  return {};
});
