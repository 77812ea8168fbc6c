-- Taking an import out knows the tables that came since: what was learnt goes, what people made keeps its masters.
create or replace function app.remove_import(p_import uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare t uuid := app.tenant_id();
begin
  if not exists (select 1 from import_job where tenant_id = t and id = p_import) then
    raise exception 'no such import' using errcode = 'no_data_found';
  end if;
  if exists (select 1 from cost_layer l join cost_consumption c on c.tenant_id = l.tenant_id and c.layer_id = l.id
             join stock_move m on m.tenant_id = c.tenant_id and m.id = c.move_id
             where l.tenant_id = t and l.import_id = p_import and m.import_id is distinct from p_import)
     or exists (select 1 from payment_application a join receivable r on r.tenant_id = a.tenant_id and r.id = a.receivable_id
                where r.tenant_id = t and r.import_id = p_import and a.import_id is distinct from p_import)
     or exists (select 1 from invoice i join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
                where o.tenant_id = t and o.import_id = p_import and i.import_id is distinct from p_import)
     or exists (select 1 from stock_move m join cost_consumption c on c.tenant_id = m.tenant_id and c.move_id = m.id
                join cost_layer l on l.tenant_id = c.tenant_id and l.id = c.layer_id
                where m.tenant_id = t and m.import_id = p_import and l.import_id is distinct from p_import)
  then
    raise exception 'later documents stand on this import' using errcode = 'check_violation', constraint = 'import_stands_alone';
  end if;
  if exists (select 1 from journal_entry e join fiscal_period p on p.tenant_id = e.tenant_id
             and e.posted_on between p.starts_on and p.ends_on and p.closed_at is not null
             where e.tenant_id = t and e.import_id = p_import) then
    raise exception 'the books of that time are closed' using errcode = 'check_violation', constraint = 'fiscal_period_open';
  end if;
  update stock_level l set on_hand_qty = l.on_hand_qty - d.qty, version = l.version + 1, updated_at = now()
  from (select sku_id, location_id, sum(qty)::int as qty from (
          select sku_id, to_location_id as location_id, qty from stock_move where tenant_id = t and import_id = p_import
          union all
          select sku_id, from_location_id, -qty from stock_move where tenant_id = t and import_id = p_import) m
        group by 1, 2) d
  where l.tenant_id = t and l.sku_id = d.sku_id and l.location_id = d.location_id and d.qty <> 0;
  delete from journal_line l using journal_entry e
    where e.tenant_id = t and e.import_id = p_import and l.tenant_id = t and l.entry_id = e.id;
  delete from journal_entry where tenant_id = t and import_id = p_import;
  delete from payment_application where tenant_id = t and import_id = p_import;
  delete from receivable where tenant_id = t and import_id = p_import;
  delete from payment where tenant_id = t and import_id = p_import;
  delete from invoice_line l using invoice i
    where i.tenant_id = t and i.import_id = p_import and l.tenant_id = t and l.invoice_id = i.id;
  delete from invoice where tenant_id = t and import_id = p_import;
  delete from cost_consumption c using stock_move m
    where m.tenant_id = t and m.import_id = p_import and c.tenant_id = t and c.move_id = m.id;
  delete from cost_layer where tenant_id = t and import_id = p_import;
  delete from stock_move where tenant_id = t and import_id = p_import;
  delete from shipment_line l using shipment s
    where s.tenant_id = t and s.import_id = p_import and l.tenant_id = t and l.shipment_id = s.id;
  delete from shipment where tenant_id = t and import_id = p_import;
  delete from sales_order_line l using sales_order o
    where o.tenant_id = t and o.import_id = p_import and l.tenant_id = t and l.order_id = o.id;
  delete from sales_order_history h using sales_order o
    where o.tenant_id = t and o.import_id = p_import and h.tenant_id = t and h.order_id = o.id;
  delete from sales_order where tenant_id = t and import_id = p_import;
  -- What was learnt of them goes with them; the next run learns anew.
  delete from customer_insight where tenant_id = t and customer_id in (select id from party where tenant_id = t and import_id = p_import);
  delete from segment_move where tenant_id = t and customer_id in (select id from party where tenant_id = t and import_id = p_import);
  delete from recommendation where tenant_id = t and style_id in (select id from style where tenant_id = t and import_id = p_import);
  delete from style_elasticity where tenant_id = t and style_id in (select id from style where tenant_id = t and import_id = p_import);
  delete from markdown_line where tenant_id = t and style_id in (select id from style where tenant_id = t and import_id = p_import);
  delete from buy_plan_line where tenant_id = t and sku_id in (
    select s.id from sku s join style y on y.tenant_id = t and y.id = s.style_id where s.tenant_id = t and y.import_id = p_import);
  -- Masters that came with it stay where something else uses them.
  update party p set import_id = null where p.tenant_id = t and p.import_id = p_import and (
    exists (select 1 from sales_order o where o.tenant_id = t and o.customer_id = p.id)
    or exists (select 1 from shopper h where h.tenant_id = t and h.customer_id = p.id)
    or exists (select 1 from price_list l where l.tenant_id = t and l.customer_id = p.id));
  delete from customer_account a using party p
    where p.tenant_id = t and p.import_id = p_import and a.tenant_id = t and a.party_id = p.id;
  delete from party_address a using party p
    where p.tenant_id = t and p.import_id = p_import and a.tenant_id = t and a.party_id = p.id;
  delete from party where tenant_id = t and import_id = p_import;
  update style y set import_id = null where y.tenant_id = t and y.import_id = p_import and (
    exists (select 1 from price r where r.tenant_id = t and r.style_id = y.id)
    or exists (select 1 from price_test r where r.tenant_id = t and r.style_id = y.id)
    or exists (select 1 from shop_style r where r.tenant_id = t and r.style_id = y.id)
    or exists (select 1 from sku s where s.tenant_id = t and s.style_id = y.id and (
      exists (select 1 from sales_order_line l where l.tenant_id = t and l.sku_id = s.id)
      or exists (select 1 from stock_move m where m.tenant_id = t and m.sku_id = s.id)
      or exists (select 1 from cart_line c where c.tenant_id = t and c.sku_id = s.id)
      or exists (select 1 from buy_list_line c where c.tenant_id = t and c.sku_id = s.id)
      or exists (select 1 from shop_settings c where c.tenant_id = t and c.delivery_sku_id = s.id)
      or exists (select 1 from gtin_assignment g where g.tenant_id = t and g.sku_id = s.id))));
  delete from stock_alert a using sku s, style y
    where y.tenant_id = t and y.import_id = p_import and s.tenant_id = t and s.style_id = y.id and a.tenant_id = t and a.sku_id = s.id;
  delete from stock_level l using sku s, style y
    where y.tenant_id = t and y.import_id = p_import and s.tenant_id = t and s.style_id = y.id and l.tenant_id = t and l.sku_id = s.id;
  delete from sku s using style y
    where y.tenant_id = t and y.import_id = p_import and s.tenant_id = t and s.style_id = y.id;
  delete from colourway w using style y
    where y.tenant_id = t and y.import_id = p_import and w.tenant_id = t and w.style_id = y.id;
  delete from style where tenant_id = t and import_id = p_import;
end $$;
