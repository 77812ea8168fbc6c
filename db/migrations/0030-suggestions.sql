-- What the machine proposes, what people did about it, and what later came of it.
-- need names what is wanted ("price of this style"): of each need one suggestion is open at a time.
create table suggestion (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('reorder', 'transfer', 'price', 'markdown', 'call_customer')),
  need text not null,
  subject_type text not null check (subject_type in ('style', 'customer')),
  subject_id uuid not null,
  -- What to do, by kind; what a person made of it when it was edited stands in done_action.
  action jsonb not null,
  drivers jsonb not null default '[]',
  confidence jsonb not null default '{}',
  worth_minor bigint not null,
  worth_low_minor bigint not null,
  worth_high_minor bigint not null,
  run_id uuid,
  valid_until date not null,
  status text not null default 'open' check (status in ('open', 'accepted', 'edited', 'dismissed', 'expired')),
  decided_at timestamptz,
  decided_by uuid,
  decided_actor text,
  reason text,
  done_action jsonb,
  result jsonb,
  outcome_due_on date,
  outcome jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  check (worth_low_minor <= worth_high_minor),
  check ((status in ('accepted', 'edited', 'dismissed')) = (decided_at is not null)),
  check (status not in ('accepted', 'edited') or done_action is not null),
  check (outcome is null or status in ('accepted', 'edited'))
);
create unique index suggestion_open_once on suggestion (tenant_id, need) where status = 'open';
create index suggestion_worth on suggestion (tenant_id, status, worth_minor desc, id desc);
create index suggestion_need on suggestion (tenant_id, need, decided_at desc);
create index suggestion_subject on suggestion (tenant_id, subject_id, created_at desc);
create index suggestion_outcome_due on suggestion (tenant_id, outcome_due_on) where outcome is null and outcome_due_on is not null;
call app.tenant_table('suggestion', 'select, insert, update');

-- How goods are bought: for everything, a category or one style; the closest rule holds.
create table buying_rule (
  tenant_id uuid not null,
  id uuid not null,
  scope text not null check (scope in ('all', 'category', 'style')),
  scope_id uuid,
  lead_time_days int not null check (lead_time_days between 0 and 365),
  lead_time_deviation_days int not null default 0 check (lead_time_deviation_days between 0 and 180),
  review_days int not null check (review_days between 1 and 180),
  service_level numeric not null check (service_level > 0.5 and service_level < 1),
  min_order_qty int not null default 1 check (min_order_qty >= 1),
  pack_size int not null default 1 check (pack_size >= 1),
  -- A fixed carton by size, e.g. {"S": 1, "M": 2}; null: loose pieces.
  carton jsonb,
  order_cost_minor bigint not null default 0 check (order_cost_minor >= 0),
  holding_share numeric not null default 0.25 check (holding_share > 0 and holding_share <= 5),
  salvage_share numeric not null default 0.5 check (salvage_share >= 0 and salvage_share < 1),
  version int not null default 1,
  primary key (tenant_id, id),
  check ((scope = 'all') = (scope_id is null))
);
create unique index buying_rule_scope on buying_rule (tenant_id, scope, coalesce(scope_id, tenant_id));
call app.tenant_table('buying_rule');

-- What a run worked out per SKU: when to buy, how much, and what of it each place needs.
create table buy_plan_line (
  tenant_id uuid not null,
  run_id uuid not null,
  sku_id uuid not null,
  style_id uuid not null,
  per_day double precision not null,
  deviation_per_day double precision not null,
  lead_days int not null,
  reorder_point int not null,
  safety_stock_qty int not null,
  order_qty int not null,
  position_qty int not null,
  inbound_qty int not null,
  proposed_qty int not null,
  unit_cost_minor bigint not null,
  worth_minor bigint not null,
  curve_share double precision not null,
  primary key (tenant_id, run_id, sku_id),
  foreign key (tenant_id, sku_id) references sku
);
create index buy_plan_line_style on buy_plan_line (tenant_id, run_id, style_id);
call app.tenant_table('buy_plan_line', 'select, insert, delete');

-- Accepted buys, until purchasing orders them: they count as coming, so that nobody is told to buy them twice.
create table buy_list_line (
  tenant_id uuid not null,
  id uuid not null,
  suggestion_id uuid not null,
  sku_id uuid not null,
  qty int not null check (qty > 0),
  unit_cost_minor bigint not null,
  expected_on date not null,
  status text not null default 'listed' check (status in ('listed', 'ordered', 'received', 'removed')),
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, suggestion_id) references suggestion,
  foreign key (tenant_id, sku_id) references sku
);
create index buy_list_line_sku on buy_list_line (tenant_id, sku_id) where status in ('listed', 'ordered');
create index buy_list_line_newest on buy_list_line (tenant_id, created_at desc, id desc);
call app.tenant_table('buy_list_line', 'select, insert, update');
