import { type OutputOf, type ParsedInputOf, partyApi } from "@selvedge/contract";
import { whereWithin } from "../../platform/access/within.ts";
import type { Ctx } from "../../platform/context.ts";
import { keysetOf, pageOf, type SortKey } from "../../platform/pages.ts";
import { query } from "../../platform/runner.ts";

type Input = ParsedInputOf<typeof partyApi.listCustomers>;
type CustomerRow = OutputOf<typeof partyApi.listCustomers>["items"][number];
type Row = Omit<CustomerRow, "currency"> & { cursorKey: string };

/**
 * Customers by page, the archived ones only when asked for, in one statement: the page's customers first, then what just those bought and owe in the
 * business's currency. Drafts and cancelled orders are not counted.
 */
export const listCustomers = query(partyApi.listCustomers, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const { currency } = ctx.tenant;
  const worth = worthOf(ctx, input.sort);
  const keyset = keysetOf(sql, sortKeyOf(ctx, input.sort), sql`p.id`, input.cursor);
  const rows = await sql<Row[]>`
    with found as (
      select p.id, p.code, p.kind, p.name, p.email, p.phone, p.state, p.country, ${keyset.cursorKey} as cursor_key,
             row_number() over (order by ${keyset.order}) as rank
      from party p ${worth}
      where p.tenant_id = ${tenantId} and p.is_customer and p.status = ${input.status}
        ${whereWithin(ctx, "party.customer.read", { customer: sql`p.id` })}
        ${input.kind ? sql`and p.kind = ${input.kind}` : sql``}
        ${input.q ? matching(ctx, input.q) : sql``} ${keyset.after}
      order by ${keyset.order} limit ${input.limit + 1}
    )
    select p.id, p.code, p.kind, p.name, p.cursor_key as "cursorKey", p.email, p.phone,
           nullif(concat_ws(', ', a.city, coalesce(a.state, p.state), coalesce(a.country, p.country)), '') as place,
           o.order_count as "orderCount", o.sales_minor as "salesMinor", o.last_on as "lastOrderOn",
           r.open_minor as "openMinor"
    from found p
    left join lateral (
      select a.city, a.state, a.country from party_address a
      where a.tenant_id = ${tenantId} and a.party_id = p.id
      order by a.is_default desc, a.kind, a.id limit 1
    ) a on true
    cross join lateral (
      select count(*)::int as order_count, coalesce(sum(o.total_minor), 0)::bigint as sales_minor,
             max(o.placed_on)::text as last_on
      from sales_order o
      where o.tenant_id = ${tenantId} and o.customer_id = p.id and o.currency = ${currency}
        and o.status not in ('draft', 'cancelled')
    ) o
    cross join lateral (
      select coalesce(sum(r.open_minor), 0)::bigint as open_minor
      from receivable r
      where r.tenant_id = ${tenantId} and r.customer_id = p.id and r.currency = ${currency} and r.open_minor <> 0
    ) r
    order by p.rank`;
  return pageOf(
    rows,
    input.limit,
    (row) => [row.cursorKey, row.id],
    ({ cursorKey: _cursorKey, ...row }) => ({ ...row, currency }),
  );
});

/** Every word typed begins a word of name or code; or the whole text begins the code, e-mail or phone number. */
function matching({ sql, tenantId }: Ctx, q: string) {
  const text = q.toLowerCase().trim();
  const split = text.split(/[\s,.;:()/&"'_-]+/).filter((word) => word !== "");
  const words = split.sort((a, b) => b.length - a.length);
  const digits = /^[+\d\s().-]+$/.test(text) ? text.replace(/\D/g, "") : "";
  const found = (word: string) =>
    sql`select w.party_id from party_word w where w.tenant_id = ${tenantId} and w.word ^@ ${word}`;
  return sql`and p.id in (
    ${found(text)}
    ${digits ? sql`union all ${found(digits)}` : sql``}
    ${words.length > 0 ? sql`union all ${withAll(words)}` : sql``})`;

  /** The longest word finds the fewest; the others are then looked up among those. */
  function withAll([first, ...others]: string[]) {
    const other = (word: string) => sql`
      and exists (select from party_word o
                  where o.tenant_id = ${tenantId} and o.party_id = w.party_id and o.word ^@ ${word})`;
    return sql`${found(first!)} ${others.length > 0 ? others.map(other) : sql``}`;
  }
}

/** Ids are time-ordered (UUIDv7), so the newest customer has the greatest. */
function sortKeyOf({ sql }: Ctx, sort: Input["sort"]): SortKey {
  if (sort === "name") return { key: sql`p.name_key`, cast: "text", descending: false };
  if (sort === "newest") return { key: sql`p.id`, cast: "uuid", descending: true };
  return { key: sql`coalesce(w.worth, 0)`, cast: "bigint", descending: sort.endsWith("high") };
}

/**
 * What every customer bought or owes, where the list goes by that: summed over all of them, 0.6 s for what 50,000 customers bought in
 * 1,000,000 orders.
 */
function worthOf({ sql, tenantId, tenant }: Ctx, sort: Input["sort"]) {
  if (sort === "name" || sort === "newest") return sql``;
  const sums = sort.startsWith("owes")
    ? sql`select r.customer_id, sum(r.open_minor)::bigint as worth from receivable r
          where r.tenant_id = ${tenantId} and r.currency = ${tenant.currency} and r.open_minor <> 0 group by 1`
    : sql`select o.customer_id, sum(o.total_minor)::bigint as worth from sales_order o
          where o.tenant_id = ${tenantId} and o.currency = ${tenant.currency} and o.customer_id is not null
            and o.status not in ('draft', 'cancelled') group by 1`;
  return sql`left join (${sums}) w on w.customer_id = p.id`;
}
