-- Keys of other programs. The key itself is shown once; its prefix names it, its hash proves it.
create table api_key (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (name <> ''),
  prefix text not null check (prefix ~ '^[0-9A-Za-z]{10}$'),
  secret_hash text not null,
  scopes text[] not null,
  -- {locationIds, channelIds}; null: everywhere
  limits jsonb,
  requests_per_minute int not null default 600 check (requests_per_minute between 1 and 60000),
  expires_at timestamptz,
  revoked_at timestamptz,
  -- The key that took this one's place; both work until this one's expires_at.
  replaced_by uuid,
  created_by uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, prefix)
);
call app.tenant_table('api_key', 'select, insert, update');

-- When a key was last used, written once a minute for all keys together and not with each request.
create table api_key_use (
  tenant_id uuid not null,
  key_id uuid not null,
  last_used_at timestamptz not null,
  last_address text,
  requests bigint not null default 0,
  primary key (tenant_id, key_id),
  foreign key (tenant_id, key_id) references api_key
);
call app.tenant_table('api_key_use', 'select, insert, update');

-- Third-party apps (OAuth 2.1).
create table oauth_app (
  tenant_id uuid not null,
  id uuid not null,
  client_id text not null,
  name text not null check (name <> ''),
  website text,
  redirect_uris text[] not null check (cardinality(redirect_uris) between 1 and 10),
  -- Null: a public app (phone, single page) that proves itself by PKCE alone.
  secret_hash text,
  scopes text[] not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_by uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, client_id)
);
call app.tenant_table('oauth_app', 'select, insert, update');

-- What a user allowed an app; revoking it ends every token under it.
create table oauth_grant (
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  user_id uuid not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_on date,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, app_id) references oauth_app,
  foreign key (tenant_id, user_id) references user_account
);
create unique index oauth_grant_live on oauth_grant (tenant_id, app_id, user_id) where revoked_at is null;
create index oauth_grant_user on oauth_grant (tenant_id, user_id);
call app.tenant_table('oauth_grant', 'select, insert, update');

-- Authorisation codes (minutes) and refresh tokens (days), by hash only; each is used once.
create table oauth_code (
  tenant_id uuid not null,
  code_hash text not null,
  grant_id uuid not null,
  scopes text[] not null,
  redirect_uri text not null,
  code_challenge text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, code_hash),
  foreign key (tenant_id, grant_id) references oauth_grant
);
create index oauth_code_age on oauth_code (tenant_id, expires_at);
call app.tenant_table('oauth_code');

create table oauth_refresh_token (
  tenant_id uuid not null,
  token_hash text not null,
  grant_id uuid not null,
  scopes text[] not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, grant_id) references oauth_grant
);
create index oauth_refresh_token_age on oauth_refresh_token (tenant_id, expires_at);
call app.tenant_table('oauth_refresh_token');
