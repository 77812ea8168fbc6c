-- How demand answers to price, per style, as a run learnt it.
create table style_elasticity (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  elasticity double precision not null,
  standard_error double precision not null,
  lower double precision not null,
  upper double precision not null,
  own_elasticity double precision,
  own_share double precision not null,
  category_mean double precision not null,
  observations int not null,
  primary key (tenant_id, run_id, style_id),
  foreign key (tenant_id, style_id) references style
);
call app.tenant_table('style_elasticity', 'select, insert, delete');

-- Prices of a collection to its season's end, week by week.
create table markdown_line (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  stock_qty int not null,
  present_price_minor bigint not null,
  starts_on date not null,
  weekly_qty double precision[] not null,
  prices_minor bigint[] not null,
  plan_profit_minor bigint not null,
  hold_profit_minor bigint not null,
  profit_low_minor bigint not null,
  profit_high_minor bigint not null,
  sell_through double precision not null,
  hold_sell_through double precision not null,
  leftover_qty double precision not null,
  refusal text,
  primary key (tenant_id, run_id, style_id),
  foreign key (tenant_id, style_id) references style
);
call app.tenant_table('markdown_line', 'select, insert, delete');

-- Two prices taken in turns, day blocks drawn by lot in pairs; may be looked at, and ended, at any time.
create table price_test (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  style_id uuid not null,
  price_list_id uuid not null,
  channel_kind text not null check (channel_kind in ('wholesale', 'retail', 'web', 'marketplace')),
  price_a_minor bigint not null check (price_a_minor > 0),
  price_b_minor bigint not null check (price_b_minor > 0),
  starts_on date not null,
  turn_days int not null check (turn_days between 1 and 14),
  -- Which price each turn has, from the first on.
  turns text not null check (turns ~ '^[AB]+$'),
  smallest_effect_minor bigint not null default 0 check (smallest_effect_minor >= 0),
  status text not null default 'running' check (status in ('running', 'ended')),
  verdict jsonb,
  ended_on date,
  created_by uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, style_id) references style,
  check (price_a_minor <> price_b_minor),
  check ((status = 'ended') = (ended_on is not null))
);
create unique index price_test_running on price_test (tenant_id, style_id, channel_kind) where status = 'running';
call app.tenant_table('price_test', 'select, insert, update');
