/**
 * What must hold in the database after every history, whoever acted and whatever crashed. Each is one statement that
 * stands alone (`npm run sql -- "<text>"` runs it): it lists what is broken, by tenant and in words; no row is health.
 */
export const invariants = {
  "trial balance is zero": `
    select tenant_id, 'debits exceed credits by ' || sum(debit_minor - credit_minor) as words
    from journal_line group by tenant_id having sum(debit_minor) <> sum(credit_minor)`,

  "every entry has lines and balances": `
    select e.tenant_id, 'entry ' || e.id || ': ' || count(l.line_no) || ' lines, out by '
      || coalesce(sum(l.debit_minor - l.credit_minor), 0) as words
    from journal_entry e left join journal_line l on l.tenant_id = e.tenant_id and l.entry_id = e.id
    group by e.tenant_id, e.id
    having count(l.line_no) < 2 or sum(l.debit_minor) <> sum(l.credit_minor) or bool_or(l.posted_on <> e.posted_on)`,

  "inventory account = cost layers = moves": `
    select t.id as tenant_id, 'account ' || a.minor || ', layers ' || c.minor || ', moves ' || m.minor as words
    from tenant t
    cross join lateral (
      select coalesce(sum(l.debit_minor - l.credit_minor), 0) as minor from journal_line l
      join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
      where l.tenant_id = t.id and a.account_role = 'inventory') a
    cross join lateral (
      select coalesce(sum(remaining_value_minor), 0) as minor from cost_layer where tenant_id = t.id) c
    cross join lateral (
      select coalesce(sum(m.value_minor * (
        (d.kind not in ('supplier', 'customer', 'adjustment'))::int - (s.kind not in ('supplier', 'customer', 'adjustment'))::int
      )), 0) as minor
      from stock_move m
      join location s on s.tenant_id = m.tenant_id and s.id = m.from_location_id
      join location d on d.tenant_id = m.tenant_id and d.id = m.to_location_id
      where m.tenant_id = t.id) m
    where a.minor <> c.minor or c.minor <> m.minor`,

  "on hand = sum of moves": `
    select tenant_id, 'sku ' || sku_id || ' at ' || location_id || ': level ' || sum(level_qty) || ', moves ' || sum(moved_qty) as words
    from (
      select tenant_id, sku_id, location_id, on_hand_qty as level_qty, 0 as moved_qty from stock_level
      union all
      select m.tenant_id, m.sku_id, m.to_location_id, 0, m.qty from stock_move m
      join location d on d.tenant_id = m.tenant_id and d.id = m.to_location_id
      where d.kind not in ('supplier', 'customer', 'adjustment')
      union all
      select m.tenant_id, m.sku_id, m.from_location_id, 0, -m.qty from stock_move m
      join location s on s.tenant_id = m.tenant_id and s.id = m.from_location_id
      where s.kind not in ('supplier', 'customer', 'adjustment')
    ) both_sides
    group by tenant_id, sku_id, location_id having sum(level_qty) <> sum(moved_qty)`,

  "on hand = pieces in the cost layers": `
    select tenant_id, 'sku ' || sku_id || ': level ' || sum(level_qty) || ', layers ' || sum(layer_qty) as words
    from (
      select tenant_id, sku_id, on_hand_qty as level_qty, 0 as layer_qty from stock_level
      union all
      select tenant_id, sku_id, 0, remaining_qty from cost_layer
    ) both_sides
    group by tenant_id, sku_id having sum(level_qty) <> sum(layer_qty)`,

  "reserved = active reservations, 0 <= reserved <= on hand": `
    select l.tenant_id, 'sku ' || l.sku_id || ' at ' || l.location_id || ': reserved ' || l.reserved_qty || ' of ' || l.on_hand_qty
      || ', reservations ' || coalesce(r.held, 0) || '; owed ' || l.backordered_qty || ', reservations ' || coalesce(r.owed, 0) as words
    from stock_level l
    left join (
      select tenant_id, sku_id, location_id, sum(qty) as held, sum(backordered_qty) as owed
      from reservation where status = 'active' group by 1, 2, 3
    ) r on r.tenant_id = l.tenant_id and r.sku_id = l.sku_id and r.location_id = l.location_id
    where l.reserved_qty <> coalesce(r.held, 0) or l.backordered_qty <> coalesce(r.owed, 0)
      or l.reserved_qty < 0 or l.reserved_qty > l.on_hand_qty`,

  "an active reservation is of an open order, within what is left to ship": `
    select r.tenant_id, 'order ' || coalesce(o.number, r.document_id::text) || ' (' || coalesce(o.status, 'none') || ') holds '
      || sum(r.qty + r.backordered_qty) || ' of ' || coalesce(min(l.qty - l.shipped_qty - l.cancelled_qty), 0) as words
    from reservation r
    left join sales_order o on o.tenant_id = r.tenant_id and o.id = r.document_id
    left join sales_order_line l on l.tenant_id = r.tenant_id and l.id = r.document_line_id
    where r.status = 'active' and r.document_type = 'sales_order'
    group by r.tenant_id, r.document_id, r.document_line_id, o.number, o.status
    having o.status is null or o.status in ('cancelled', 'shipped', 'delivered', 'completed', 'returned')
      or sum(r.qty + r.backordered_qty) > coalesce(min(l.qty - l.shipped_qty - l.cancelled_qty), 0)`,

  "receivable account = open receivables, customer by customer": `
    select tenant_id, 'customer ' || coalesce(party_id::text, 'unnamed') || ': account ' || sum(account_minor)
      || ', documents ' || sum(document_minor) as words
    from (
      select l.tenant_id, l.party_id, l.debit_minor - l.credit_minor as account_minor, 0 as document_minor
      from journal_line l join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
      where a.account_role = 'receivable'
      union all
      select tenant_id, customer_id, 0, open_minor from receivable
    ) both_sides
    group by tenant_id, party_id having sum(account_minor) <> sum(document_minor)`,

  "customer advances = unapplied payments, customer by customer": `
    select tenant_id, 'customer ' || coalesce(party_id::text, 'unnamed') || ': account ' || sum(account_minor)
      || ', payments ' || sum(payment_minor) as words
    from (
      select l.tenant_id, l.party_id, l.credit_minor - l.debit_minor as account_minor, 0 as payment_minor
      from journal_line l join account a on a.tenant_id = l.tenant_id and a.id = l.account_id
      where a.account_role = 'customer_advance'
      union all
      select tenant_id, customer_id, 0, unapplied_minor from payment
    ) both_sides
    group by tenant_id, party_id having sum(account_minor) <> sum(payment_minor)`,

  "a payment's unapplied part = amount - applied - given back": `
    select p.tenant_id, 'payment ' || p.id || ': ' || p.unapplied_minor || ' of ' || p.amount_minor || ', applied '
      || coalesce(a.minor, 0) || ', given back ' || coalesce(b.minor, 0) as words
    from payment p
    left join (select tenant_id, payment_id, sum(amount_minor) as minor from payment_application
               where payment_id is not null group by 1, 2) a on a.tenant_id = p.tenant_id and a.payment_id = p.id
    left join (
      -- History brought in matches money back to its credit note: that part was never taken from what was unapplied.
      select o.tenant_id, o.refunds_payment_id, sum(o.amount_minor - coalesce(m.minor, 0)) as minor
      from payment o
      left join (select tenant_id, payment_id, abs(sum(amount_minor)) as minor from payment_application
                 where payment_id is not null group by 1, 2) m on m.tenant_id = o.tenant_id and m.payment_id = o.id
      where o.refunds_payment_id is not null group by 1, 2
    ) b on b.tenant_id = p.tenant_id and b.refunds_payment_id = p.id
    where p.direction = 'in' and p.import_id is null and p.method <> 'import' and p.unapplied_minor <>
      case when p.status = 'captured' then p.amount_minor else 0 end - coalesce(a.minor, 0) - coalesce(b.minor, 0)`,

  "order's status = last of its history, gapless and in time's order": `
    select o.tenant_id, 'order ' || o.number || ' is ' || o.status || ', its history ends ' || coalesce(h.last, 'nowhere')
      || ' after ' || coalesce(h.n, 0) || ' rows' as words
    from sales_order o
    left join (
      select tenant_id, order_id, count(*) as n, max(seq) as top, (array_agg(to_status order by seq desc))[1] as last,
             bool_and(fits) as fits
      from (
        select *, from_status is not distinct from lag(to_status) over life and at >= coalesce(lag(at) over life, at) as fits
        from sales_order_history window life as (partition by tenant_id, order_id order by seq)
      ) step group by 1, 2
    ) h on h.tenant_id = o.tenant_id and h.order_id = o.id
    where h.last is distinct from o.status or h.n <> h.top or not h.fits`,

  "shipped, returned and cancelled stay within the ordered quantity": `
    select tenant_id, 'order line ' || id || ': ' || qty || ' ordered, ' || shipped_qty || ' shipped, ' || cancelled_qty
      || ' cancelled, ' || returned_qty || ' returned' as words
    from sales_order_line
    where case when qty > 0
      then shipped_qty < 0 or cancelled_qty < 0 or returned_qty < 0 or shipped_qty + cancelled_qty > qty or returned_qty > shipped_qty
      else shipped_qty < qty or shipped_qty > 0 or cancelled_qty <> 0 or returned_qty <> 0 end`,

  "shipped and returned = shipment lines": `
    select l.tenant_id, 'order line ' || l.id || ': shipped ' || l.shipped_qty || ' against ' || coalesce(s.gone, 0)
      || ', returned ' || l.returned_qty || ' against ' || coalesce(s.back, 0) as words
    from sales_order_line l
    join sku k on k.tenant_id = l.tenant_id and k.id = l.sku_id
    join style y on y.tenant_id = k.tenant_id and y.id = k.style_id and y.kind = 'goods'
    left join (
      select n.tenant_id, n.order_line_id, sum(n.qty) filter (where h.kind = 'out') as gone,
             sum(n.qty) filter (where h.kind = 'return') as back
      from shipment_line n join shipment h on h.tenant_id = n.tenant_id and h.id = n.shipment_id group by 1, 2
    ) s on s.tenant_id = l.tenant_id and s.order_line_id = l.id
    where l.qty > 0 and (l.shipped_qty <> coalesce(s.gone, 0) or l.returned_qty <> coalesce(s.back, 0))`,

  "order's amounts = sum of its lines": `
    select o.tenant_id, 'order ' || o.number || ': ' || o.total_minor || ', lines ' || coalesce(l.total, 0) as words
    from sales_order o
    left join (select tenant_id, order_id, sum(taxable_minor) as taxable, sum(tax_minor) as tax, sum(total_minor) as total
               from sales_order_line group by 1, 2) l on l.tenant_id = o.tenant_id and l.order_id = o.id
    where o.total_minor is distinct from l.total or o.tax_minor is distinct from l.tax
      or o.taxable_minor is distinct from l.taxable`,

  "order's paid and refunded = its payments": `
    select o.tenant_id, 'order ' || o.number || ': paid ' || o.paid_minor || ' against ' || coalesce(p.taken, 0) || ', refunded '
      || o.refunded_minor || ' against ' || coalesce(p.given, 0) as words
    from sales_order o
    left join (
      select tenant_id, order_id, sum(amount_minor) filter (where direction = 'in') as taken,
             sum(amount_minor) filter (where direction = 'out') as given
      from payment where status = 'captured' and order_id is not null group by 1, 2
    ) p on p.tenant_id = o.tenant_id and p.order_id = o.id
    where o.total_minor >= 0 and (o.paid_minor <> coalesce(p.taken, 0) or o.refunded_minor <> coalesce(p.given, 0))`,

  "order's invoiced = its invoices, never above its total": `
    select o.tenant_id, 'order ' || o.number || ': invoiced ' || o.invoiced_minor || ' against ' || coalesce(i.minor, 0)
      || ' of ' || o.total_minor as words
    from sales_order o
    left join (select tenant_id, order_id, sum(total_minor) as minor from invoice where kind = 'invoice' group by 1, 2) i
      on i.tenant_id = o.tenant_id and i.order_id = o.id
    where o.total_minor >= 0 and (o.invoiced_minor <> coalesce(i.minor, 0) or o.invoiced_minor > o.total_minor)`,

  "invoice = sum of its lines = its receivable's amount": `
    select i.tenant_id, i.kind || ' ' || i.number || ': ' || i.total_minor || ', lines ' || coalesce(l.total, 0) || ', claim '
      || coalesce(r.amount_minor, 0) as words
    from invoice i
    left join (select tenant_id, invoice_id, sum(tax_minor) as tax, sum(total_minor) as total from invoice_line group by 1, 2) l
      on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    left join receivable r on r.tenant_id = i.tenant_id and r.document_id = i.id
    where i.total_minor <> coalesce(l.total, 0) or i.tax_minor <> coalesce(l.tax, 0)
      or i.total_minor <> coalesce(r.amount_minor, 0)`,

  "invoice numbers are gapless per series": `
    select s.tenant_id, s.code || ': ' || count(i.number) || ' documents, ' || (s.next_no - 1) || ' numbers given, highest '
      || coalesce(max(substr(i.number, length(s.prefix) + 1)::bigint), 0) as words
    from number_series s
    left join invoice i on i.tenant_id = s.tenant_id and i.kind = s.code and i.import_id is null and i.series is null
    where s.code in ('invoice', 'credit_note')
    group by s.tenant_id, s.code, s.next_no, s.prefix
    having count(i.number) <> s.next_no - 1
      or coalesce(max(substr(i.number, length(s.prefix) + 1)::bigint), 0) <> s.next_no - 1`,

  "receipts are gapless per till and device, each one sale": `
    select tenant_id, 'series ' || series || ': ' || count(*) || ' receipts, highest ' || max(no) as words
    from (
      select i.tenant_id, i.series, substr(i.number, length(i.series) + 2)::bigint as no from invoice i
      where i.series is not null and substr(i.number, length(i.series) + 2) ~ '^[0-9]+$'
      union all
      -- A ticket that only takes goods back has a number too, and a credit note instead of an invoice.
      select e.tenant_id, d.series, substr(e.receipt_number, length(d.series) + 2)::bigint
      from till_event e join till_device d on d.tenant_id = e.tenant_id and d.id = e.device_id
      where e.kind = 'sale' and e.order_id is distinct from e.id
    ) receipt
    group by tenant_id, series having count(distinct no) <> count(*) or max(no) <> count(*)`,

  "what a till delivered is booked once": `
    select e.tenant_id, 'event ' || e.id || ' is ' || e.status || ' with ' || count(o.id) || ' orders' as words
    from till_event e
    left join sales_order o on o.tenant_id = e.tenant_id and o.id = e.id
    where e.kind = 'sale'
    group by e.tenant_id, e.id, e.status, e.order_id
    having count(o.id) > 1 or (e.order_id = e.id) is true <> (count(o.id) = 1)`,

  "an idempotency key answers with an order that exists, each with its own": `
    select k.tenant_id, 'order ' || (k.response->>'orderId') || ' is the answer of ' || count(*) || ' keys' as words
    from idempotency_key k
    left join sales_order o on o.tenant_id = k.tenant_id and o.id = (k.response->>'orderId')::uuid
    where k.command in ('sales.place_order', 'pos.sell_over_counter')
    group by k.tenant_id, k.response->>'orderId', o.id having count(*) > 1 or o.id is null`,

  "events: one transaction is one request of one actor, ids rise within it, none from the future": `
    select tenant_id, 'transaction ' || xid || ': ' || count(distinct request_id) || ' requests, ' || count(distinct uid)
      || ' ids of ' || count(*) || ' events' as words
    from event e
    -- A restored business's past came in one transaction, which says so itself.
    where xid <> '0'::xid8 and not exists (select 1 from event r where r.tenant_id = e.tenant_id and r.xid = e.xid
                                           and r.type = 'archive.business_restored')
    group by tenant_id, xid
    having count(distinct request_id) > 1 or count(distinct (actor_type, actor_id)) > 1 or count(distinct uid) <> count(*)
      or xid >= pg_snapshot_xmax(pg_current_snapshot())`,

  "every order began with an event": `
    select o.tenant_id, 'order ' || o.number || ' has no event' as words
    from sales_order o
    where not exists (select 1 from event e where e.tenant_id = o.tenant_id and e.entity_id = o.id
                      and e.type in ('sales.order_placed', 'sales.order_imported'))`,
} as const;
