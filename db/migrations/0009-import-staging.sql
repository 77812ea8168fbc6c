-- Lines of an import as read and understood, until they are posted; one row per good line of the file.
create table import_line (
  tenant_id uuid not null,
  import_id uuid not null,
  line_no bigint not null,
  kind text not null check (kind in ('sale', 'credit', 'adjustment')),
  document_number text not null,
  occurred_at timestamptz not null,
  on_date date not null,
  sku_code text not null,
  style_code text not null,
  colour text not null,
  size text not null,
  description text not null,
  is_service boolean not null,
  -- As the file counts: negative for what came back or was written off.
  qty int not null check (qty <> 0),
  unit_price_minor bigint not null,
  amount_minor bigint not null,
  discount_minor bigint not null default 0,
  unit_cost_minor bigint,
  customer_code text,
  customer_name text,
  country text,
  channel_code text,
  location_code text,
  primary key (tenant_id, import_id, line_no),
  foreign key (tenant_id, import_id) references import_job
);
create index import_line_document on import_line (tenant_id, import_id, document_number, kind);
call app.tenant_table('import_line', 'select, insert, delete');

-- The documents those lines make, in the order in which they are posted; done_seq of the job says how far it got.
create table import_document (
  tenant_id uuid not null,
  import_id uuid not null,
  seq int not null,
  document_number text not null,
  kind text not null,
  occurred_at timestamptz not null,
  line_count int not null,
  primary key (tenant_id, import_id, seq),
  foreign key (tenant_id, import_id) references import_job
);
call app.tenant_table('import_document', 'select, insert, delete');

-- The SKUs those lines name, each as the line with the fullest description tells it.
create table import_sku (
  tenant_id uuid not null,
  import_id uuid not null,
  sku_code text not null,
  style_code text not null,
  description text not null,
  colour text not null,
  size text not null,
  is_service boolean not null,
  primary key (tenant_id, import_id, sku_code),
  foreign key (tenant_id, import_id) references import_job
);
call app.tenant_table('import_sku', 'select, insert, delete');

alter table import_job add column done_seq int not null default 0;
alter table style add column import_id uuid;
alter table party add column import_id uuid;
create index style_import on style (tenant_id, import_id) where import_id is not null;
create index party_import on party (tenant_id, import_id) where import_id is not null;
create index cost_layer_import on cost_layer (tenant_id, import_id) where import_id is not null;
create index cost_consumption_layer on cost_consumption (tenant_id, layer_id);

-- Takes a whole import out again, as if it had not been run. The only door through which posted facts leave, and only
-- facts of an import on which nothing later stands; the event log keeps that it was there and that it went.
create function app.remove_import(p_import uuid) returns void
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
  -- Masters that came with it stay where something else uses them.
  update party p set import_id = null where p.tenant_id = t and p.import_id = p_import
    and exists (select 1 from sales_order o where o.tenant_id = t and o.customer_id = p.id);
  delete from customer_account a using party p
    where p.tenant_id = t and p.import_id = p_import and a.tenant_id = t and a.party_id = p.id;
  delete from party where tenant_id = t and import_id = p_import;
  update style y set import_id = null where y.tenant_id = t and y.import_id = p_import and exists (
    select 1 from sku s where s.tenant_id = t and s.style_id = y.id and (
      exists (select 1 from sales_order_line l where l.tenant_id = t and l.sku_id = s.id)
      or exists (select 1 from stock_move m where m.tenant_id = t and m.sku_id = s.id)
      or exists (select 1 from price r where r.tenant_id = t and r.style_id = y.id)
      or exists (select 1 from gtin_assignment g where g.tenant_id = t and g.sku_id = s.id)));
  delete from forecast f using sku s, style y
    where y.tenant_id = t and y.import_id = p_import and s.tenant_id = t and s.style_id = y.id and f.tenant_id = t and f.sku_id = s.id;
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
revoke all on function app.remove_import(uuid) from public;
grant execute on function app.remove_import(uuid) to selvedge_app;

-- Fresh statistics after many rows came at once: the planner must not take a full table for an empty one until
-- autovacuum comes by. The application may not analyze what it does not own, so these two do it for it.
create function app.refresh_staging_statistics() returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze import_line, import_document, import_sku;
end $$;
create function app.refresh_trade_statistics() returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze party, style, sku, sales_order, sales_order_line, stock_move, stock_level, cost_layer, cost_consumption,
          shipment, shipment_line, invoice, invoice_line, receivable, payment, journal_entry, journal_line;
end $$;
revoke all on function app.refresh_staging_statistics(), app.refresh_trade_statistics() from public;
grant execute on function app.refresh_staging_statistics(), app.refresh_trade_statistics() to selvedge_app;
