-- Accounts: invited before they have a password, verified addresses, second steps, passkeys, outside providers, sessions.
alter table user_account
  alter column password_hash drop not null,
  add column email_verified_at timestamptz,
  add column avatar_file_id uuid,
  add column totp_secret text,
  add column totp_confirmed_at timestamptz,
  -- Time step of the newest code taken: a code is good once.
  add column totp_last_step bigint not null default 0,
  add column last_sign_in_at timestamptz,
  drop column failed_sign_ins,
  drop column locked_until;
alter table user_account drop constraint user_account_status_check;
alter table user_account add constraint user_account_status_check check (status in ('invited', 'active', 'deactivated'));
alter table role add column requires_second_factor boolean not null default false;

-- One sign-in on one device; refresh tokens are its links.
create table user_session (
  tenant_id uuid not null references tenant,
  id uuid not null,
  user_id uuid not null,
  method text not null check (method in ('password', 'second_factor', 'passkey', 'provider', 'invitation', 'reset')),
  started_at timestamptz not null,
  last_used_at timestamptz not null,
  -- When the person last proved who they are; changes of own security ask for it anew.
  confirmed_at timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  user_agent text not null default '',
  address text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account
);
create index user_session_user on user_session (tenant_id, user_id, last_used_at);
create index user_session_ended on user_session (tenant_id, ended_at) where ended_at is not null;
call app.tenant_table('user_session', 'select, insert, update, delete');
insert into user_session (tenant_id, id, user_id, method, started_at, last_used_at, confirmed_at, ended_at, user_agent)
select tenant_id, family_id, (array_agg(user_id))[1], 'password', min(issued_at), max(issued_at), min(issued_at),
       max(revoked_at), coalesce(max(user_agent), '')
from refresh_token group by tenant_id, family_id;

-- Links sent by mail; only their hash is kept, each is good once.
create table mail_link (
  tenant_id uuid not null references tenant,
  token_hash text not null,
  kind text not null check (kind in ('verify_email', 'reset_password', 'invitation')),
  user_id uuid not null,
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references user_account
);
create index mail_link_user on mail_link (tenant_id, user_id, kind);
call app.tenant_table('mail_link', 'select, insert, update, delete');

create table backup_code (
  tenant_id uuid not null references tenant,
  user_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (tenant_id, user_id, code_hash),
  foreign key (tenant_id, user_id) references user_account
);
call app.tenant_table('backup_code', 'select, insert, update, delete');

create table passkey (
  tenant_id uuid not null references tenant,
  id uuid not null,
  user_id uuid not null,
  credential_id text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  -- The host the key is bound to; it opens nothing elsewhere.
  rp_id text not null,
  name text not null,
  backed_up boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, credential_id),
  foreign key (tenant_id, user_id) references user_account
);
create index passkey_user on passkey (tenant_id, user_id);
call app.tenant_table('passkey');

-- Tickets (challenges, half-done sign-ins) are signed and kept by the caller; here is only which of them are spent.
create table spent_ticket (
  tenant_id uuid not null references tenant,
  ticket_id uuid not null,
  expires_at timestamptz not null,
  primary key (tenant_id, ticket_id)
);
create index spent_ticket_age on spent_ticket (tenant_id, expires_at);
call app.tenant_table('spent_ticket', 'select, insert, delete');

-- Outside providers of sign-in (OpenID Connect).
create table sign_in_provider (
  tenant_id uuid not null references tenant,
  id uuid not null,
  name text not null check (name <> ''),
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  enabled boolean not null default true,
  -- Whether signing in there stands for our own second step.
  counts_as_second_factor boolean not null default false,
  -- Whose addresses may come in without an invitation, and with which role; none: only people who are invited.
  join_domains text[] not null default '{}',
  join_role text not null default 'clerk',
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, issuer, client_id)
);
call app.tenant_table('sign_in_provider');
create table user_identity (
  tenant_id uuid not null references tenant,
  provider_id uuid not null,
  subject text not null,
  user_id uuid not null,
  linked_at timestamptz not null default now(),
  primary key (tenant_id, provider_id, subject),
  foreign key (tenant_id, provider_id) references sign_in_provider on delete cascade,
  foreign key (tenant_id, user_id) references user_account
);
create index user_identity_user on user_identity (tenant_id, user_id);
call app.tenant_table('user_identity', 'select, insert, delete');

drop function app.find_sign_in(text, text);
create function app.find_sign_in(p_email text, p_slug text)
  returns table (tenant_id uuid, slug text, tenant_name text, user_id uuid, password_hash text, status text)
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare t record;
begin
  for t in select i.tenant_id, i.slug from app.sign_in_index i
           where i.email_key = lower(p_email) and (p_slug is null or i.slug = p_slug) limit 20 loop
    perform set_config('app.tenant_id', t.tenant_id::text, true);
    return query
      select n.id, n.slug, n.name, u.id, u.password_hash, u.status
      from user_account u join tenant n on n.id = u.tenant_id
      where u.tenant_id = t.tenant_id and u.email_key = lower(p_email);
  end loop;
  perform set_config('app.tenant_id', '', true);
end $$;
revoke all on function app.find_sign_in(text, text) from public;
grant execute on function app.find_sign_in(text, text) to selvedge_app;

-- Failed tries by a key (hash of an account's address, of a network address, of both): the same for accounts that exist
-- and those that do not. Past the free ones each failure doubles the wait, up to 15 minutes; a quiet day forgets.
create table app.sign_in_failure (
  key text primary key,
  failures int not null,
  last_at timestamptz not null,
  wait_until timestamptz
);
create function app.sign_in_wait(p_keys text[]) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public as $$
  select max(wait_until) from app.sign_in_failure where key = any(p_keys);
$$;
create function app.sign_in_failed(p_keys text[], p_free int[], p_now timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, public as $$
  insert into app.sign_in_failure as f (key, failures, last_at, wait_until)
  select k.key, 1, p_now, case when k.free <= 1 then p_now + interval '2 seconds' end
  from unnest(p_keys, p_free) as k(key, free) order by k.key
  on conflict (key) do update set
    failures = case when f.last_at < p_now - interval '1 day' then 1 else f.failures + 1 end,
    last_at = p_now,
    wait_until = case
      when f.last_at >= p_now - interval '1 day' and f.failures + 1 >= (select k.free from unnest(p_keys, p_free) as k(key, free) where k.key = f.key)
      then p_now + least(interval '15 minutes', interval '2 seconds' * power(2, least(
        f.failures + 1 - (select k.free from unnest(p_keys, p_free) as k(key, free) where k.key = f.key), 10)))
    end;
$$;
create function app.sign_in_passed(p_keys text[]) returns void
  language sql volatile security definer set search_path = pg_catalog, public as $$
  delete from app.sign_in_failure where key = any(p_keys);
$$;
create function app.forget_sign_in_failures() returns void
  language sql volatile security definer set search_path = pg_catalog, public as $$
  delete from app.sign_in_failure where last_at < now() - interval '2 days';
$$;
revoke all on function app.sign_in_wait(text[]), app.sign_in_failed(text[], int[], timestamptz),
  app.sign_in_passed(text[]), app.forget_sign_in_failures() from public;
grant execute on function app.sign_in_wait(text[]), app.sign_in_failed(text[], int[], timestamptz),
  app.sign_in_passed(text[]), app.forget_sign_in_failures() to selvedge_app;

-- Secrets of the installation (with which second-step secrets are sealed); like signing keys, for the owner's role only.
create table installation_secret (
  name text primary key,
  secret bytea not null,
  created_at timestamptz not null default now()
);
