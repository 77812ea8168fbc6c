-- Who may act, and their sessions.
create table user_account (
  tenant_id uuid not null references tenant,
  id uuid not null,
  email text not null,
  email_key text generated always as (lower(email)) stored,
  name text not null,
  password_hash text not null,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, email_key)
);
create index user_account_email on user_account (email_key);
call app.tenant_table('user_account', 'select, insert, update');

create table role (
  tenant_id uuid not null references tenant,
  id uuid not null,
  code text not null,
  name text not null,
  permissions text[] not null,
  built_in boolean not null default false,
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call app.tenant_table('role');

create table user_role (
  tenant_id uuid not null references tenant,
  user_id uuid not null,
  role_id uuid not null,
  primary key (tenant_id, user_id, role_id),
  foreign key (tenant_id, user_id) references user_account,
  foreign key (tenant_id, role_id) references role
);
call app.tenant_table('user_role', 'select, insert, delete');

-- Refresh tokens rotate in families; only their hash is kept. A used token seen again revokes its family.
create table refresh_token (
  tenant_id uuid not null references tenant,
  token_hash text not null,
  family_id uuid not null,
  user_id uuid not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  user_agent text,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references user_account
);
create index refresh_token_family on refresh_token (tenant_id, family_id);
create index refresh_token_user on refresh_token (tenant_id, user_id);
call app.tenant_table('refresh_token', 'select, insert, update, delete');

-- Signing keys belong to the installation, not to a tenant: only the owner reads them, through main's key store.
create table signing_key (
  kid text primary key,
  private_jwk jsonb not null,
  public_jwk jsonb not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);

-- Sign-in happens before a tenant is known: this one door answers by address over all tenants and gives
-- only what is needed to verify a password.
create function app.find_sign_in(p_email text, p_slug text)
  returns table (tenant_id uuid, slug text, tenant_name text, user_id uuid, password_hash text, status text,
                 locked_until timestamptz)
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare t record;
begin
  -- The owner is behind the wall too, so each candidate tenant is entered in turn. sign_in_index tells which.
  for t in select i.tenant_id, i.slug from app.sign_in_index i
           where i.email_key = lower(p_email) and (p_slug is null or i.slug = p_slug) limit 20 loop
    perform set_config('app.tenant_id', t.tenant_id::text, true);
    return query
      select n.id, n.slug, n.name, u.id, u.password_hash, u.status, u.locked_until
      from user_account u join tenant n on n.id = u.tenant_id
      where u.tenant_id = t.tenant_id and u.email_key = lower(p_email);
  end loop;
  perform set_config('app.tenant_id', '', true);
end $$;

-- Which tenants know an address; kept by trigger, readable by the owner alone.
create table app.sign_in_index (
  email_key text not null,
  tenant_id uuid not null references public.tenant,
  slug text not null,
  primary key (email_key, tenant_id)
);
create function app.index_sign_in() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and old.email_key is distinct from new.email_key then
    delete from app.sign_in_index where email_key = old.email_key and tenant_id = new.tenant_id;
  end if;
  insert into app.sign_in_index (email_key, tenant_id, slug)
  select new.email_key, n.id, n.slug from tenant n where n.id = new.tenant_id
  on conflict do nothing;
  return null;
end $$;
create trigger user_account_sign_in after insert or update of email on user_account
  for each row execute function app.index_sign_in();

-- Tenant names for hosts and schedules: the id, slug, name and zone of every tenant, and nothing else.
create table app.tenant_directory (
  tenant_id uuid primary key references public.tenant,
  slug text not null unique,
  name text not null,
  time_zone text not null
);
grant select on app.tenant_directory to selvedge_app;
create function app.list_tenant() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into app.tenant_directory values (new.id, new.slug, new.name, new.time_zone)
  on conflict (tenant_id) do update set slug = excluded.slug, name = excluded.name, time_zone = excluded.time_zone;
  update app.sign_in_index set slug = new.slug where tenant_id = new.id and slug <> new.slug;
  return null;
end $$;
create trigger tenant_directory after insert or update of slug, name, time_zone on tenant
  for each row execute function app.list_tenant();

revoke all on function app.find_sign_in(text, text) from public;
grant execute on function app.find_sign_in(text, text) to selvedge_app;
