-- What every module stands on: the tenant wall, events, idempotency, number series, files.
create schema app;
grant usage on schema app, public to selvedge_app;

-- The tenant of this transaction; null outside one, so that every policy then hides every row.
create function app.tenant_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;

-- Time-ordered ids for set-based inserts (RFC 9562 version 7); single rows get theirs from the application.
create function app.new_id() returns uuid
  language sql volatile parallel safe
  return encode(
    set_bit(
      set_bit(
        overlay(uuid_send(gen_random_uuid())
                placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                from 1 for 6),
        52, 1),
      53, 1),
    'hex')::uuid;

-- Busy tables carry no foreign key to the few rows that every one of their rows names: tenant, channel, location,
-- account. The wall's check says the same of the tenant; none of these rows can be deleted (no such grant); and a key
-- would have every order at once share-lock one and the same row, which PostgreSQL pays for with MultiXacts.
-- Puts a table behind the tenant wall and grants the application just the verbs named.
create procedure app.tenant_table(t regclass, verbs text default 'select, insert, update, delete')
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format(
    'create policy tenant_wall on %s using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id())', t);
  execute format('grant %s on %s to selvedge_app', verbs, t);
end $$;

-- The tenant is its own wall: its key is the id itself. config_version changes whenever anything that processes
-- cache of a tenant's settings (tax rules, accounts, channels, roles) changes; every command reads it as it begins.
create table tenant (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 63),
  name text not null check (name <> ''),
  legal_name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  state text,
  tax_number text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locale text not null,
  time_zone text not null,
  cost_method text not null default 'fifo' check (cost_method in ('fifo', 'moving_average')),
  fiscal_year_start_month int not null default 1 check (fiscal_year_start_month between 1 and 12),
  gtin_prefix text check (gtin_prefix ~ '^[0-9]{6,11}$'),
  next_gtin_item int not null default 1,
  sku_pattern text not null default '{style}-{colour}-{size}',
  settings jsonb not null default '{}',
  config_version bigint not null default 1,
  created_at timestamptz not null default now()
);
alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_wall on tenant using (id = app.tenant_id()) with check (id = app.tenant_id());
grant select, insert, update on tenant to selvedge_app;

-- One row per fact: audit trail, change feed, job trigger, webhook and sync source at once.
-- Readers tail windows of xid below the snapshot's xmin and order by id inside a window (docs/decisions/0003).
create table event (
  tenant_id uuid not null,
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  uid uuid not null,
  type text not null,
  entity_type text not null,
  entity_id uuid not null,
  before jsonb,
  after jsonb,
  actor_type text not null check (actor_type in ('user', 'system', 'api_key', 'device', 'shopper')),
  actor_id uuid,
  request_id text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index event_tail on event (tenant_id, xid, id);
create index event_entity on event (tenant_id, entity_id, id);
call app.tenant_table('event', 'select, insert');

-- A subscriber's mark that it has dealt with an event, so that a repeated job is harmless.
create table event_handled (
  tenant_id uuid not null,
  subscriber text not null,
  event_uid uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, subscriber, event_uid)
);
call app.tenant_table('event_handled', 'select, insert');

create table idempotency_key (
  tenant_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  command text not null,
  request_hash text not null,
  response jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key)
);
create index idempotency_key_age on idempotency_key (tenant_id, created_at);
call app.tenant_table('idempotency_key', 'select, insert, delete');

-- Gapless numbers come from next_no under the row's lock, taken last in a transaction.
create table number_series (
  tenant_id uuid not null,
  code text not null,
  prefix text not null default '',
  pad int not null default 5,
  next_no bigint not null default 1,
  primary key (tenant_id, code)
);
call app.tenant_table('number_series', 'select, insert, update');

create table stored_file (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  storage_key text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
call app.tenant_table('stored_file', 'select, insert, delete');

-- Opens a command's transaction: tells the database whose it is, waits for a twin that carries the same
-- idempotency key, and gives that twin's answer if there is one.
create function app.begin_command(p_tenant uuid, p_key text, p_writes boolean default false)
  returns table (config_version bigint, known_hash text, known_response jsonb)
  language plpgsql volatile as $$
begin
  perform set_config('app.tenant_id', p_tenant::text, true);
  if p_writes then
    -- A command's statements go by keys: their one plan suits every value, and planning anew each time is felt at the till.
    perform set_config('plan_cache_mode', 'force_generic_plan', true);
  end if;
  if p_key is not null then
    perform pg_advisory_xact_lock(hashtextextended(p_tenant::text || p_key, 7));
  end if;
  return query
    select t.config_version, k.request_hash, k.response
    from tenant t left join idempotency_key k on k.tenant_id = t.id and k.key = p_key
    where t.id = p_tenant;
end $$;

create function app.add_jobs(p_jobs jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare j jsonb;
begin
  for j in select * from jsonb_array_elements(p_jobs) loop
    perform graphile_worker.add_job(
      identifier => j->>'task', payload => (j->'payload')::json, queue_name => j->>'queue',
      run_at => (j->>'runAt')::timestamptz, max_attempts => coalesce((j->>'maxAttempts')::int, 12), job_key => j->>'key');
  end loop;
end $$;

-- Closes a command's transaction in one statement: its events, its jobs, its remembered answer.
create function app.finish_command(
  p_events jsonb, p_jobs jsonb, p_actor_type text, p_actor_id uuid, p_request_id text,
  p_key text, p_command text, p_hash text, p_response jsonb) returns void
  language plpgsql volatile as $$
begin
  if p_events is not null then
    insert into event (tenant_id, uid, type, entity_type, entity_id, before, after, actor_type, actor_id, request_id)
    select app.tenant_id(), e.uid, e.type, e."entityType", e."entityId", e.before, e.after,
           p_actor_type, p_actor_id, p_request_id
    from jsonb_to_recordset(p_events)
      as e(uid uuid, type text, "entityType" text, "entityId" uuid, before jsonb, after jsonb);
  end if;
  if p_jobs is not null then
    perform app.add_jobs(p_jobs);
  end if;
  if p_key is not null then
    insert into idempotency_key (tenant_id, key, command, request_hash, response)
    values (app.tenant_id(), p_key, p_command, p_hash, p_response);
  end if;
end $$;

revoke all on function app.add_jobs(jsonb) from public;
grant execute on function app.add_jobs(jsonb) to selvedge_app;
