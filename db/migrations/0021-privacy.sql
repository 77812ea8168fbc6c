-- The rights of people over their data: erasure, legal hold, how long things are kept.

create table privacy_erasure (
  tenant_id uuid not null,
  id uuid not null,
  person_kind text not null check (person_kind in ('customer', 'user')),
  person_id uuid not null,
  status text not null check (status in ('running', 'done', 'failed')),
  reason text not null,
  requested_by uuid,
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  failure text,
  changed_rows jsonb not null default '{}',
  redacted_events int not null default 0,
  primary key (tenant_id, id)
);
create index privacy_erasure_newest on privacy_erasure (tenant_id, requested_at desc, id desc);
call app.tenant_table('privacy_erasure', 'select, insert, update');

-- A person whose data must stay as it is: a dispute, an audit, a court. Neither erasure nor retention touches them.
create table privacy_hold (
  tenant_id uuid not null,
  id uuid not null,
  person_kind text not null check (person_kind in ('customer', 'user')),
  person_id uuid not null,
  reason text not null,
  placed_by uuid,
  placed_at timestamptz not null default now(),
  released_at timestamptz,
  released_by uuid,
  primary key (tenant_id, id)
);
create unique index privacy_hold_once on privacy_hold (tenant_id, person_id) where released_at is null;
call app.tenant_table('privacy_hold', 'select, insert, update');

create table retention_rule (
  tenant_id uuid not null,
  data_class text not null,
  keep_days int not null check (keep_days between 1 and 36500),
  primary key (tenant_id, data_class)
);
call app.tenant_table('retention_rule');

-- Columns of records that nobody may change, whose personal parts an erasure may replace. Owned by the schema's owner: the
-- application reads it and cannot add to it.
create table app.erasable_column (
  table_name text not null,
  column_name text not null,
  primary key (table_name, column_name)
);
grant select on app.erasable_column to selvedge_app;
insert into app.erasable_column values
  ('invoice', 'buyer'), ('sales_order_history', 'note'), ('stock_move', 'note'), ('journal_entry', 'memo'),
  ('payment_webhook', 'payload'), ('idempotency_key', 'response'), ('import_line', 'customer_name'), ('import_reject', 'raw'),
  ('till_event', 'payload'), ('till_session', 'note'), ('till_review', 'details'), ('till_review', 'note'), ('anomaly_note', 'note'),
  ('return_request', 'note'), ('return_request', 'answer'), ('shop_order', 'email_key'), ('shop_order', 'phone');

-- Replaces one personal column of one row under a running erasure and tells where the row is now. Facts (numbers, amounts, dates) are no personal column.
create function app.erase_column(p_erasure uuid, p_table text, p_column text, p_ctid tid, p_value text) returns tid
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare t uuid := app.tenant_id(); kind text; moved tid;
begin
  if not exists (select 1 from privacy_erasure e where e.tenant_id = t and e.id = p_erasure and e.status = 'running') then
    raise exception 'no such erasure is running' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from app.erasable_column c where c.table_name = p_table and c.column_name = p_column) then
    raise exception '%.% may not be changed', p_table, p_column using errcode = 'insufficient_privilege';
  end if;
  select format_type(a.atttypid, a.atttypmod) into kind from pg_attribute a
  where a.attrelid = ('public.' || quote_ident(p_table))::regclass and a.attname = p_column;
  execute format('update public.%I set %I = $1::%s where tenant_id = $2 and ctid = $3 returning ctid', p_table, p_column, kind)
    into moved using p_value, t, p_ctid;
  return moved;
end $$;
revoke all on function app.erase_column(uuid, text, text, tid, text) from public;
grant execute on function app.erase_column(uuid, text, text, tid, text) to selvedge_app;

-- Replaces the personal parts of one entry of the trail under a running erasure and keeps the hash of what stood there
-- first, so that the chain still proves everything else about it (docs/decisions/0016).
create function app.redact_event(p_erasure uuid, p_event bigint, p_before jsonb, p_after jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare t uuid := app.tenant_id();
begin
  if not exists (select 1 from privacy_erasure e where e.tenant_id = t and e.id = p_erasure and e.status = 'running') then
    raise exception 'no such erasure is running' using errcode = 'insufficient_privilege';
  end if;
  insert into event_redaction (tenant_id, event_id, erasure_id, payload_hash, redacted_hash)
  select t, e.id, p_erasure, sha256(convert_to(jsonb_build_array(e.before, e.after)::text, 'UTF8')),
         sha256(convert_to(jsonb_build_array(p_before, p_after)::text, 'UTF8'))
  from event e where e.tenant_id = t and e.id = p_event;
  update event set before = p_before, after = p_after where tenant_id = t and id = p_event;
end $$;
revoke all on function app.redact_event(uuid, bigint, jsonb, jsonb) from public;
grant execute on function app.redact_event(uuid, bigint, jsonb, jsonb) to selvedge_app;
