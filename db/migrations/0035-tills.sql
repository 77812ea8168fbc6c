-- Tills: where a shop sells over the counter, online or not. A till sends what happened up; facts come down to it.
create table till (
  tenant_id uuid not null,
  id uuid not null,
  -- Begins every receipt number of this till, so it is short and never changes.
  code text not null check (code ~ '^[A-Z0-9]{2,6}$'),
  name text not null check (name <> ''),
  location_id uuid not null,
  channel_id uuid not null,
  -- How often a device was paired: from the second on it is part of the receipt series, so that two devices of one
  -- till never write the same number, however much of the first one's work is still on its way.
  generation int not null default 0,
  pairing_hash text,
  pairing_expires_at timestamptz,
  upi_id text,
  receipt_footer text not null default '',
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, location_id) references location,
  foreign key (tenant_id, channel_id) references channel
);
call app.tenant_table('till', 'select, insert, update');

-- A device that was paired with a till. A revoked one may still deliver what it sold before, and nothing else.
create table till_device (
  tenant_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  name text not null,
  series text not null,
  secret_hash text not null,
  paired_at timestamptz not null default now(),
  paired_by uuid,
  revoked_at timestamptz,
  last_seen_at timestamptz,
  -- What the device says waits on it, and how far its clock is off ours.
  waiting_events int not null default 0,
  clock_skew_ms bigint not null default 0,
  app_version text,
  primary key (tenant_id, id),
  foreign key (tenant_id, till_id) references till
);
create unique index till_device_series on till_device (tenant_id, series);
create unique index till_device_live on till_device (tenant_id, till_id) where revoked_at is null;
call app.tenant_table('till_device', 'select, insert, update');

-- Pairing happens before a tenant is known: a code finds its till here, by hash. Kept by trigger, read by one function.
create table app.till_pairing_index (
  code_hash text primary key,
  tenant_id uuid not null references public.tenant,
  till_id uuid not null,
  expires_at timestamptz not null
);
create function app.index_till_pairing() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  delete from app.till_pairing_index where tenant_id = new.tenant_id and till_id = new.id;
  if new.pairing_hash is not null then
    insert into app.till_pairing_index values (new.pairing_hash, new.tenant_id, new.id, new.pairing_expires_at);
  end if;
  return null;
end $$;
create trigger till_pairing after insert or update of pairing_hash on till
  for each row execute function app.index_till_pairing();
create function app.find_till_pairing(p_hash text)
  returns table (tenant_id uuid, till_id uuid)
  language sql security definer set search_path = pg_catalog, public as $$
  select i.tenant_id, i.till_id from app.till_pairing_index i where i.code_hash = p_hash and i.expires_at > now()
$$;
revoke all on function app.find_till_pairing(text) from public;
grant execute on function app.find_till_pairing(text) to selvedge_app;

-- Who may sell at tills, and the PIN that says so there. The hash goes down to the tills, for signing in offline.
create table till_cashier (
  tenant_id uuid not null,
  user_id uuid not null,
  pin_salt text not null,
  pin_hash text not null,
  -- May approve at somebody else's till what is past that person's limit.
  approves boolean not null default false,
  -- Largest discount on a line that needs nobody's approval, in hundredths of a percent.
  discount_limit_basis_points int not null default 1000 check (discount_limit_basis_points between 0 and 10000),
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  set_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references user_account
);
call app.tenant_table('till_cashier', 'select, insert, update');

-- A cashier's open-to-close at a till. Rows come to be with the first event of the shift, in whatever order they arrive.
create table till_session (
  tenant_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  device_id uuid not null,
  opened_at timestamptz not null,
  opened_by uuid,
  float_minor bigint not null default 0,
  -- False while only later events of the shift have arrived.
  opening_known boolean not null default false,
  closed_at timestamptz,
  closed_by uuid,
  closed_on date,
  expected_minor bigint,
  counted_minor bigint,
  counted jsonb,
  note text,
  z_number int,
  primary key (tenant_id, id),
  foreign key (tenant_id, till_id) references till,
  foreign key (tenant_id, device_id) references till_device
);
create index till_session_newest on till_session (tenant_id, till_id, opened_at desc, id desc);
call app.tenant_table('till_session', 'select, insert, update');

