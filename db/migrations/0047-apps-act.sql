-- What an app does for a person stands in the trail as the app's doing. Rows that are there fit the narrower rule before.
alter table event drop constraint event_actor_type_check;
alter table event add constraint event_actor_type_check
  check (actor_type in ('user', 'system', 'api_key', 'app', 'device', 'shopper')) not valid;

-- A grant is one consent: one person, one app, one device of it. A second consent is another grant, and ends apart from it.
drop index oauth_grant_live;
create index oauth_grant_app on oauth_grant (tenant_id, app_id) where revoked_at is null;
alter table oauth_grant
  -- What the trail calls it: the app, and for whom.
  add name text not null default '',
  add ended_why text,
  -- Whatever is refreshed, the app has to ask the person again after this.
  add expires_at timestamptz not null default now() + interval '180 days';
create index oauth_grant_ended on oauth_grant (tenant_id, revoked_at) where revoked_at is not null;
