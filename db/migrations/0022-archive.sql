-- Archives of a whole business: taken out of this installation, or brought in from another.
create table tenant_archive (
  tenant_id uuid not null,
  id uuid not null,
  direction text not null check (direction in ('export', 'restore')),
  status text not null check (status in ('running', 'done', 'failed')),
  phase text not null default '',
  done_rows bigint not null default 0,
  total_rows bigint not null default 0,
  size_bytes bigint,
  storage_key text,
  restored_tenant_id uuid,
  restored_slug text,
  failure text,
  requested_by uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index tenant_archive_newest on tenant_archive (tenant_id, created_at desc, id desc);
call app.tenant_table('tenant_archive', 'select, insert, update');

-- A restore brings replaced entries of the trail with it. A forged row is found by the chain's check (decision 0016), and
-- nothing here lets the application change an entry.
grant insert on event_redaction to selvedge_app;

-- Restored entries keep their numbers; new ones must come after them.
create function app.raise_event_ids(p_least bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare sequence regclass := pg_get_serial_sequence('public.event', 'id');
begin
  if p_least > 1000000000000000 then
    raise exception 'an entry''s number is out of range' using errcode = 'numeric_value_out_of_range';
  end if;
  perform setval(sequence, greatest(p_least, nextval(sequence)));
end $$;
revoke all on function app.raise_event_ids(bigint) from public;
grant execute on function app.raise_event_ids(bigint) to selvedge_app;

-- The newest migration, for an archive to say which schema it is of.
create function app.schema_version() returns text
  language sql stable security definer set search_path = pg_catalog, public as $$
  select max(name) from schema_migration
$$;
revoke all on function app.schema_version() from public;
grant execute on function app.schema_version() to selvedge_app;
