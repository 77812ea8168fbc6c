-- Domains of a business, beside the subdomain that its slug gives. One counts only once its DNS record was seen.
create table tenant_domain (
  tenant_id uuid not null references tenant,
  id uuid not null,
  host text not null check (host = lower(host) and host ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$' and length(host) <= 253),
  token text not null,
  verified_at timestamptz,
  checked_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, host)
);
call app.tenant_table('tenant_domain');

-- Which business answers at a verified host; the request comes before its tenant is known. Kept by trigger.
create table app.tenant_host (
  host text constraint tenant_host_taken primary key,
  tenant_id uuid not null references public.tenant,
  domain_id uuid not null
);
grant select on app.tenant_host to selvedge_app;
create function app.list_tenant_host() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op <> 'INSERT' then
    delete from app.tenant_host where tenant_id = old.tenant_id and domain_id = old.id;
  end if;
  if tg_op <> 'DELETE' and new.verified_at is not null then
    insert into app.tenant_host (host, tenant_id, domain_id) values (new.host, new.tenant_id, new.id);
  end if;
  return null;
end $$;
create trigger tenant_host after insert or update or delete on tenant_domain
  for each row execute function app.list_tenant_host();