-- What happened at a till, as its device wrote it down: never changed, one row however often it is delivered. Its
-- counter has no gap per device. waiting: needs a fact that is still on its way; held: could not be booked, see reason.
create table till_event (
  tenant_id uuid not null,
  id uuid not null,
  device_id uuid not null,
  till_id uuid not null,
  counter bigint not null check (counter >= 1),
  kind text not null check (kind in ('shift_opened', 'sale', 'cash_moved', 'shift_closed', 'customer_added')),
  session_id uuid,
  happened_at timestamptz not null,
  received_at timestamptz not null default now(),
  payload jsonb not null,
  payload_hash text not null,
  status text not null check (status in ('booked', 'waiting', 'held')),
  reason text,
  receipt_number text,
  order_id uuid,
  -- A customer added at the till who is known here under another id.
  customer_id uuid,
  waits_for uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, device_id) references till_device,
  foreign key (tenant_id, till_id) references till
);
create index till_event_counter on till_event (tenant_id, device_id, counter);
create index till_event_session on till_event (tenant_id, session_id, happened_at) where session_id is not null;
create index till_event_newest on till_event (tenant_id, till_id, happened_at desc, id desc);
create index till_event_order on till_event (tenant_id, order_id) where order_id is not null;
create index till_event_waits on till_event (tenant_id, waits_for) where status = 'waiting';
create index till_event_open on till_event (tenant_id, received_at) where status <> 'booked';
create index till_event_receipt on till_event (tenant_id, receipt_number) where receipt_number is not null;
call app.tenant_table('till_event', 'select, insert, update');

-- Something a person should look at, because a sale that happened was booked although the server found it odd.
create table till_review (
  tenant_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  event_id uuid not null,
  kind text not null check (kind in ('oversold', 'price_differs', 'tax_differs', 'customer_unknown', 'customer_known',
    'sku_archived', 'shift_closed', 'shift_unknown', 'books_closed', 'device_revoked', 'clock_off', 'returned_twice',
    'receipt_unknown', 'counter_clash', 'cash_differs', 'approval_missing', 'held')),
  details jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by uuid,
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, till_id) references till,
  foreign key (tenant_id, event_id) references till_event,
  check ((resolved_at is null) = (resolved_by is null))
);
create unique index till_review_once on till_review (tenant_id, event_id, kind);
create index till_review_open on till_review (tenant_id, opened_at desc, id desc) where resolved_at is null;
create index till_review_newest on till_review (tenant_id, opened_at desc, id desc);
call app.tenant_table('till_review', 'select, insert, update');

-- Documents numbered by a till stand in that till's own series, beside the business's.
alter table invoice add column series text;
create index invoice_series on invoice (tenant_id, series, number) where series is not null;

-- Goods brought back, set against new ones on one ticket: both sides cancel out in clearing.
alter table payment drop constraint payment_method_check;
alter table payment add constraint payment_method_check
  check (method in ('cash', 'card', 'upi', 'bank', 'sandbox', 'import', 'exchange'));

-- An account for what a till pays out of its drawer: new businesses have it from their chart.
do $$
declare t record;
begin
  for t in select tenant_id from app.tenant_directory loop
    perform set_config('app.tenant_id', t.tenant_id::text, true);
    insert into account (tenant_id, id, code, name, type, account_role)
    values (t.tenant_id, app.new_id(), '6850', 'Small shop expenses paid in cash', 'expense', 'shop_expense')
    on conflict do nothing;
  end loop;
  perform set_config('app.tenant_id', '', true);
end $$;
