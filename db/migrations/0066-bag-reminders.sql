-- One mail about a bag that was left behind: to whom, when, and how the link in it opens the bag again.
alter table shop_settings add column remind_hours int check (remind_hours between 1 and 168);
alter table cart add column email_key text check (email_key = lower(btrim(email_key)) and email_key <> '');
alter table cart add column wants_no_reminder boolean not null default false;
alter table cart add column reminded_at timestamptz;
alter table cart add column reminder_hash text;
create unique index cart_reminder on cart (tenant_id, reminder_hash) where reminder_hash is not null;
create index cart_left on cart (tenant_id, changed_at) where status = 'open' and reminded_at is null;

-- Addresses that want no such mail any more.
create table shop_reminder_stop (
  tenant_id uuid not null,
  email_key text not null check (email_key = lower(btrim(email_key)) and email_key <> ''),
  stopped_at timestamptz not null,
  primary key (tenant_id, email_key)
);
call app.tenant_table('shop_reminder_stop', 'select, insert, update, delete');
