-- The schema after all migrations, printed from the catalog by `npm run schema`. For reading; not for running.

-- schema app (usage: selvedge_app)
-- schema public (usage: selvedge_app)

create extension pg_stat_statements;

create table app.erasable_column (
  table_name text not null,
  column_name text not null,
  constraint erasable_column_pkey PRIMARY KEY (table_name, column_name)
);
grant select on app.erasable_column to selvedge_app;

create table app.sign_in_failure (
  key text not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  wait_until timestamp with time zone,
  constraint sign_in_failure_pkey PRIMARY KEY (key)
);

create table app.sign_in_index (
  email_key text not null,
  tenant_id uuid not null,
  slug text not null,
  constraint sign_in_index_pkey PRIMARY KEY (email_key, tenant_id),
  constraint sign_in_index_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id)
);

create table app.tenant_directory (
  tenant_id uuid not null,
  slug text not null,
  name text not null,
  time_zone text not null,
  constraint tenant_directory_pkey PRIMARY KEY (tenant_id),
  constraint tenant_directory_slug_key UNIQUE (slug),
  constraint tenant_directory_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id)
);
grant select on app.tenant_directory to selvedge_app;

create table app.tenant_host (
  host text not null,
  tenant_id uuid not null,
  domain_id uuid not null,
  constraint tenant_host_taken PRIMARY KEY (host),
  constraint tenant_host_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id)
);
grant select on app.tenant_host to selvedge_app;

create table app.till_pairing_index (
  code_hash text not null,
  tenant_id uuid not null,
  till_id uuid not null,
  expires_at timestamp with time zone not null,
  constraint till_pairing_index_pkey PRIMARY KEY (code_hash),
  constraint till_pairing_index_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id)
);

create table public.account (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  type text not null,
  account_role text,
  status text not null default 'active'::text,
  constraint account_pkey PRIMARY KEY (tenant_id, id),
  constraint account_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint account_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text])),
  constraint account_type_check CHECK (type = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'income'::text, 'expense'::text]))
);
CREATE UNIQUE INDEX account_role_once ON public.account USING btree (tenant_id, account_role) WHERE (account_role IS NOT NULL);
alter table public.account enable row level security, force row level security;
create policy tenant_wall on public.account using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.account to selvedge_app;

create table public.account_balance (
  tenant_id uuid not null,
  account_id uuid not null,
  ends_on date not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  constraint account_balance_pkey PRIMARY KEY (tenant_id, account_id, ends_on),
  constraint account_balance_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES public.account(tenant_id, id)
);
alter table public.account_balance enable row level security, force row level security;
create policy tenant_wall on public.account_balance using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.account_balance to selvedge_app;

create table public.anomaly_case (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  event_key text not null,
  happened_on date not null,
  score double precision not null,
  reasons jsonb not null,
  facts jsonb not null,
  worth_minor bigint not null default 0,
  style_id uuid,
  location_id uuid,
  channel_id uuid,
  customer_id uuid,
  user_id uuid,
  run_id uuid,
  status text not null default 'open'::text,
  assignee_id uuid,
  reason text,
  decided_at timestamp with time zone,
  decided_by uuid,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint anomaly_case_pkey PRIMARY KEY (tenant_id, id),
  constraint anomaly_case_tenant_id_event_key_key UNIQUE (tenant_id, event_key),
  constraint anomaly_case_check CHECK ((status = ANY (ARRAY['confirmed'::text, 'dismissed'::text])) = (decided_at IS NOT NULL)),
  constraint anomaly_case_check1 CHECK (status <> 'dismissed'::text OR reason IS NOT NULL),
  constraint anomaly_case_kind_check CHECK (kind = ANY (ARRAY['price'::text, 'discount'::text, 'refund'::text, 'void'::text, 'stock'::text, 'sales'::text])),
  constraint anomaly_case_score_check CHECK (score >= 0::double precision AND score <= 1::double precision),
  constraint anomaly_case_status_check CHECK (status = ANY (ARRAY['open'::text, 'investigating'::text, 'confirmed'::text, 'dismissed'::text]))
);
CREATE INDEX anomaly_case_newest ON public.anomaly_case USING btree (tenant_id, status, happened_on DESC, id DESC);
CREATE INDEX anomaly_case_worst ON public.anomaly_case USING btree (tenant_id, score DESC, id DESC);
alter table public.anomaly_case enable row level security, force row level security;
create policy tenant_wall on public.anomaly_case using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.anomaly_case to selvedge_app;

create table public.anomaly_note (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  note text not null,
  from_status text,
  to_status text,
  by_actor text not null,
  by_id uuid,
  at timestamp with time zone not null default now(),
  constraint anomaly_note_pkey PRIMARY KEY (tenant_id, id),
  constraint anomaly_note_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES public.anomaly_case(tenant_id, id)
);
CREATE INDEX anomaly_note_case ON public.anomaly_note USING btree (tenant_id, case_id, id);
alter table public.anomaly_note enable row level security, force row level security;
create policy tenant_wall on public.anomaly_note using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.anomaly_note to selvedge_app;

create table public.anomaly_threshold (
  tenant_id uuid not null,
  kind text not null,
  learnt_threshold double precision not null,
  threshold double precision not null,
  verdicts integer not null default 0,
  updated_at timestamp with time zone not null default now(),
  constraint anomaly_threshold_pkey PRIMARY KEY (tenant_id, kind),
  constraint anomaly_threshold_learnt_threshold_check CHECK (learnt_threshold >= 0::double precision AND learnt_threshold <= 1::double precision),
  constraint anomaly_threshold_threshold_check CHECK (threshold >= 0::double precision AND threshold <= 1::double precision)
);
alter table public.anomaly_threshold enable row level security, force row level security;
create policy tenant_wall on public.anomaly_threshold using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.anomaly_threshold to selvedge_app;

create table public.api_key (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  prefix text not null,
  secret_hash text not null,
  scopes text[] not null,
  limits jsonb,
  requests_per_minute integer not null default 600,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  replaced_by uuid,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint api_key_pkey PRIMARY KEY (tenant_id, id),
  constraint api_key_tenant_id_prefix_key UNIQUE (tenant_id, prefix),
  constraint api_key_name_check CHECK (name <> ''::text),
  constraint api_key_prefix_check CHECK (prefix ~ '^[0-9A-Za-z]{10}$'::text),
  constraint api_key_requests_per_minute_check CHECK (requests_per_minute >= 1 AND requests_per_minute <= 60000)
);
alter table public.api_key enable row level security, force row level security;
create policy tenant_wall on public.api_key using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.api_key to selvedge_app;

create table public.api_key_use (
  tenant_id uuid not null,
  key_id uuid not null,
  last_used_at timestamp with time zone not null,
  last_address text,
  requests bigint not null default 0,
  constraint api_key_use_pkey PRIMARY KEY (tenant_id, key_id),
  constraint api_key_use_tenant_id_key_id_fkey FOREIGN KEY (tenant_id, key_id) REFERENCES public.api_key(tenant_id, id)
);
alter table public.api_key_use enable row level security, force row level security;
create policy tenant_wall on public.api_key_use using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.api_key_use to selvedge_app;

create table public.approval (
  tenant_id uuid not null,
  id uuid not null,
  act text not null,
  amount_minor bigint,
  subject text not null,
  reason text not null default ''::text,
  location_id uuid,
  till_id uuid,
  approved_by uuid not null,
  requested_by_type text not null,
  requested_by uuid not null,
  approved_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  spent_at timestamp with time zone,
  spent_on_type text,
  spent_on uuid,
  constraint approval_pkey PRIMARY KEY (tenant_id, id),
  constraint approval_tenant_id_approved_by_fkey FOREIGN KEY (tenant_id, approved_by) REFERENCES public.user_account(tenant_id, id),
  constraint approval_amount_minor_check CHECK (amount_minor >= 0)
);
CREATE INDEX approval_newest ON public.approval USING btree (tenant_id, approved_at, id);
alter table public.approval enable row level security, force row level security;
create policy tenant_wall on public.approval using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.approval to selvedge_app;

create table public.approval_pin (
  tenant_id uuid not null,
  user_id uuid not null,
  pin_hash text not null,
  failed_tries integer not null default 0,
  locked_until timestamp with time zone,
  set_at timestamp with time zone not null default now(),
  constraint approval_pin_pkey PRIMARY KEY (tenant_id, user_id),
  constraint approval_pin_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
alter table public.approval_pin enable row level security, force row level security;
create policy tenant_wall on public.approval_pin using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.approval_pin to selvedge_app;

create table public.audit_chain (
  tenant_id uuid not null,
  next_xid xid8 not null default '0'::xid8,
  last_seq bigint not null default 0,
  last_id bigint not null default 0,
  last_hash bytea not null default '\x'::bytea,
  constraint audit_chain_pkey PRIMARY KEY (tenant_id)
);
alter table public.audit_chain enable row level security, force row level security;
create policy tenant_wall on public.audit_chain using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.audit_chain to selvedge_app;

create table public.audit_check (
  tenant_id uuid not null,
  id uuid not null,
  status text not null,
  seal_count bigint not null default 0,
  seals_checked bigint not null default 0,
  events_checked bigint not null default 0,
  findings jsonb not null default '[]'::jsonb,
  failure text,
  requested_by uuid,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint audit_check_pkey PRIMARY KEY (tenant_id, id),
  constraint audit_check_status_check CHECK (status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))
);
CREATE INDEX audit_check_newest ON public.audit_check USING btree (tenant_id, started_at DESC, id DESC);
alter table public.audit_check enable row level security, force row level security;
create policy tenant_wall on public.audit_check using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.audit_check to selvedge_app;

create table public.audit_seal (
  tenant_id uuid not null,
  seq bigint not null,
  day date not null,
  from_id bigint,
  to_id bigint,
  late_ids bigint[] not null default '{}'::bigint[],
  event_count integer not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  constraint audit_seal_pkey PRIMARY KEY (tenant_id, seq),
  constraint audit_seal_event_count_check CHECK (event_count > 0)
);
CREATE INDEX audit_seal_day ON public.audit_seal USING btree (tenant_id, day, seq);
alter table public.audit_seal enable row level security, force row level security;
create policy tenant_wall on public.audit_seal using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.audit_seal to selvedge_app;

create table public.backup_code (
  tenant_id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  constraint backup_code_pkey PRIMARY KEY (tenant_id, user_id, code_hash),
  constraint backup_code_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint backup_code_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
alter table public.backup_code enable row level security, force row level security;
create policy tenant_wall on public.backup_code using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.backup_code to selvedge_app;

create table public.buy_list_line (
  tenant_id uuid not null,
  id uuid not null,
  suggestion_id uuid not null,
  sku_id uuid not null,
  qty integer not null,
  unit_cost_minor bigint not null,
  expected_on date not null,
  status text not null default 'listed'::text,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint buy_list_line_pkey PRIMARY KEY (tenant_id, id),
  constraint buy_list_line_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint buy_list_line_tenant_id_suggestion_id_fkey FOREIGN KEY (tenant_id, suggestion_id) REFERENCES public.suggestion(tenant_id, id),
  constraint buy_list_line_qty_check CHECK (qty > 0),
  constraint buy_list_line_status_check CHECK (status = ANY (ARRAY['listed'::text, 'ordered'::text, 'received'::text, 'removed'::text]))
);
CREATE INDEX buy_list_line_newest ON public.buy_list_line USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX buy_list_line_sku ON public.buy_list_line USING btree (tenant_id, sku_id) WHERE (status = ANY (ARRAY['listed'::text, 'ordered'::text]));
alter table public.buy_list_line enable row level security, force row level security;
create policy tenant_wall on public.buy_list_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.buy_list_line to selvedge_app;

create table public.buy_plan_line (
  tenant_id uuid not null,
  run_id uuid not null,
  sku_id uuid not null,
  style_id uuid not null,
  per_day double precision not null,
  deviation_per_day double precision not null,
  lead_days integer not null,
  reorder_point integer not null,
  safety_stock_qty integer not null,
  order_qty integer not null,
  position_qty integer not null,
  inbound_qty integer not null,
  proposed_qty integer not null,
  unit_cost_minor bigint not null,
  worth_minor bigint not null,
  curve_share double precision not null,
  constraint buy_plan_line_pkey PRIMARY KEY (tenant_id, run_id, sku_id),
  constraint buy_plan_line_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id)
);
CREATE INDEX buy_plan_line_style ON public.buy_plan_line USING btree (tenant_id, run_id, style_id);
alter table public.buy_plan_line enable row level security, force row level security;
create policy tenant_wall on public.buy_plan_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.buy_plan_line to selvedge_app;

create table public.buying_rule (
  tenant_id uuid not null,
  id uuid not null,
  scope text not null,
  scope_id uuid,
  lead_time_days integer not null,
  lead_time_deviation_days integer not null default 0,
  review_days integer not null,
  service_level numeric not null,
  min_order_qty integer not null default 1,
  pack_size integer not null default 1,
  carton jsonb,
  order_cost_minor bigint not null default 0,
  holding_share numeric not null default 0.25,
  salvage_share numeric not null default 0.5,
  version integer not null default 1,
  constraint buying_rule_pkey PRIMARY KEY (tenant_id, id),
  constraint buying_rule_check CHECK ((scope = 'all'::text) = (scope_id IS NULL)),
  constraint buying_rule_holding_share_check CHECK (holding_share > 0::numeric AND holding_share <= 5::numeric),
  constraint buying_rule_lead_time_days_check CHECK (lead_time_days >= 0 AND lead_time_days <= 365),
  constraint buying_rule_lead_time_deviation_days_check CHECK (lead_time_deviation_days >= 0 AND lead_time_deviation_days <= 180),
  constraint buying_rule_min_order_qty_check CHECK (min_order_qty >= 1),
  constraint buying_rule_order_cost_minor_check CHECK (order_cost_minor >= 0),
  constraint buying_rule_pack_size_check CHECK (pack_size >= 1),
  constraint buying_rule_review_days_check CHECK (review_days >= 1 AND review_days <= 180),
  constraint buying_rule_salvage_share_check CHECK (salvage_share >= 0::numeric AND salvage_share < 1::numeric),
  constraint buying_rule_scope_check CHECK (scope = ANY (ARRAY['all'::text, 'category'::text, 'style'::text])),
  constraint buying_rule_service_level_check CHECK (service_level > 0.5 AND service_level < 1::numeric)
);
CREATE UNIQUE INDEX buying_rule_scope ON public.buying_rule USING btree (tenant_id, scope, COALESCE(scope_id, tenant_id));
alter table public.buying_rule enable row level security, force row level security;
create policy tenant_wall on public.buying_rule using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.buying_rule to selvedge_app;

create table public.cart (
  tenant_id uuid not null,
  id uuid not null,
  token_hash text not null,
  shopper_id uuid,
  status text not null default 'open'::text,
  held_until timestamp with time zone,
  order_id uuid,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  email_key text,
  wants_no_reminder boolean not null default false,
  reminded_at timestamp with time zone,
  reminder_hash text,
  constraint cart_pkey PRIMARY KEY (tenant_id, id),
  constraint cart_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash),
  constraint cart_tenant_id_shopper_id_fkey FOREIGN KEY (tenant_id, shopper_id) REFERENCES public.shopper(tenant_id, id),
  constraint cart_check CHECK ((status = 'ordered'::text) = (order_id IS NOT NULL)),
  constraint cart_email_key_check CHECK (email_key = lower(btrim(email_key)) AND email_key <> ''::text),
  constraint cart_status_check CHECK (status = ANY (ARRAY['open'::text, 'ordered'::text, 'merged'::text]))
);
CREATE INDEX cart_left ON public.cart USING btree (tenant_id, changed_at) WHERE ((status = 'open'::text) AND (reminded_at IS NULL));
CREATE UNIQUE INDEX cart_open_of_shopper ON public.cart USING btree (tenant_id, shopper_id) WHERE ((shopper_id IS NOT NULL) AND (status = 'open'::text));
CREATE UNIQUE INDEX cart_reminder ON public.cart USING btree (tenant_id, reminder_hash) WHERE (reminder_hash IS NOT NULL);
alter table public.cart enable row level security, force row level security;
create policy tenant_wall on public.cart using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.cart to selvedge_app;

create table public.cart_line (
  tenant_id uuid not null,
  cart_id uuid not null,
  sku_id uuid not null,
  id uuid not null,
  qty integer not null,
  added_at timestamp with time zone not null default now(),
  constraint cart_line_pkey PRIMARY KEY (tenant_id, cart_id, sku_id),
  constraint cart_line_tenant_id_cart_id_fkey FOREIGN KEY (tenant_id, cart_id) REFERENCES public.cart(tenant_id, id),
  constraint cart_line_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint cart_line_qty_check CHECK (qty >= 1 AND qty <= 100)
);
alter table public.cart_line enable row level security, force row level security;
create policy tenant_wall on public.cart_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.cart_line to selvedge_app;

create table public.category (
  tenant_id uuid not null,
  id uuid not null,
  parent_id uuid,
  code text not null,
  name text not null,
  constraint category_pkey PRIMARY KEY (tenant_id, id),
  constraint category_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint category_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES public.category(tenant_id, id)
);
alter table public.category enable row level security, force row level security;
create policy tenant_wall on public.category using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.category to selvedge_app;

create table public.channel (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  location_id uuid not null,
  currency text not null,
  price_mode text not null,
  status text not null default 'active'::text,
  version integer not null default 1,
  constraint channel_pkey PRIMARY KEY (tenant_id, id),
  constraint channel_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint channel_tenant_id_location_id_fkey FOREIGN KEY (tenant_id, location_id) REFERENCES public.location(tenant_id, id),
  constraint channel_kind_check CHECK (kind = ANY (ARRAY['wholesale'::text, 'retail'::text, 'web'::text, 'marketplace'::text])),
  constraint channel_price_mode_check CHECK (price_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text])),
  constraint channel_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
alter table public.channel enable row level security, force row level security;
create policy tenant_wall on public.channel using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.channel to selvedge_app;

create table public.colourway (
  tenant_id uuid not null,
  id uuid not null,
  style_id uuid not null,
  code text not null,
  name text not null,
  hex text not null,
  family text,
  position integer not null default 0,
  picture_file_id uuid,
  status text not null default 'active'::text,
  version integer not null default 1,
  constraint colourway_pkey PRIMARY KEY (tenant_id, id),
  constraint colourway_tenant_id_style_id_code_key UNIQUE (tenant_id, style_id, code),
  constraint colourway_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id),
  constraint colourway_code_check CHECK (code <> ''::text),
  constraint colourway_hex_check CHECK (hex ~ '^#[0-9a-f]{6}$'::text),
  constraint colourway_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
alter table public.colourway enable row level security, force row level security;
create policy tenant_wall on public.colourway using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.colourway to selvedge_app;

create table public.cost_consumption (
  tenant_id uuid not null,
  move_id uuid not null,
  layer_id uuid not null,
  qty integer not null,
  value_minor bigint not null,
  constraint cost_consumption_pkey PRIMARY KEY (tenant_id, move_id, layer_id),
  constraint cost_consumption_tenant_id_layer_id_fkey FOREIGN KEY (tenant_id, layer_id) REFERENCES public.cost_layer(tenant_id, id),
  constraint cost_consumption_tenant_id_move_id_fkey FOREIGN KEY (tenant_id, move_id) REFERENCES public.stock_move(tenant_id, id),
  constraint cost_consumption_qty_check CHECK (qty > 0)
);
CREATE INDEX cost_consumption_layer ON public.cost_consumption USING btree (tenant_id, layer_id);
alter table public.cost_consumption enable row level security, force row level security;
create policy tenant_wall on public.cost_consumption using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.cost_consumption to selvedge_app;

create table public.cost_layer (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  pooled boolean not null default false,
  received_at timestamp with time zone not null,
  source_move_id uuid,
  qty integer not null,
  value_minor bigint not null,
  remaining_qty integer not null,
  remaining_value_minor bigint not null,
  import_id uuid,
  constraint cost_layer_pkey PRIMARY KEY (tenant_id, id),
  constraint cost_layer_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint cost_layer_check CHECK (remaining_qty >= 0 AND remaining_qty <= qty),
  constraint cost_layer_check1 CHECK (remaining_value_minor >= 0 AND remaining_value_minor <= value_minor),
  constraint cost_layer_check2 CHECK (remaining_qty > 0 OR remaining_value_minor = 0),
  constraint cost_layer_qty_check CHECK (qty > 0),
  constraint cost_layer_value_minor_check CHECK (value_minor >= 0)
);
CREATE INDEX cost_layer_import ON public.cost_layer USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX cost_layer_open ON public.cost_layer USING btree (tenant_id, sku_id, received_at, id) WHERE (remaining_qty > 0);
CREATE UNIQUE INDEX cost_layer_pool ON public.cost_layer USING btree (tenant_id, sku_id) WHERE pooled;
alter table public.cost_layer enable row level security, force row level security;
create policy tenant_wall on public.cost_layer using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.cost_layer to selvedge_app;

create table public.customer_account (
  tenant_id uuid not null,
  party_id uuid not null,
  price_tier text,
  payment_terms_days integer not null default 0,
  credit_limit_minor bigint,
  credit_hold boolean not null default false,
  sales_rep_id uuid,
  partial_ship text not null default 'refuse'::text,
  version integer not null default 1,
  constraint customer_account_pkey PRIMARY KEY (tenant_id, party_id),
  constraint customer_account_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES public.party(tenant_id, id),
  constraint customer_account_tenant_id_sales_rep_id_fkey FOREIGN KEY (tenant_id, sales_rep_id) REFERENCES public.user_account(tenant_id, id),
  constraint customer_account_credit_limit_minor_check CHECK (credit_limit_minor >= 0),
  constraint customer_account_partial_ship_check CHECK (partial_ship = ANY (ARRAY['refuse'::text, 'partial'::text, 'backorder'::text])),
  constraint customer_account_payment_terms_days_check CHECK (payment_terms_days >= 0 AND payment_terms_days <= 365)
);
CREATE INDEX customer_account_rep ON public.customer_account USING btree (tenant_id, sales_rep_id) WHERE (sales_rep_id IS NOT NULL);
alter table public.customer_account enable row level security, force row level security;
create policy tenant_wall on public.customer_account using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.customer_account to selvedge_app;

create table public.customer_insight (
  tenant_id uuid not null,
  customer_id uuid not null,
  customer_kind text not null,
  segment text not null,
  segment_since date not null,
  recency_days integer,
  purchases integer not null default 0,
  sales_minor bigint not null default 0,
  recency_score integer,
  frequency_score integer,
  monetary_score integer,
  cluster integer,
  first_on date,
  last_on date,
  clv_minor bigint,
  expected_purchases double precision,
  alive_probability double precision,
  churn_probability double precision,
  churn_reasons jsonb,
  next_order_low_on date,
  next_order_on date,
  next_order_high_on date,
  next_order_overdue boolean,
  scored_by_run uuid,
  updated_at timestamp with time zone not null default now(),
  constraint customer_insight_pkey PRIMARY KEY (tenant_id, customer_id),
  constraint customer_insight_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id),
  constraint customer_insight_alive_probability_check CHECK (alive_probability >= 0::double precision AND alive_probability <= 1::double precision),
  constraint customer_insight_check CHECK ((purchases = 0) = (segment = 'not_bought'::text)),
  constraint customer_insight_churn_probability_check CHECK (churn_probability >= 0::double precision AND churn_probability <= 1::double precision),
  constraint customer_insight_customer_kind_check CHECK (customer_kind = ANY (ARRAY['person'::text, 'company'::text]))
);
CREATE INDEX customer_insight_churn ON public.customer_insight USING btree (tenant_id, churn_probability DESC, customer_id) WHERE (churn_probability IS NOT NULL);
CREATE INDEX customer_insight_segment ON public.customer_insight USING btree (tenant_id, customer_kind, segment);
alter table public.customer_insight enable row level security, force row level security;
create policy tenant_wall on public.customer_insight using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.customer_insight to selvedge_app;

create table public.demand_forecast (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  level text not null,
  node_id uuid,
  location_id uuid,
  method text not null,
  starts_on date not null,
  mean double precision[] not null,
  lower50 real[] not null,
  upper50 real[] not null,
  lower80 real[] not null,
  upper80 real[] not null,
  lower95 real[] not null,
  upper95 real[] not null,
  units double precision not null,
  low80 double precision not null,
  high80 double precision not null,
  low95 double precision not null,
  high95 double precision not null,
  lost_units double precision not null default 0,
  backtest jsonb not null,
  drivers jsonb not null default '[]'::jsonb,
  constraint demand_forecast_pkey PRIMARY KEY (tenant_id, id),
  constraint demand_forecast_tenant_id_run_id_fkey FOREIGN KEY (tenant_id, run_id) REFERENCES public.learning_run(tenant_id, id),
  constraint demand_forecast_check CHECK ((level = 'all'::text) = (node_id IS NULL)),
  constraint demand_forecast_level_check CHECK (level = ANY (ARRAY['all'::text, 'category'::text, 'style'::text, 'colourway'::text, 'sku'::text]))
);
CREATE INDEX demand_forecast_greatest ON public.demand_forecast USING btree (tenant_id, run_id, level, units DESC, id DESC);
CREATE UNIQUE INDEX demand_forecast_node ON public.demand_forecast USING btree (tenant_id, run_id, level, node_id, location_id) NULLS NOT DISTINCT;
alter table public.demand_forecast enable row level security, force row level security;
create policy tenant_wall on public.demand_forecast using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.demand_forecast to selvedge_app;

create table public.event (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  uid uuid not null,
  type text not null,
  entity_type text not null,
  entity_id uuid not null,
  before jsonb,
  after jsonb,
  actor_type text not null,
  actor_id uuid,
  request_id text not null,
  at timestamp with time zone not null default now(),
  constraint event_pkey PRIMARY KEY (tenant_id, id),
  constraint event_actor_type_check CHECK (actor_type = ANY ('{user,system,api_key,app,device,shopper}'::text[])) NOT VALID
);
CREATE INDEX event_actor ON public.event USING btree (tenant_id, actor_id, at, id) WHERE (actor_id IS NOT NULL);
CREATE INDEX event_at ON public.event USING btree (tenant_id, at, id);
CREATE INDEX event_entity ON public.event USING btree (tenant_id, entity_id, id);
CREATE INDEX event_tail ON public.event USING btree (tenant_id, xid, id);
CREATE INDEX event_type ON public.event USING btree (tenant_id, type, at, id) WHERE (type <> ALL (ARRAY['inventory.level_changed'::text, 'ledger.entry_posted'::text]));
alter table public.event enable row level security, force row level security;
create policy tenant_wall on public.event using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.event to selvedge_app;

create table public.event_handled (
  tenant_id uuid not null,
  subscriber text not null,
  event_uid uuid not null,
  at timestamp with time zone not null default now(),
  constraint event_handled_pkey PRIMARY KEY (tenant_id, subscriber, event_uid)
);
alter table public.event_handled enable row level security, force row level security;
create policy tenant_wall on public.event_handled using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.event_handled to selvedge_app;

create table public.event_redaction (
  tenant_id uuid not null,
  event_id bigint not null,
  erasure_id uuid not null,
  payload_hash bytea not null,
  redacted_hash bytea not null,
  constraint event_redaction_pkey PRIMARY KEY (tenant_id, event_id, erasure_id)
);
CREATE INDEX event_redaction_erasure ON public.event_redaction USING btree (tenant_id, erasure_id, event_id);
alter table public.event_redaction enable row level security, force row level security;
create policy tenant_wall on public.event_redaction using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.event_redaction to selvedge_app;

create table public.fiscal_period (
  tenant_id uuid not null,
  id uuid not null,
  starts_on date not null,
  ends_on date not null,
  closed_at timestamp with time zone,
  constraint fiscal_period_pkey PRIMARY KEY (tenant_id, id),
  constraint fiscal_period_tenant_id_starts_on_key UNIQUE (tenant_id, starts_on),
  constraint fiscal_period_check CHECK (ends_on >= starts_on)
);
alter table public.fiscal_period enable row level security, force row level security;
create policy tenant_wall on public.fiscal_period using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.fiscal_period to selvedge_app;

create table public.forecast_accuracy (
  tenant_id uuid not null,
  run_id uuid not null,
  level text not null,
  ahead text not null,
  measured_on date not null,
  node_count integer not null,
  day_count integer not null,
  actual double precision not null,
  predicted double precision not null,
  absolute_error double precision not null,
  naive_absolute_error double precision not null,
  covered80 double precision not null,
  constraint forecast_accuracy_pkey PRIMARY KEY (tenant_id, run_id, level, ahead),
  constraint forecast_accuracy_tenant_id_run_id_fkey FOREIGN KEY (tenant_id, run_id) REFERENCES public.learning_run(tenant_id, id),
  constraint forecast_accuracy_ahead_check CHECK (ahead = ANY (ARRAY['1-7'::text, '8-14'::text, '15-28'::text, '29-56'::text, '57+'::text]))
);
alter table public.forecast_accuracy enable row level security, force row level security;
create policy tenant_wall on public.forecast_accuracy using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.forecast_accuracy to selvedge_app;

create table public.gtin_assignment (
  tenant_id uuid not null,
  gtin text not null,
  sku_id uuid not null,
  assigned_at timestamp with time zone not null default now(),
  constraint gtin_assignment_pkey PRIMARY KEY (tenant_id, gtin),
  constraint gtin_assignment_gtin_check CHECK (gtin ~ '^[0-9]{14}$'::text)
);
alter table public.gtin_assignment enable row level security, force row level security;
create policy tenant_wall on public.gtin_assignment using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.gtin_assignment to selvedge_app;

create table public.idempotency_key (
  tenant_id uuid not null,
  key text not null,
  command text not null,
  request_hash text not null,
  response jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_key_pkey PRIMARY KEY (tenant_id, key),
  constraint idempotency_key_key_check CHECK (length(key) >= 1 AND length(key) <= 200)
);
CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (tenant_id, created_at);
alter table public.idempotency_key enable row level security, force row level security;
create policy tenant_wall on public.idempotency_key using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.idempotency_key to selvedge_app;

create table public.import_document (
  tenant_id uuid not null,
  import_id uuid not null,
  seq integer not null,
  document_number text not null,
  kind text not null,
  occurred_at timestamp with time zone not null,
  line_count integer not null,
  constraint import_document_pkey PRIMARY KEY (tenant_id, import_id, seq),
  constraint import_document_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES public.import_job(tenant_id, id)
);
alter table public.import_document enable row level security, force row level security;
create policy tenant_wall on public.import_document using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.import_document to selvedge_app;

create table public.import_job (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  status text not null,
  file_id uuid not null,
  file_name text not null,
  mapping jsonb not null default '{}'::jsonb,
  options jsonb not null default '{}'::jsonb,
  phase text,
  total_lines bigint,
  done_lines bigint not null default 0,
  good_lines bigint not null default 0,
  rejected_lines bigint not null default 0,
  summary jsonb,
  failure text,
  cancel_requested boolean not null default false,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  version integer not null default 1,
  done_seq integer not null default 0,
  constraint import_job_pkey PRIMARY KEY (tenant_id, id),
  constraint import_job_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES public.stored_file(tenant_id, id),
  constraint import_job_kind_check CHECK (kind = ANY (ARRAY['sales_history'::text, 'styles'::text, 'customers'::text]))
);
CREATE INDEX import_job_newest ON public.import_job USING btree (tenant_id, created_at DESC, id DESC);
alter table public.import_job enable row level security, force row level security;
create policy tenant_wall on public.import_job using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.import_job to selvedge_app;

create table public.import_line (
  tenant_id uuid not null,
  import_id uuid not null,
  line_no bigint not null,
  kind text not null,
  document_number text not null,
  occurred_at timestamp with time zone not null,
  on_date date not null,
  sku_code text not null,
  style_code text not null,
  colour text not null,
  size text not null,
  description text not null,
  is_service boolean not null,
  qty integer not null,
  unit_price_minor bigint not null,
  amount_minor bigint not null,
  discount_minor bigint not null default 0,
  unit_cost_minor bigint,
  customer_code text,
  customer_name text,
  country text,
  channel_code text,
  location_code text,
  constraint import_line_pkey PRIMARY KEY (tenant_id, import_id, line_no),
  constraint import_line_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES public.import_job(tenant_id, id),
  constraint import_line_kind_check CHECK (kind = ANY (ARRAY['sale'::text, 'credit'::text, 'adjustment'::text])),
  constraint import_line_qty_check CHECK (qty <> 0)
);
CREATE INDEX import_line_document ON public.import_line USING btree (tenant_id, import_id, document_number, kind);
alter table public.import_line enable row level security, force row level security;
create policy tenant_wall on public.import_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.import_line to selvedge_app;

create table public.import_reject (
  tenant_id uuid not null,
  import_id uuid not null,
  line_no bigint not null,
  reason text not null,
  raw text not null,
  constraint import_reject_pkey PRIMARY KEY (tenant_id, import_id, line_no),
  constraint import_reject_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES public.import_job(tenant_id, id)
);
alter table public.import_reject enable row level security, force row level security;
create policy tenant_wall on public.import_reject using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.import_reject to selvedge_app;

create table public.import_sku (
  tenant_id uuid not null,
  import_id uuid not null,
  sku_code text not null,
  style_code text not null,
  description text not null,
  colour text not null,
  size text not null,
  is_service boolean not null,
  constraint import_sku_pkey PRIMARY KEY (tenant_id, import_id, sku_code),
  constraint import_sku_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES public.import_job(tenant_id, id)
);
alter table public.import_sku enable row level security, force row level security;
create policy tenant_wall on public.import_sku using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.import_sku to selvedge_app;

create table public.installation_secret (
  name text not null,
  secret bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint installation_secret_pkey PRIMARY KEY (name)
);

create table public.invoice (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  number text not null,
  order_id uuid not null,
  shipment_id uuid,
  original_invoice_id uuid,
  customer_id uuid,
  seller jsonb not null,
  buyer jsonb not null,
  place_of_supply text,
  issued_on date not null,
  due_on date not null,
  currency text not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  reason text,
  created_at timestamp with time zone not null default now(),
  import_id uuid,
  series text,
  constraint invoice_pkey PRIMARY KEY (tenant_id, id),
  constraint invoice_tenant_id_kind_number_key UNIQUE (tenant_id, kind, number),
  constraint invoice_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id),
  constraint invoice_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.sales_order(tenant_id, id),
  constraint invoice_tenant_id_original_invoice_id_fkey FOREIGN KEY (tenant_id, original_invoice_id) REFERENCES public.invoice(tenant_id, id),
  constraint invoice_tenant_id_shipment_id_fkey FOREIGN KEY (tenant_id, shipment_id) REFERENCES public.shipment(tenant_id, id),
  constraint invoice_kind_check CHECK (kind = ANY (ARRAY['invoice'::text, 'credit_note'::text]))
);
CREATE INDEX invoice_import ON public.invoice USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX invoice_newest ON public.invoice USING btree (tenant_id, issued_on DESC, id DESC);
CREATE INDEX invoice_order ON public.invoice USING btree (tenant_id, order_id);
CREATE INDEX invoice_series ON public.invoice USING btree (tenant_id, series, number) WHERE (series IS NOT NULL);
CREATE UNIQUE INDEX invoice_shipment ON public.invoice USING btree (tenant_id, shipment_id) WHERE (shipment_id IS NOT NULL);
alter table public.invoice enable row level security, force row level security;
create policy tenant_wall on public.invoice using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.invoice to selvedge_app;

create table public.invoice_line (
  tenant_id uuid not null,
  invoice_id uuid not null,
  line_no integer not null,
  order_line_id uuid not null,
  sku_id uuid not null,
  description text not null,
  hsn_code text,
  qty integer not null,
  unit_price_minor bigint not null,
  discount_minor bigint not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  cost_minor bigint not null default 0,
  tax_trace jsonb not null default '[]'::jsonb,
  constraint invoice_line_pkey PRIMARY KEY (tenant_id, invoice_id, line_no),
  constraint invoice_line_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES public.invoice(tenant_id, id),
  constraint invoice_line_tenant_id_order_line_id_fkey FOREIGN KEY (tenant_id, order_line_id) REFERENCES public.sales_order_line(tenant_id, id)
);
CREATE INDEX invoice_line_order_line ON public.invoice_line USING btree (tenant_id, order_line_id);
alter table public.invoice_line enable row level security, force row level security;
create policy tenant_wall on public.invoice_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.invoice_line to selvedge_app;

create table public.journal_entry (
  tenant_id uuid not null,
  id uuid not null,
  posted_on date not null,
  document_type text not null,
  document_id uuid not null,
  purpose text not null,
  memo text,
  reverses_entry_id uuid,
  currency text not null,
  import_id uuid,
  created_at timestamp with time zone not null default now(),
  constraint journal_entry_pkey PRIMARY KEY (tenant_id, id),
  constraint journal_entry_tenant_id_document_id_purpose_key UNIQUE (tenant_id, document_id, purpose),
  constraint journal_entry_tenant_id_reverses_entry_id_fkey FOREIGN KEY (tenant_id, reverses_entry_id) REFERENCES public.journal_entry(tenant_id, id)
);
CREATE INDEX journal_entry_import ON public.journal_entry USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX journal_entry_on ON public.journal_entry USING btree (tenant_id, posted_on, id);
CREATE UNIQUE INDEX journal_entry_reversed_once ON public.journal_entry USING btree (tenant_id, reverses_entry_id) WHERE (reverses_entry_id IS NOT NULL);
CREATE TRIGGER journal_entry_period AFTER INSERT ON public.journal_entry REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION app.check_period_open();
alter table public.journal_entry enable row level security, force row level security;
create policy tenant_wall on public.journal_entry using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.journal_entry to selvedge_app;

create table public.journal_line (
  tenant_id uuid not null,
  entry_id uuid not null,
  line_no integer not null,
  account_id uuid not null,
  posted_on date not null,
  debit_minor bigint not null default 0,
  credit_minor bigint not null default 0,
  party_id uuid,
  tax_component text,
  constraint journal_line_pkey PRIMARY KEY (tenant_id, entry_id, line_no),
  constraint journal_line_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES public.journal_entry(tenant_id, id),
  constraint journal_line_one_side CHECK (debit_minor > 0 AND credit_minor = 0 OR debit_minor = 0 AND credit_minor > 0)
);
CREATE INDEX journal_line_account ON public.journal_line USING btree (tenant_id, account_id, posted_on) INCLUDE (debit_minor, credit_minor);
CREATE TRIGGER journal_line_check AFTER INSERT ON public.journal_line REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION app.check_journal_lines();
alter table public.journal_line enable row level security, force row level security;
create policy tenant_wall on public.journal_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.journal_line to selvedge_app;

create table public.learning_alert (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  code text not null,
  run_id uuid,
  detail jsonb not null default '{}'::jsonb,
  opened_at timestamp with time zone not null default now(),
  resolved_at timestamp with time zone,
  constraint learning_alert_pkey PRIMARY KEY (tenant_id, id),
  constraint learning_alert_code_check CHECK (code = ANY (ARRAY['accuracy_fell'::text, 'worse_than_naive'::text, 'features_bad'::text, 'run_failed'::text, 'model_waits'::text]))
);
CREATE INDEX learning_alert_newest ON public.learning_alert USING btree (tenant_id, opened_at DESC, id DESC);
CREATE UNIQUE INDEX learning_alert_open_once ON public.learning_alert USING btree (tenant_id, kind, code) WHERE (resolved_at IS NULL);
alter table public.learning_alert enable row level security, force row level security;
create policy tenant_wall on public.learning_alert using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.learning_alert to selvedge_app;

create table public.learning_feature (
  tenant_id uuid not null,
  run_id uuid not null,
  feature text not null,
  value_count bigint not null,
  null_count bigint not null,
  out_of_range_count bigint not null,
  least double precision,
  greatest double precision,
  mean double precision,
  newest_on date,
  quantiles double precision[] not null,
  reference_run_id uuid,
  psi double precision,
  ks double precision,
  verdict text not null,
  findings jsonb not null default '[]'::jsonb,
  constraint learning_feature_pkey PRIMARY KEY (tenant_id, run_id, feature),
  constraint learning_feature_tenant_id_run_id_fkey FOREIGN KEY (tenant_id, run_id) REFERENCES public.learning_run(tenant_id, id),
  constraint learning_feature_verdict_check CHECK (verdict = ANY (ARRAY['good'::text, 'watch'::text, 'bad'::text]))
);
alter table public.learning_feature enable row level security, force row level security;
create policy tenant_wall on public.learning_feature using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.learning_feature to selvedge_app;

create table public.learning_model (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  scope text not null default 'all'::text,
  version integer not null,
  run_id uuid not null,
  status text not null,
  name text not null,
  parameters jsonb not null default '{}'::jsonb,
  metrics jsonb not null default '{}'::jsonb,
  score double precision,
  score_name text,
  content bytea,
  content_sha256 text,
  content_bytes bigint,
  created_at timestamp with time zone not null default now(),
  constraint learning_model_pkey PRIMARY KEY (tenant_id, id),
  constraint learning_model_tenant_id_kind_scope_version_key UNIQUE (tenant_id, kind, scope, version),
  constraint learning_model_tenant_id_run_id_fkey FOREIGN KEY (tenant_id, run_id) REFERENCES public.learning_run(tenant_id, id),
  constraint learning_model_kind_check CHECK (kind ~ '^[a-z][a-z_]*$'::text),
  constraint learning_model_status_check CHECK (status = ANY (ARRAY['champion'::text, 'challenger'::text, 'retired'::text])),
  constraint learning_model_version_check CHECK (version >= 1)
);
CREATE UNIQUE INDEX learning_model_champion ON public.learning_model USING btree (tenant_id, kind, scope) WHERE (status = 'champion'::text);
CREATE INDEX learning_model_newest ON public.learning_model USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX learning_model_run ON public.learning_model USING btree (tenant_id, run_id);
alter table public.learning_model enable row level security, force row level security;
create policy tenant_wall on public.learning_model using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.learning_model to selvedge_app;

create table public.learning_promotion (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  scope text not null,
  model_id uuid not null,
  previous_model_id uuid,
  action text not null,
  reason text,
  actor_type text not null,
  actor_id uuid,
  at timestamp with time zone not null default now(),
  constraint learning_promotion_pkey PRIMARY KEY (tenant_id, id),
  constraint learning_promotion_tenant_id_model_id_fkey FOREIGN KEY (tenant_id, model_id) REFERENCES public.learning_model(tenant_id, id),
  constraint learning_promotion_tenant_id_previous_model_id_fkey FOREIGN KEY (tenant_id, previous_model_id) REFERENCES public.learning_model(tenant_id, id),
  constraint learning_promotion_action_check CHECK (action = ANY (ARRAY['first'::text, 'refresh'::text, 'promote'::text, 'roll_back'::text]))
);
CREATE INDEX learning_promotion_newest ON public.learning_promotion USING btree (tenant_id, kind, scope, at DESC, id DESC);
alter table public.learning_promotion enable row level security, force row level security;
create policy tenant_wall on public.learning_promotion using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.learning_promotion to selvedge_app;

create table public.learning_run (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  status text not null default 'queued'::text,
  trigger text not null,
  parameters jsonb not null default '{}'::jsonb,
  cut_off_on date not null,
  data_hash text,
  data_rows bigint,
  seed bigint not null,
  code_version text,
  phase text,
  progress double precision not null default 0,
  progress_at timestamp with time zone,
  cancel_requested boolean not null default false,
  metrics jsonb,
  failure text,
  seconds numeric,
  exported_to text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  attempts integer not null default 0,
  constraint learning_run_pkey PRIMARY KEY (tenant_id, id),
  constraint learning_run_attempts_check CHECK (attempts >= 0),
  constraint learning_run_check CHECK ((status = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL)),
  constraint learning_run_kind_check CHECK (kind ~ '^[a-z][a-z_]*$'::text),
  constraint learning_run_progress_check CHECK (progress >= 0::double precision AND progress <= 1::double precision),
  constraint learning_run_status_check CHECK (status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])),
  constraint learning_run_trigger_check CHECK (trigger = ANY (ARRAY['person'::text, 'schedule'::text, 'event'::text]))
);
CREATE INDEX learning_run_kind ON public.learning_run USING btree (tenant_id, kind, created_at DESC, id DESC);
CREATE INDEX learning_run_newest ON public.learning_run USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX learning_run_open ON public.learning_run USING btree (tenant_id, progress_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));
alter table public.learning_run enable row level security, force row level security;
create policy tenant_wall on public.learning_run using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.learning_run to selvedge_app;

create table public.location (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  state text,
  country text,
  address jsonb,
  allows_backorder boolean not null default false,
  status text not null default 'active'::text,
  version integer not null default 1,
  constraint location_pkey PRIMARY KEY (tenant_id, id),
  constraint location_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint location_kind_check CHECK (kind = ANY (ARRAY['warehouse'::text, 'shop'::text, 'van'::text, 'consignment'::text, 'supplier'::text, 'customer'::text, 'adjustment'::text, 'transit'::text, 'quarantine'::text])),
  constraint location_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
CREATE UNIQUE INDEX location_virtual_once ON public.location USING btree (tenant_id, kind) WHERE (kind = ANY (ARRAY['supplier'::text, 'customer'::text, 'adjustment'::text, 'transit'::text, 'quarantine'::text]));
alter table public.location enable row level security, force row level security;
create policy tenant_wall on public.location using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.location to selvedge_app;

create table public.mail (
  tenant_id uuid not null,
  id uuid not null,
  to_address text not null,
  to_name text,
  subject text not null,
  text_body text not null,
  html_body text not null,
  about_type text,
  about_id uuid,
  private boolean not null default false,
  status text not null,
  attempts integer not null default 0,
  last_error text,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  constraint mail_pkey PRIMARY KEY (tenant_id, id),
  constraint mail_status_check CHECK (status = ANY (ARRAY['kept'::text, 'queued'::text, 'sent'::text, 'failed'::text]))
);
CREATE INDEX mail_about ON public.mail USING btree (tenant_id, about_id) WHERE (about_id IS NOT NULL);
alter table public.mail enable row level security, force row level security;
create policy tenant_wall on public.mail using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.mail to selvedge_app;

create table public.mail_link (
  tenant_id uuid not null,
  token_hash text not null,
  kind text not null,
  user_id uuid not null,
  email text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint mail_link_pkey PRIMARY KEY (tenant_id, token_hash),
  constraint mail_link_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint mail_link_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id),
  constraint mail_link_kind_check CHECK (kind = ANY (ARRAY['verify_email'::text, 'change_email'::text, 'reset_password'::text, 'invitation'::text]))
);
CREATE INDEX mail_link_age ON public.mail_link USING btree (tenant_id, expires_at);
CREATE INDEX mail_link_user ON public.mail_link USING btree (tenant_id, user_id, kind);
alter table public.mail_link enable row level security, force row level security;
create policy tenant_wall on public.mail_link using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.mail_link to selvedge_app;

create table public.markdown_line (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  stock_qty integer not null,
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
  constraint markdown_line_pkey PRIMARY KEY (tenant_id, run_id, style_id),
  constraint markdown_line_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id)
);
alter table public.markdown_line enable row level security, force row level security;
create policy tenant_wall on public.markdown_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.markdown_line to selvedge_app;

create table public.new_style_forecast (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  weeks_sold integer not null,
  units_sold double precision not null,
  mean double precision[] not null,
  lower80 double precision[] not null,
  upper80 double precision[] not null,
  units double precision not null,
  low80 double precision not null,
  high80 double precision not null,
  correction double precision not null,
  likened jsonb not null,
  constraint new_style_forecast_pkey PRIMARY KEY (tenant_id, run_id, style_id),
  constraint new_style_forecast_tenant_id_run_id_fkey FOREIGN KEY (tenant_id, run_id) REFERENCES public.learning_run(tenant_id, id)
);
alter table public.new_style_forecast enable row level security, force row level security;
create policy tenant_wall on public.new_style_forecast using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.new_style_forecast to selvedge_app;

create table public.number_series (
  tenant_id uuid not null,
  code text not null,
  prefix text not null default ''::text,
  pad integer not null default 5,
  next_no bigint not null default 1,
  constraint number_series_pkey PRIMARY KEY (tenant_id, code)
);
alter table public.number_series enable row level security, force row level security;
create policy tenant_wall on public.number_series using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.number_series to selvedge_app;

create table public.oauth_app (
  tenant_id uuid not null,
  id uuid not null,
  client_id text not null,
  name text not null,
  website text,
  redirect_uris text[] not null,
  secret_hash text,
  scopes text[] not null,
  status text not null default 'active'::text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint oauth_app_pkey PRIMARY KEY (tenant_id, id),
  constraint oauth_app_tenant_id_client_id_key UNIQUE (tenant_id, client_id),
  constraint oauth_app_name_check CHECK (name <> ''::text),
  constraint oauth_app_redirect_uris_check CHECK (cardinality(redirect_uris) >= 1 AND cardinality(redirect_uris) <= 10),
  constraint oauth_app_status_check CHECK (status = ANY (ARRAY['active'::text, 'disabled'::text]))
);
alter table public.oauth_app enable row level security, force row level security;
create policy tenant_wall on public.oauth_app using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.oauth_app to selvedge_app;

create table public.oauth_code (
  tenant_id uuid not null,
  code_hash text not null,
  grant_id uuid not null,
  scopes text[] not null,
  redirect_uri text not null,
  code_challenge text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint oauth_code_pkey PRIMARY KEY (tenant_id, code_hash),
  constraint oauth_code_tenant_id_grant_id_fkey FOREIGN KEY (tenant_id, grant_id) REFERENCES public.oauth_grant(tenant_id, id)
);
CREATE INDEX oauth_code_age ON public.oauth_code USING btree (tenant_id, expires_at);
alter table public.oauth_code enable row level security, force row level security;
create policy tenant_wall on public.oauth_code using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.oauth_code to selvedge_app;

create table public.oauth_grant (
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  user_id uuid not null,
  scopes text[] not null,
  created_at timestamp with time zone not null default now(),
  last_used_on date,
  revoked_at timestamp with time zone,
  name text not null default ''::text,
  ended_why text,
  expires_at timestamp with time zone not null default (now() + '180 days'::interval),
  constraint oauth_grant_pkey PRIMARY KEY (tenant_id, id),
  constraint oauth_grant_tenant_id_app_id_fkey FOREIGN KEY (tenant_id, app_id) REFERENCES public.oauth_app(tenant_id, id),
  constraint oauth_grant_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
CREATE INDEX oauth_grant_app ON public.oauth_grant USING btree (tenant_id, app_id) WHERE (revoked_at IS NULL);
CREATE INDEX oauth_grant_ended ON public.oauth_grant USING btree (tenant_id, revoked_at) WHERE (revoked_at IS NOT NULL);
CREATE INDEX oauth_grant_user ON public.oauth_grant USING btree (tenant_id, user_id);
alter table public.oauth_grant enable row level security, force row level security;
create policy tenant_wall on public.oauth_grant using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.oauth_grant to selvedge_app;

create table public.oauth_refresh_token (
  tenant_id uuid not null,
  token_hash text not null,
  grant_id uuid not null,
  scopes text[] not null,
  issued_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint oauth_refresh_token_pkey PRIMARY KEY (tenant_id, token_hash),
  constraint oauth_refresh_token_tenant_id_grant_id_fkey FOREIGN KEY (tenant_id, grant_id) REFERENCES public.oauth_grant(tenant_id, id)
);
CREATE INDEX oauth_refresh_token_age ON public.oauth_refresh_token USING btree (tenant_id, expires_at);
alter table public.oauth_refresh_token enable row level security, force row level security;
create policy tenant_wall on public.oauth_refresh_token using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.oauth_refresh_token to selvedge_app;

create table public.party (
  tenant_id uuid not null,
  id uuid not null,
  code text,
  kind text not null,
  name text not null,
  name_key text not null generated always as (lower(name)) stored,
  email text,
  email_key text generated always as (lower(btrim(email))) stored,
  phone text,
  tax_number text,
  country text,
  state text,
  is_customer boolean not null default false,
  is_supplier boolean not null default false,
  consent jsonb not null default '{}'::jsonb,
  external_ref text,
  note text,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  import_id uuid,
  constraint party_pkey PRIMARY KEY (tenant_id, id),
  constraint party_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint party_kind_check CHECK (kind = ANY (ARRAY['company'::text, 'person'::text])),
  constraint party_name_check CHECK (name <> ''::text),
  constraint party_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
CREATE UNIQUE INDEX party_code ON public.party USING btree (tenant_id, code) WHERE (code IS NOT NULL);
CREATE UNIQUE INDEX party_customer_email ON public.party USING btree (tenant_id, email_key) WHERE ((email_key IS NOT NULL) AND is_customer);
CREATE UNIQUE INDEX party_customer_phone ON public.party USING btree (tenant_id, phone) WHERE ((phone IS NOT NULL) AND is_customer);
CREATE UNIQUE INDEX party_external_ref ON public.party USING btree (tenant_id, external_ref) WHERE (external_ref IS NOT NULL);
CREATE INDEX party_import ON public.party USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX party_name ON public.party USING btree (tenant_id, name_key, id);
CREATE TRIGGER party_words AFTER INSERT OR UPDATE OF name, code, email, phone ON public.party FOR EACH ROW EXECUTE FUNCTION app.keep_party_words();
alter table public.party enable row level security, force row level security;
create policy tenant_wall on public.party using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.party to selvedge_app;

create table public.party_address (
  tenant_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  kind text not null,
  line1 text not null,
  line2 text,
  city text not null,
  state text,
  postcode text,
  country text not null,
  is_default boolean not null default false,
  constraint party_address_pkey PRIMARY KEY (tenant_id, id),
  constraint party_address_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES public.party(tenant_id, id),
  constraint party_address_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint party_address_kind_check CHECK (kind = ANY (ARRAY['billing'::text, 'shipping'::text]))
);
CREATE INDEX party_address_party ON public.party_address USING btree (tenant_id, party_id);
alter table public.party_address enable row level security, force row level security;
create policy tenant_wall on public.party_address using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.party_address to selvedge_app;

create table public.party_word (
  tenant_id uuid not null,
  word text not null,
  party_id uuid not null,
  constraint party_word_pkey PRIMARY KEY (tenant_id, word, party_id),
  constraint party_word_tenant_id_party_id_fkey FOREIGN KEY (tenant_id, party_id) REFERENCES public.party(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX party_word_party ON public.party_word USING btree (tenant_id, party_id);
alter table public.party_word enable row level security, force row level security;
create policy tenant_wall on public.party_word using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.party_word to selvedge_app;

create table public.passkey (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  credential_id text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  rp_id text not null,
  name text not null,
  backed_up boolean not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (tenant_id, id),
  constraint passkey_tenant_id_credential_id_key UNIQUE (tenant_id, credential_id),
  constraint passkey_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint passkey_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
CREATE INDEX passkey_user ON public.passkey USING btree (tenant_id, user_id);
alter table public.passkey enable row level security, force row level security;
create policy tenant_wall on public.passkey using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.passkey to selvedge_app;

create table public.payment (
  tenant_id uuid not null,
  id uuid not null,
  direction text not null,
  method text not null,
  provider_ref text,
  status text not null,
  amount_minor bigint not null,
  unapplied_minor bigint not null default 0,
  currency text not null,
  customer_id uuid,
  order_id uuid,
  refunds_payment_id uuid,
  failure_reason text,
  paid_on date not null,
  created_at timestamp with time zone not null default now(),
  captured_at timestamp with time zone,
  import_id uuid,
  version integer not null default 1,
  capture_later boolean not null default false,
  constraint payment_pkey PRIMARY KEY (tenant_id, id),
  constraint payment_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id),
  constraint payment_tenant_id_refunds_payment_id_fkey FOREIGN KEY (tenant_id, refunds_payment_id) REFERENCES public.payment(tenant_id, id),
  constraint payment_amount_minor_check CHECK (amount_minor > 0),
  constraint payment_check CHECK (direction = 'in'::text OR refunds_payment_id IS NOT NULL OR import_id IS NOT NULL),
  constraint payment_check1 CHECK (unapplied_minor = 0 OR direction = 'in'::text AND status = 'captured'::text),
  constraint payment_direction_check CHECK (direction = ANY ('{in,out}'::text[])),
  constraint payment_method_check CHECK (method = ANY ('{cash,card,upi,bank,sandbox,import,exchange}'::text[])),
  constraint payment_status_check CHECK (status = ANY ('{pending,authorised,captured,failed,voided}'::text[])),
  constraint payment_within_amount CHECK (unapplied_minor >= 0 AND unapplied_minor <= amount_minor)
);
CREATE INDEX payment_customer ON public.payment USING btree (tenant_id, customer_id, created_at DESC, id DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX payment_import ON public.payment USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX payment_newest ON public.payment USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX payment_order ON public.payment USING btree (tenant_id, order_id) WHERE (order_id IS NOT NULL);
CREATE UNIQUE INDEX payment_provider_ref ON public.payment USING btree (tenant_id, method, provider_ref) WHERE (provider_ref IS NOT NULL);
CREATE INDEX payment_unapplied ON public.payment USING btree (tenant_id, customer_id) INCLUDE (unapplied_minor) WHERE (unapplied_minor > 0);
alter table public.payment enable row level security, force row level security;
create policy tenant_wall on public.payment using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.payment to selvedge_app;

create table public.payment_application (
  tenant_id uuid not null,
  id uuid not null,
  receivable_id uuid not null,
  payment_id uuid,
  credit_receivable_id uuid,
  amount_minor bigint not null,
  applied_on date not null,
  created_at timestamp with time zone not null default now(),
  import_id uuid,
  constraint payment_application_pkey PRIMARY KEY (tenant_id, id),
  constraint payment_application_tenant_id_credit_receivable_id_fkey FOREIGN KEY (tenant_id, credit_receivable_id) REFERENCES public.receivable(tenant_id, id),
  constraint payment_application_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES public.payment(tenant_id, id),
  constraint payment_application_tenant_id_receivable_id_fkey FOREIGN KEY (tenant_id, receivable_id) REFERENCES public.receivable(tenant_id, id),
  constraint payment_application_amount_minor_check CHECK (amount_minor <> 0),
  constraint payment_application_check CHECK ((payment_id IS NULL) <> (credit_receivable_id IS NULL))
);
CREATE INDEX payment_application_import ON public.payment_application USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX payment_application_payment ON public.payment_application USING btree (tenant_id, payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX payment_application_receivable ON public.payment_application USING btree (tenant_id, receivable_id);
alter table public.payment_application enable row level security, force row level security;
create policy tenant_wall on public.payment_application using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.payment_application to selvedge_app;

create table public.payment_webhook (
  tenant_id uuid not null,
  provider text not null,
  event_id text not null,
  payload jsonb not null,
  received_at timestamp with time zone not null default now(),
  constraint payment_webhook_pkey PRIMARY KEY (tenant_id, provider, event_id)
);
alter table public.payment_webhook enable row level security, force row level security;
create policy tenant_wall on public.payment_webhook using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.payment_webhook to selvedge_app;

create table public.price (
  tenant_id uuid not null,
  id uuid not null,
  price_list_id uuid not null,
  style_id uuid not null,
  sku_id uuid,
  min_qty integer not null default 1,
  unit_price_minor bigint not null,
  floor_minor bigint,
  valid_from date not null default '-infinity'::date,
  valid_to date not null default 'infinity'::date,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint price_pkey PRIMARY KEY (tenant_id, id),
  constraint price_tenant_id_price_list_id_fkey FOREIGN KEY (tenant_id, price_list_id) REFERENCES public.price_list(tenant_id, id),
  constraint price_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint price_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id),
  constraint price_check CHECK (valid_to >= valid_from),
  constraint price_floor_minor_check CHECK (floor_minor >= 0),
  constraint price_min_qty_check CHECK (min_qty >= 1),
  constraint price_unit_price_minor_check CHECK (unit_price_minor >= 0)
);
CREATE UNIQUE INDEX price_of ON public.price USING btree (tenant_id, style_id, price_list_id, COALESCE(sku_id, style_id), min_qty, valid_from);
CREATE INDEX price_of_sku ON public.price USING btree (tenant_id, sku_id) WHERE (sku_id IS NOT NULL);
alter table public.price enable row level security, force row level security;
create policy tenant_wall on public.price using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.price to selvedge_app;

create table public.price_list (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  currency text not null,
  price_mode text not null,
  channel_kind text,
  price_tier text,
  customer_id uuid,
  status text not null default 'active'::text,
  version integer not null default 1,
  constraint price_list_pkey PRIMARY KEY (tenant_id, id),
  constraint price_list_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint price_list_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id),
  constraint price_list_channel_kind_check CHECK (channel_kind = ANY (ARRAY['wholesale'::text, 'retail'::text, 'web'::text, 'marketplace'::text])),
  constraint price_list_check CHECK ((kind = 'channel'::text) = (channel_kind IS NOT NULL) OR (kind = ANY (ARRAY['tier'::text, 'contract'::text]))),
  constraint price_list_check1 CHECK (kind <> 'tier'::text OR price_tier IS NOT NULL),
  constraint price_list_check2 CHECK (kind <> 'contract'::text OR customer_id IS NOT NULL),
  constraint price_list_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint price_list_kind_check CHECK (kind = ANY (ARRAY['base'::text, 'channel'::text, 'tier'::text, 'contract'::text])),
  constraint price_list_price_mode_check CHECK (price_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text])),
  constraint price_list_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
alter table public.price_list enable row level security, force row level security;
create policy tenant_wall on public.price_list using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.price_list to selvedge_app;

create table public.price_test (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  style_id uuid not null,
  price_list_id uuid not null,
  channel_kind text not null,
  price_a_minor bigint not null,
  price_b_minor bigint not null,
  starts_on date not null,
  turn_days integer not null,
  turns text not null,
  smallest_effect_minor bigint not null default 0,
  status text not null default 'running'::text,
  verdict jsonb,
  ended_on date,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint price_test_pkey PRIMARY KEY (tenant_id, id),
  constraint price_test_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id),
  constraint price_test_channel_kind_check CHECK (channel_kind = ANY (ARRAY['wholesale'::text, 'retail'::text, 'web'::text, 'marketplace'::text])),
  constraint price_test_check CHECK (price_a_minor <> price_b_minor),
  constraint price_test_check1 CHECK ((status = 'ended'::text) = (ended_on IS NOT NULL)),
  constraint price_test_price_a_minor_check CHECK (price_a_minor > 0),
  constraint price_test_price_b_minor_check CHECK (price_b_minor > 0),
  constraint price_test_smallest_effect_minor_check CHECK (smallest_effect_minor >= 0),
  constraint price_test_status_check CHECK (status = ANY (ARRAY['running'::text, 'ended'::text])),
  constraint price_test_turn_days_check CHECK (turn_days >= 1 AND turn_days <= 14),
  constraint price_test_turns_check CHECK (turns ~ '^[AB]+$'::text)
);
CREATE UNIQUE INDEX price_test_running ON public.price_test USING btree (tenant_id, style_id, channel_kind) WHERE (status = 'running'::text);
alter table public.price_test enable row level security, force row level security;
create policy tenant_wall on public.price_test using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.price_test to selvedge_app;

create table public.privacy_erasure (
  tenant_id uuid not null,
  id uuid not null,
  person_kind text not null,
  person_id uuid not null,
  status text not null,
  reason text not null,
  requested_by uuid,
  requested_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  failure text,
  changed_rows jsonb not null default '{}'::jsonb,
  redacted_events integer not null default 0,
  constraint privacy_erasure_pkey PRIMARY KEY (tenant_id, id),
  constraint privacy_erasure_person_kind_check CHECK (person_kind = ANY (ARRAY['customer'::text, 'user'::text])),
  constraint privacy_erasure_status_check CHECK (status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))
);
CREATE INDEX privacy_erasure_newest ON public.privacy_erasure USING btree (tenant_id, requested_at DESC, id DESC);
alter table public.privacy_erasure enable row level security, force row level security;
create policy tenant_wall on public.privacy_erasure using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.privacy_erasure to selvedge_app;

create table public.privacy_hold (
  tenant_id uuid not null,
  id uuid not null,
  person_kind text not null,
  person_id uuid not null,
  reason text not null,
  placed_by uuid,
  placed_at timestamp with time zone not null default now(),
  released_at timestamp with time zone,
  released_by uuid,
  constraint privacy_hold_pkey PRIMARY KEY (tenant_id, id),
  constraint privacy_hold_person_kind_check CHECK (person_kind = ANY (ARRAY['customer'::text, 'user'::text]))
);
CREATE UNIQUE INDEX privacy_hold_once ON public.privacy_hold USING btree (tenant_id, person_id) WHERE (released_at IS NULL);
alter table public.privacy_hold enable row level security, force row level security;
create policy tenant_wall on public.privacy_hold using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.privacy_hold to selvedge_app;

create table public.promotion (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  percent_basis_points integer,
  amount_minor bigint,
  channel_kinds text[] not null default '{}'::text[],
  style_ids uuid[] not null default '{}'::uuid[],
  category_ids uuid[] not null default '{}'::uuid[],
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  stackable boolean not null default false,
  priority integer not null default 100,
  status text not null default 'active'::text,
  version integer not null default 1,
  coupon text,
  coupon_most_uses integer,
  coupon_uses integer not null default 0,
  constraint promotion_pkey PRIMARY KEY (tenant_id, id),
  constraint promotion_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint promotion_amount_minor_check CHECK (amount_minor > 0),
  constraint promotion_check CHECK ((kind = 'percent'::text) = (percent_basis_points IS NOT NULL)),
  constraint promotion_check1 CHECK ((kind = 'amount'::text) = (amount_minor IS NOT NULL)),
  constraint promotion_coupon_check CHECK (coupon = upper(coupon) AND coupon <> ''::text),
  constraint promotion_coupon_limit CHECK (coupon_most_uses IS NULL OR coupon_uses <= coupon_most_uses),
  constraint promotion_coupon_most_uses_check CHECK (coupon_most_uses > 0),
  constraint promotion_kind_check CHECK (kind = ANY (ARRAY['percent'::text, 'amount'::text])),
  constraint promotion_percent_basis_points_check CHECK (percent_basis_points >= 1 AND percent_basis_points <= 10000),
  constraint promotion_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
CREATE UNIQUE INDEX promotion_coupon ON public.promotion USING btree (tenant_id, coupon) WHERE ((coupon IS NOT NULL) AND (status = 'active'::text));
alter table public.promotion enable row level security, force row level security;
create policy tenant_wall on public.promotion using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.promotion to selvedge_app;

create table public.receivable (
  tenant_id uuid not null,
  id uuid not null,
  customer_id uuid,
  document_type text not null,
  document_id uuid not null,
  document_number text not null,
  order_id uuid,
  issued_on date not null,
  due_on date not null,
  currency text not null,
  amount_minor bigint not null,
  open_minor bigint not null,
  import_id uuid,
  constraint receivable_pkey PRIMARY KEY (tenant_id, id),
  constraint receivable_tenant_id_document_id_key UNIQUE (tenant_id, document_id),
  constraint receivable_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id),
  constraint receivable_document_type_check CHECK (document_type = ANY (ARRAY['invoice'::text, 'credit_note'::text])),
  constraint receivable_within_amount CHECK (open_minor >= LEAST(amount_minor, 0::bigint) AND open_minor <= GREATEST(amount_minor, 0::bigint))
);
CREATE INDEX receivable_import ON public.receivable USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX receivable_open ON public.receivable USING btree (tenant_id, customer_id) INCLUDE (open_minor, due_on) WHERE (open_minor <> 0);
CREATE INDEX receivable_order ON public.receivable USING btree (tenant_id, order_id) WHERE (order_id IS NOT NULL);
alter table public.receivable enable row level security, force row level security;
create policy tenant_wall on public.receivable using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.receivable to selvedge_app;

create table public.recommendation (
  tenant_id uuid not null,
  run_id uuid not null,
  kind text not null,
  context text not null,
  rank integer not null,
  style_id uuid not null,
  score double precision not null,
  reason text,
  constraint recommendation_pkey PRIMARY KEY (tenant_id, run_id, kind, context, rank),
  constraint recommendation_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id),
  constraint recommendation_kind_check CHECK (kind = ANY (ARRAY['together'::text, 'look'::text, 'alike'::text, 'customer'::text, 'popular'::text])),
  constraint recommendation_rank_check CHECK (rank >= 1)
);
CREATE UNIQUE INDEX recommendation_style ON public.recommendation USING btree (tenant_id, run_id, kind, context, style_id);
alter table public.recommendation enable row level security, force row level security;
create policy tenant_wall on public.recommendation using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.recommendation to selvedge_app;

create table public.record_editor (
  tenant_id uuid not null,
  record_id uuid not null,
  user_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint record_editor_pkey PRIMARY KEY (tenant_id, record_id, user_id),
  constraint record_editor_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
CREATE INDEX record_editor_user ON public.record_editor USING btree (tenant_id, user_id);
alter table public.record_editor enable row level security, force row level security;
create policy tenant_wall on public.record_editor using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.record_editor to selvedge_app;

create table public.refresh_token (
  tenant_id uuid not null,
  token_hash text not null,
  family_id uuid not null,
  user_id uuid not null,
  issued_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  user_agent text,
  constraint refresh_token_pkey PRIMARY KEY (tenant_id, token_hash),
  constraint refresh_token_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint refresh_token_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
CREATE INDEX refresh_token_age ON public.refresh_token USING btree (tenant_id, expires_at);
CREATE INDEX refresh_token_family ON public.refresh_token USING btree (tenant_id, family_id);
CREATE INDEX refresh_token_user ON public.refresh_token USING btree (tenant_id, user_id);
alter table public.refresh_token enable row level security, force row level security;
create policy tenant_wall on public.refresh_token using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.refresh_token to selvedge_app;

create table public.reservation (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  location_id uuid not null,
  document_type text not null,
  document_id uuid not null,
  document_line_id uuid not null,
  qty integer not null,
  backordered_qty integer not null default 0,
  status text not null default 'active'::text,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint reservation_pkey PRIMARY KEY (tenant_id, id),
  constraint reservation_tenant_id_sku_id_location_id_fkey FOREIGN KEY (tenant_id, sku_id, location_id) REFERENCES public.stock_level(tenant_id, sku_id, location_id),
  constraint reservation_check CHECK (status = 'active'::text OR qty = 0 AND backordered_qty = 0),
  constraint reservation_document_type_check CHECK (document_type = ANY ('{sales_order,cart}'::text[])),
  constraint reservation_qty_check CHECK (qty >= 0 AND backordered_qty >= 0),
  constraint reservation_status_check CHECK (status = ANY ('{active,consumed,released,expired}'::text[]))
);
CREATE INDEX reservation_active ON public.reservation USING btree (tenant_id, sku_id, location_id) WHERE (status = 'active'::text);
CREATE INDEX reservation_document ON public.reservation USING btree (tenant_id, document_id);
CREATE INDEX reservation_expiry ON public.reservation USING btree (tenant_id, expires_at) WHERE ((status = 'active'::text) AND (expires_at IS NOT NULL));
alter table public.reservation enable row level security, force row level security;
create policy tenant_wall on public.reservation using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.reservation to selvedge_app;

create table public.retention_rule (
  tenant_id uuid not null,
  data_class text not null,
  keep_days integer not null,
  constraint retention_rule_pkey PRIMARY KEY (tenant_id, data_class),
  constraint retention_rule_keep_days_check CHECK (keep_days >= 1 AND keep_days <= 36500)
);
alter table public.retention_rule enable row level security, force row level security;
create policy tenant_wall on public.retention_rule using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.retention_rule to selvedge_app;

create table public.return_request (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  reason text not null,
  note text,
  lines jsonb not null,
  status text not null default 'asked'::text,
  answer text,
  asked_at timestamp with time zone not null default now(),
  answered_at timestamp with time zone,
  version integer not null default 1,
  constraint return_request_pkey PRIMARY KEY (tenant_id, id),
  constraint return_request_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.sales_order(tenant_id, id),
  constraint return_request_status_check CHECK (status = ANY (ARRAY['asked'::text, 'accepted'::text, 'refused'::text, 'received'::text]))
);
CREATE INDEX return_request_newest ON public.return_request USING btree (tenant_id, asked_at DESC, id DESC);
CREATE INDEX return_request_order ON public.return_request USING btree (tenant_id, order_id);
alter table public.return_request enable row level security, force row level security;
create policy tenant_wall on public.return_request using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.return_request to selvedge_app;

create table public.role (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  permissions text[] not null,
  built_in boolean not null default false,
  version integer not null default 1,
  requires_second_factor boolean not null default false,
  description text not null default ''::text,
  limits jsonb not null default '{}'::jsonb,
  constraint role_pkey PRIMARY KEY (tenant_id, id),
  constraint role_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint role_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id)
);
alter table public.role enable row level security, force row level security;
create policy tenant_wall on public.role using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.role to selvedge_app;

create table public.role_parent (
  tenant_id uuid not null,
  role_id uuid not null,
  parent_id uuid not null,
  constraint role_parent_pkey PRIMARY KEY (tenant_id, role_id, parent_id),
  constraint role_parent_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES public.role(tenant_id, id),
  constraint role_parent_tenant_id_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES public.role(tenant_id, id) ON DELETE CASCADE,
  constraint role_parent_check CHECK (parent_id <> role_id)
);
alter table public.role_parent enable row level security, force row level security;
create policy tenant_wall on public.role_parent using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.role_parent to selvedge_app;

create table public.sales_order (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  channel_id uuid not null,
  customer_id uuid,
  location_id uuid not null,
  status text not null,
  held_from text,
  currency text not null,
  price_mode text not null,
  placed_on date not null,
  placed_at timestamp with time zone not null,
  buyer_name text,
  buyer_email text,
  buyer_place text,
  buyer_tax_number text,
  ship_to jsonb,
  partial_ship text not null default 'refuse'::text,
  gross_minor bigint not null,
  discount_minor bigint not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  paid_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  invoiced_minor bigint not null default 0,
  note text,
  external_ref text,
  import_id uuid,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint sales_order_pkey PRIMARY KEY (tenant_id, id),
  constraint sales_order_tenant_id_number_key UNIQUE (tenant_id, number),
  constraint sales_order_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id),
  constraint sales_order_partial_ship_check CHECK (partial_ship = ANY ('{refuse,partial,backorder}'::text[])),
  constraint sales_order_price_mode_check CHECK (price_mode = ANY ('{inclusive,exclusive}'::text[]))
);
CREATE INDEX sales_order_customer ON public.sales_order USING btree (tenant_id, customer_id, placed_at DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX sales_order_import ON public.sales_order USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX sales_order_newest ON public.sales_order USING btree (tenant_id, placed_at DESC, id DESC);
CREATE INDEX sales_order_on ON public.sales_order USING btree (tenant_id, placed_on);
CREATE INDEX sales_order_open ON public.sales_order USING btree (tenant_id, customer_id) INCLUDE (total_minor, invoiced_minor) WHERE (status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'allocated'::text, 'picking'::text, 'packed'::text, 'partially_shipped'::text, 'on_hold'::text]));
alter table public.sales_order enable row level security, force row level security;
create policy tenant_wall on public.sales_order using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.sales_order to selvedge_app;

create table public.sales_order_history (
  tenant_id uuid not null,
  order_id uuid not null,
  seq integer not null,
  from_status text,
  to_status text not null,
  trigger text not null,
  note text,
  actor_type text not null,
  actor_id uuid,
  at timestamp with time zone not null,
  constraint sales_order_history_pkey PRIMARY KEY (tenant_id, order_id, seq),
  constraint sales_order_history_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.sales_order(tenant_id, id),
  constraint sales_order_history_check CHECK ((seq = 1) = (from_status IS NULL)),
  constraint sales_order_history_seq_check CHECK (seq >= 1)
);
alter table public.sales_order_history enable row level security, force row level security;
create policy tenant_wall on public.sales_order_history using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.sales_order_history to selvedge_app;

create table public.sales_order_line (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  sku_id uuid not null,
  qty integer not null,
  unit_price_minor bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  price_trace jsonb not null default '[]'::jsonb,
  tax_trace jsonb not null default '[]'::jsonb,
  shipped_qty integer not null default 0,
  cancelled_qty integer not null default 0,
  returned_qty integer not null default 0,
  constraint sales_order_line_pkey PRIMARY KEY (tenant_id, id),
  constraint sales_order_line_tenant_id_order_id_line_no_key UNIQUE (tenant_id, order_id, line_no),
  constraint sales_order_line_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.sales_order(tenant_id, id),
  constraint sales_order_line_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint sales_order_line_qty_check CHECK (qty <> 0)
);
CREATE INDEX sales_order_line_sku ON public.sales_order_line USING btree (tenant_id, sku_id);
alter table public.sales_order_line enable row level security, force row level security;
create policy tenant_wall on public.sales_order_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.sales_order_line to selvedge_app;

create table public.saved_view (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  list text not null,
  name text not null,
  state jsonb not null,
  shared boolean not null default false,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint saved_view_pkey PRIMARY KEY (tenant_id, id),
  constraint saved_view_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES public.user_account(tenant_id, id),
  constraint saved_view_list_check CHECK (list ~ '^[a-z][a-z0-9-]{0,39}$'::text),
  constraint saved_view_name_check CHECK (name <> ''::text),
  constraint saved_view_state_check CHECK (jsonb_typeof(state) = 'object'::text)
);
CREATE UNIQUE INDEX saved_view_name ON public.saved_view USING btree (tenant_id, list, owner_id, lower(name));
CREATE INDEX saved_view_owner ON public.saved_view USING btree (tenant_id, owner_id);
alter table public.saved_view enable row level security, force row level security;
create policy tenant_wall on public.saved_view using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.saved_view to selvedge_app;

create table public.schema_migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migration_pkey PRIMARY KEY (name)
);

create table public.season (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null,
  constraint season_pkey PRIMARY KEY (tenant_id, id),
  constraint season_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint season_check CHECK (ends_on >= starts_on)
);
alter table public.season enable row level security, force row level security;
create policy tenant_wall on public.season using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.season to selvedge_app;

create table public.segment_model (
  tenant_id uuid not null,
  customer_kind text not null,
  run_id uuid,
  borders jsonb not null,
  learnt_at timestamp with time zone not null default now(),
  constraint segment_model_pkey PRIMARY KEY (tenant_id, customer_kind),
  constraint segment_model_customer_kind_check CHECK (customer_kind = ANY (ARRAY['person'::text, 'company'::text]))
);
alter table public.segment_model enable row level security, force row level security;
create policy tenant_wall on public.segment_model using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.segment_model to selvedge_app;

create table public.segment_move (
  tenant_id uuid not null,
  customer_id uuid not null,
  moved_on date not null,
  from_segment text,
  to_segment text not null,
  constraint segment_move_pkey PRIMARY KEY (tenant_id, customer_id, moved_on),
  constraint segment_move_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id)
);
CREATE INDEX segment_move_on ON public.segment_move USING btree (tenant_id, moved_on);
alter table public.segment_move enable row level security, force row level security;
create policy tenant_wall on public.segment_move using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.segment_move to selvedge_app;

create table public.shipment (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  order_id uuid not null,
  location_id uuid not null,
  kind text not null default 'out'::text,
  carrier text,
  tracking_number text,
  shipped_on date not null,
  shipped_at timestamp with time zone not null,
  import_id uuid,
  cause text,
  constraint shipment_pkey PRIMARY KEY (tenant_id, id),
  constraint shipment_tenant_id_number_key UNIQUE (tenant_id, number),
  constraint shipment_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.sales_order(tenant_id, id),
  constraint shipment_cause_check CHECK (cause = ANY (ARRAY['too_small'::text, 'too_large'::text, 'not_as_shown'::text, 'damaged'::text, 'changed_mind'::text, 'other'::text])),
  constraint shipment_check CHECK (cause IS NULL OR kind = 'return'::text),
  constraint shipment_kind_check CHECK (kind = ANY (ARRAY['out'::text, 'return'::text]))
);
CREATE INDEX shipment_import ON public.shipment USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX shipment_order ON public.shipment USING btree (tenant_id, order_id);
alter table public.shipment enable row level security, force row level security;
create policy tenant_wall on public.shipment using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.shipment to selvedge_app;

create table public.shipment_line (
  tenant_id uuid not null,
  id uuid not null,
  shipment_id uuid not null,
  order_line_id uuid not null,
  sku_id uuid not null,
  qty integer not null,
  condition text not null default 'sellable'::text,
  cost_minor bigint not null default 0,
  constraint shipment_line_pkey PRIMARY KEY (tenant_id, id),
  constraint shipment_line_tenant_id_order_line_id_fkey FOREIGN KEY (tenant_id, order_line_id) REFERENCES public.sales_order_line(tenant_id, id),
  constraint shipment_line_tenant_id_shipment_id_fkey FOREIGN KEY (tenant_id, shipment_id) REFERENCES public.shipment(tenant_id, id),
  constraint shipment_line_condition_check CHECK (condition = ANY (ARRAY['sellable'::text, 'damaged'::text])),
  constraint shipment_line_qty_check CHECK (qty > 0)
);
CREATE INDEX shipment_line_order_line ON public.shipment_line USING btree (tenant_id, order_line_id);
CREATE INDEX shipment_line_shipment ON public.shipment_line USING btree (tenant_id, shipment_id);
alter table public.shipment_line enable row level security, force row level security;
create policy tenant_wall on public.shipment_line using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.shipment_line to selvedge_app;

create table public.shop_collection (
  tenant_id uuid not null,
  id uuid not null,
  slug text not null,
  name text not null,
  blurb text,
  rule text not null,
  season_id uuid,
  category_id uuid,
  style_ids uuid[] not null default '{}'::uuid[],
  on_home boolean not null default true,
  position integer not null default 0,
  constraint shop_collection_pkey PRIMARY KEY (tenant_id, id),
  constraint shop_collection_tenant_id_slug_key UNIQUE (tenant_id, slug),
  constraint shop_collection_tenant_id_category_id_fkey FOREIGN KEY (tenant_id, category_id) REFERENCES public.category(tenant_id, id),
  constraint shop_collection_tenant_id_season_id_fkey FOREIGN KEY (tenant_id, season_id) REFERENCES public.season(tenant_id, id),
  constraint shop_collection_check CHECK ((rule = 'season'::text) = (season_id IS NOT NULL)),
  constraint shop_collection_check1 CHECK ((rule = 'category'::text) = (category_id IS NOT NULL)),
  constraint shop_collection_rule_check CHECK (rule = ANY (ARRAY['styles'::text, 'season'::text, 'category'::text, 'sale'::text, 'newest'::text])),
  constraint shop_collection_slug_check CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$'::text)
);
alter table public.shop_collection enable row level security, force row level security;
create policy tenant_wall on public.shop_collection using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.shop_collection to selvedge_app;

create table public.shop_companion (
  tenant_id uuid not null,
  style_id uuid not null,
  look uuid[] not null default '{}'::uuid[],
  together uuid[] not null default '{}'::uuid[],
  alike uuid[] not null default '{}'::uuid[],
  told_at timestamp with time zone not null,
  constraint shop_companion_pkey PRIMARY KEY (tenant_id, style_id),
  constraint shop_companion_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id) ON DELETE CASCADE
);
alter table public.shop_companion enable row level security, force row level security;
create policy tenant_wall on public.shop_companion using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.shop_companion to selvedge_app;

create table public.shop_delivery (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  country text not null,
  states text[] not null default '{}'::text[],
  charge_minor bigint not null,
  free_from_minor bigint,
  least_days integer not null default 2,
  most_days integer not null default 5,
  position integer not null default 0,
  constraint shop_delivery_pkey PRIMARY KEY (tenant_id, id),
  constraint shop_delivery_charge_minor_check CHECK (charge_minor >= 0),
  constraint shop_delivery_check CHECK (most_days >= least_days AND most_days <= 120),
  constraint shop_delivery_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint shop_delivery_free_from_minor_check CHECK (free_from_minor > 0),
  constraint shop_delivery_least_days_check CHECK (least_days >= 0 AND least_days <= 120)
);
alter table public.shop_delivery enable row level security, force row level security;
create policy tenant_wall on public.shop_delivery using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.shop_delivery to selvedge_app;

create table public.shop_order (
  tenant_id uuid not null,
  order_id uuid not null,
  cart_id uuid not null,
  shopper_id uuid,
  key_hash text not null,
  email_key text not null,
  phone text,
  pays text not null,
  delivery_name text not null,
  delivery_minor bigint not null,
  least_days integer not null,
  most_days integer not null,
  coupon text,
  pay_until timestamp with time zone,
  constraint shop_order_pkey PRIMARY KEY (tenant_id, order_id),
  constraint shop_order_tenant_id_cart_id_key UNIQUE (tenant_id, cart_id),
  constraint shop_order_tenant_id_cart_id_fkey FOREIGN KEY (tenant_id, cart_id) REFERENCES public.cart(tenant_id, id),
  constraint shop_order_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES public.sales_order(tenant_id, id),
  constraint shop_order_pays_check CHECK (pays = ANY (ARRAY['online'::text, 'on_delivery'::text]))
);
CREATE INDEX shop_order_email ON public.shop_order USING btree (tenant_id, email_key);
CREATE UNIQUE INDEX shop_order_key ON public.shop_order USING btree (tenant_id, key_hash);
CREATE INDEX shop_order_unpaid ON public.shop_order USING btree (tenant_id, pay_until) WHERE (pay_until IS NOT NULL);
alter table public.shop_order enable row level security, force row level security;
create policy tenant_wall on public.shop_order using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.shop_order to selvedge_app;

create table public.shop_reminder_stop (
  tenant_id uuid not null,
  email_key text not null,
  stopped_at timestamp with time zone not null,
  constraint shop_reminder_stop_pkey PRIMARY KEY (tenant_id, email_key),
  constraint shop_reminder_stop_email_key_check CHECK (email_key = lower(btrim(email_key)) AND email_key <> ''::text)
);
alter table public.shop_reminder_stop enable row level security, force row level security;
create policy tenant_wall on public.shop_reminder_stop using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.shop_reminder_stop to selvedge_app;

create table public.shop_settings (
  tenant_id uuid not null,
  is_open boolean not null default false,
  channel_id uuid not null,
  delivery_sku_id uuid not null,
  title text not null,
  tagline text,
  announcement text,
  about text,
  contact_email text,
  hero_style_id uuid,
  hold_minutes integer not null default 20,
  pay_minutes integer not null default 30,
  sold_out text not null default 'last'::text,
  shows_new_styles boolean not null default true,
  pays_online boolean not null default true,
  pays_on_delivery boolean not null default true,
  on_delivery_most_minor bigint,
  return_days integer not null default 14,
  version integer not null default 1,
  remind_hours integer,
  takes_money text not null default 'at_once'::text,
  constraint shop_settings_pkey PRIMARY KEY (tenant_id),
  constraint shop_settings_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.channel(tenant_id, id),
  constraint shop_settings_tenant_id_delivery_sku_id_fkey FOREIGN KEY (tenant_id, delivery_sku_id) REFERENCES public.sku(tenant_id, id),
  constraint shop_settings_hold_minutes_check CHECK (hold_minutes >= 1 AND hold_minutes <= 1440),
  constraint shop_settings_on_delivery_most_minor_check CHECK (on_delivery_most_minor > 0),
  constraint shop_settings_pay_minutes_check CHECK (pay_minutes >= 5 AND pay_minutes <= 1440),
  constraint shop_settings_remind_hours_check CHECK (remind_hours >= 1 AND remind_hours <= 168),
  constraint shop_settings_return_days_check CHECK (return_days >= 0 AND return_days <= 365),
  constraint shop_settings_sold_out_check CHECK (sold_out = ANY (ARRAY['show'::text, 'last'::text, 'hide'::text])),
  constraint shop_settings_takes_money_check CHECK (takes_money = ANY (ARRAY['at_once'::text, 'when_sent'::text]))
);
alter table public.shop_settings enable row level security, force row level security;
create policy tenant_wall on public.shop_settings using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.shop_settings to selvedge_app;

create table public.shop_style (
  tenant_id uuid not null,
  style_id uuid not null,
  is_shown boolean not null,
  constraint shop_style_pkey PRIMARY KEY (tenant_id, style_id),
  constraint shop_style_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id)
);
alter table public.shop_style enable row level security, force row level security;
create policy tenant_wall on public.shop_style using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.shop_style to selvedge_app;

create table public.shop_style_fit (
  tenant_id uuid not null,
  style_id uuid not null,
  size_offset double precision not null,
  standard_error double precision not null,
  verdict text not null,
  step integer not null,
  pieces integer not null,
  small_qty integer not null,
  large_qty integer not null,
  model jsonb not null,
  told_at timestamp with time zone not null,
  constraint shop_style_fit_pkey PRIMARY KEY (tenant_id, style_id),
  constraint shop_style_fit_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id) ON DELETE CASCADE
);
alter table public.shop_style_fit enable row level security, force row level security;
create policy tenant_wall on public.shop_style_fit using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.shop_style_fit to selvedge_app;

create table public.shopper (
  tenant_id uuid not null,
  id uuid not null,
  email_key text not null,
  customer_id uuid not null,
  password_hash text,
  failed_sign_ins integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint shopper_pkey PRIMARY KEY (tenant_id, id),
  constraint shopper_tenant_id_email_key_key UNIQUE (tenant_id, email_key),
  constraint shopper_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES public.party(tenant_id, id),
  constraint shopper_email_key_check CHECK (email_key = lower(btrim(email_key)) AND email_key <> ''::text)
);
alter table public.shopper enable row level security, force row level security;
create policy tenant_wall on public.shopper using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.shopper to selvedge_app;

create table public.shopper_code (
  tenant_id uuid not null,
  email_key text not null,
  code_hash text not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries integer not null default 0,
  sent_in_hour integer not null default 1,
  hour_began_at timestamp with time zone not null,
  constraint shopper_code_pkey PRIMARY KEY (tenant_id, email_key)
);
alter table public.shopper_code enable row level security, force row level security;
create policy tenant_wall on public.shopper_code using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.shopper_code to selvedge_app;

create table public.shopper_session (
  tenant_id uuid not null,
  token_hash text not null,
  shopper_id uuid not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint shopper_session_pkey PRIMARY KEY (tenant_id, token_hash),
  constraint shopper_session_tenant_id_shopper_id_fkey FOREIGN KEY (tenant_id, shopper_id) REFERENCES public.shopper(tenant_id, id)
);
CREATE INDEX shopper_session_of ON public.shopper_session USING btree (tenant_id, shopper_id);
alter table public.shopper_session enable row level security, force row level security;
create policy tenant_wall on public.shopper_session using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.shopper_session to selvedge_app;

create table public.sign_in_provider (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  enabled boolean not null default true,
  join_domains text[] not null default '{}'::text[],
  join_role text not null default 'clerk'::text,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  second_step_acr text[] not null default '{}'::text[],
  second_step_amr text[] not null default '{}'::text[],
  constraint sign_in_provider_pkey PRIMARY KEY (tenant_id, id),
  constraint sign_in_provider_tenant_id_issuer_client_id_key UNIQUE (tenant_id, issuer, client_id),
  constraint sign_in_provider_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint sign_in_provider_name_check CHECK (name <> ''::text)
);
alter table public.sign_in_provider enable row level security, force row level security;
create policy tenant_wall on public.sign_in_provider using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.sign_in_provider to selvedge_app;

create table public.signing_key (
  kid text not null,
  private_jwk jsonb not null,
  public_jwk jsonb not null,
  created_at timestamp with time zone not null default now(),
  retired_at timestamp with time zone,
  constraint signing_key_pkey PRIMARY KEY (kid)
);

create table public.size_scale (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  sizes text[] not null,
  version integer not null default 1,
  constraint size_scale_pkey PRIMARY KEY (tenant_id, id),
  constraint size_scale_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint size_scale_sizes_check CHECK (cardinality(sizes) >= 1 AND cardinality(sizes) <= 60)
);
alter table public.size_scale enable row level security, force row level security;
create policy tenant_wall on public.size_scale using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.size_scale to selvedge_app;

create table public.sku (
  tenant_id uuid not null,
  id uuid not null,
  style_id uuid not null,
  colourway_id uuid not null,
  code text not null,
  size text not null,
  size_position integer not null,
  gtin text,
  tax_class text,
  reorder_point integer,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint sku_pkey PRIMARY KEY (tenant_id, id),
  constraint sku_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint sku_tenant_id_colourway_id_size_key UNIQUE (tenant_id, colourway_id, size),
  constraint sku_tenant_id_colourway_id_fkey FOREIGN KEY (tenant_id, colourway_id) REFERENCES public.colourway(tenant_id, id),
  constraint sku_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id),
  constraint sku_code_check CHECK (code <> ''::text),
  constraint sku_gtin_check CHECK (gtin ~ '^[0-9]{14}$'::text),
  constraint sku_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
CREATE UNIQUE INDEX sku_gtin ON public.sku USING btree (tenant_id, gtin) WHERE (gtin IS NOT NULL);
CREATE INDEX sku_style ON public.sku USING btree (tenant_id, style_id);
CREATE TRIGGER sku_gtin_claim AFTER INSERT OR UPDATE OF gtin ON public.sku FOR EACH ROW WHEN (new.gtin IS NOT NULL) EXECUTE FUNCTION app.claim_gtin();
alter table public.sku enable row level security, force row level security;
create policy tenant_wall on public.sku using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.sku to selvedge_app;

create table public.spent_ticket (
  tenant_id uuid not null,
  ticket_id uuid not null,
  expires_at timestamp with time zone not null,
  constraint spent_ticket_pkey PRIMARY KEY (tenant_id, ticket_id),
  constraint spent_ticket_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id)
);
CREATE INDEX spent_ticket_age ON public.spent_ticket USING btree (tenant_id, expires_at);
alter table public.spent_ticket enable row level security, force row level security;
create policy tenant_wall on public.spent_ticket using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.spent_ticket to selvedge_app;

create table public.stock_alert (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  kind text not null,
  available_qty integer not null,
  threshold_qty integer not null,
  opened_at timestamp with time zone not null default now(),
  resolved_at timestamp with time zone,
  constraint stock_alert_pkey PRIMARY KEY (tenant_id, id),
  constraint stock_alert_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint stock_alert_kind_check CHECK (kind = ANY (ARRAY['low'::text, 'out'::text, 'over'::text]))
);
CREATE UNIQUE INDEX stock_alert_open_once ON public.stock_alert USING btree (tenant_id, sku_id, kind) WHERE (resolved_at IS NULL);
alter table public.stock_alert enable row level security, force row level security;
create policy tenant_wall on public.stock_alert using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.stock_alert to selvedge_app;

create table public.stock_level (
  tenant_id uuid not null,
  sku_id uuid not null,
  location_id uuid not null,
  on_hand_qty integer not null default 0,
  reserved_qty integer not null default 0,
  backordered_qty integer not null default 0,
  version bigint not null default 1,
  updated_at timestamp with time zone not null default now(),
  constraint stock_level_pkey PRIMARY KEY (tenant_id, sku_id, location_id),
  constraint stock_level_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint stock_level_backordered_qty_check CHECK (backordered_qty >= 0),
  constraint stock_level_on_hand_qty_check CHECK (on_hand_qty >= 0),
  constraint stock_level_reserved_qty_check CHECK (reserved_qty >= 0),
  constraint stock_level_reserved_within_on_hand CHECK (reserved_qty <= on_hand_qty)
);
CREATE INDEX stock_level_location ON public.stock_level USING btree (tenant_id, location_id, sku_id);
alter table public.stock_level enable row level security, force row level security;
create policy tenant_wall on public.stock_level using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.stock_level to selvedge_app;

create table public.stock_move (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  from_location_id uuid not null,
  to_location_id uuid not null,
  qty integer not null,
  value_minor bigint not null default 0,
  reason text not null,
  note text,
  document_type text not null,
  document_id uuid not null,
  document_line_id uuid,
  moved_on date not null,
  occurred_at timestamp with time zone not null,
  import_id uuid,
  created_at timestamp with time zone not null default now(),
  constraint stock_move_pkey PRIMARY KEY (tenant_id, id),
  constraint stock_move_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES public.sku(tenant_id, id),
  constraint stock_move_check CHECK (from_location_id <> to_location_id),
  constraint stock_move_qty_check CHECK (qty > 0),
  constraint stock_move_reason_check CHECK (reason = ANY (ARRAY['receipt'::text, 'opening'::text, 'shipment'::text, 'return'::text, 'transfer'::text, 'adjustment'::text, 'count'::text, 'scrap'::text, 'quarantine'::text, 'sale'::text]))
);
CREATE INDEX stock_move_document ON public.stock_move USING btree (tenant_id, document_id);
CREATE INDEX stock_move_import ON public.stock_move USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX stock_move_on ON public.stock_move USING btree (tenant_id, moved_on, occurred_at, id);
CREATE INDEX stock_move_sku ON public.stock_move USING btree (tenant_id, sku_id, occurred_at, id);
alter table public.stock_move enable row level security, force row level security;
create policy tenant_wall on public.stock_move using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert on public.stock_move to selvedge_app;

create table public.stored_file (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  storage_key text not null,
  created_at timestamp with time zone not null default now(),
  constraint stored_file_pkey PRIMARY KEY (tenant_id, id)
);
alter table public.stored_file enable row level security, force row level security;
create policy tenant_wall on public.stored_file using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.stored_file to selvedge_app;

create table public.style (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  name_key text not null generated always as (lower(name)) stored,
  description text,
  kind text not null default 'goods'::text,
  brand text,
  gender text,
  category_id uuid,
  season_id uuid,
  size_scale_id uuid not null,
  hsn_code text,
  tax_class text not null,
  fabric text,
  origin_country text,
  search_text text not null default ''::text,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  import_id uuid,
  constraint style_pkey PRIMARY KEY (tenant_id, id),
  constraint style_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint style_tenant_id_category_id_fkey FOREIGN KEY (tenant_id, category_id) REFERENCES public.category(tenant_id, id),
  constraint style_tenant_id_season_id_fkey FOREIGN KEY (tenant_id, season_id) REFERENCES public.season(tenant_id, id),
  constraint style_tenant_id_size_scale_id_fkey FOREIGN KEY (tenant_id, size_scale_id) REFERENCES public.size_scale(tenant_id, id),
  constraint style_code_check CHECK (code <> ''::text),
  constraint style_kind_check CHECK (kind = ANY (ARRAY['goods'::text, 'service'::text])),
  constraint style_name_check CHECK (name <> ''::text),
  constraint style_status_check CHECK (status = ANY (ARRAY['draft'::text, 'active'::text, 'markdown'::text, 'discontinued'::text, 'archived'::text]))
);
CREATE INDEX style_import ON public.style USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX style_name ON public.style USING btree (tenant_id, name_key, id);
alter table public.style enable row level security, force row level security;
create policy tenant_wall on public.style using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.style to selvedge_app;

create table public.style_elasticity (
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
  observations integer not null,
  constraint style_elasticity_pkey PRIMARY KEY (tenant_id, run_id, style_id),
  constraint style_elasticity_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id)
);
alter table public.style_elasticity enable row level security, force row level security;
create policy tenant_wall on public.style_elasticity using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.style_elasticity to selvedge_app;

create table public.style_fit (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  size_scale_id uuid not null,
  size_offset double precision not null,
  standard_error double precision not null,
  verdict text not null,
  step integer not null,
  certainty double precision not null,
  pieces integer not null,
  small_qty integer not null,
  large_qty integer not null,
  sizes jsonb not null,
  constraint style_fit_pkey PRIMARY KEY (tenant_id, run_id, style_id),
  constraint style_fit_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id),
  constraint style_fit_certainty_check CHECK (certainty >= 0::double precision AND certainty <= 1::double precision),
  constraint style_fit_standard_error_check CHECK (standard_error >= 0::double precision),
  constraint style_fit_verdict_check CHECK (verdict = ANY (ARRAY['small'::text, 'true'::text, 'large'::text]))
);
alter table public.style_fit enable row level security, force row level security;
create policy tenant_wall on public.style_fit using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.style_fit to selvedge_app;

create table public.style_return (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  pieces integer not null,
  returned_qty integer not null,
  rate double precision not null,
  category_rate double precision not null,
  unusual double precision,
  reasons jsonb not null,
  constraint style_return_pkey PRIMARY KEY (tenant_id, run_id, style_id),
  constraint style_return_tenant_id_style_id_fkey FOREIGN KEY (tenant_id, style_id) REFERENCES public.style(tenant_id, id),
  constraint style_return_category_rate_check CHECK (category_rate >= 0::double precision AND category_rate <= 1::double precision),
  constraint style_return_rate_check CHECK (rate >= 0::double precision AND rate <= 1::double precision)
);
alter table public.style_return enable row level security, force row level security;
create policy tenant_wall on public.style_return using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.style_return to selvedge_app;

create table public.suggestion (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  need text not null,
  subject_type text not null,
  subject_id uuid not null,
  action jsonb not null,
  drivers jsonb not null default '[]'::jsonb,
  confidence jsonb not null default '{}'::jsonb,
  worth_minor bigint not null,
  worth_low_minor bigint not null,
  worth_high_minor bigint not null,
  run_id uuid,
  valid_until date not null,
  status text not null default 'open'::text,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_actor text,
  reason text,
  done_action jsonb,
  result jsonb,
  outcome_due_on date,
  outcome jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  version integer not null default 1,
  constraint suggestion_pkey PRIMARY KEY (tenant_id, id),
  constraint suggestion_check CHECK (worth_low_minor <= worth_high_minor),
  constraint suggestion_check1 CHECK ((status = ANY (ARRAY['accepted'::text, 'edited'::text, 'dismissed'::text])) = (decided_at IS NOT NULL)),
  constraint suggestion_check2 CHECK ((status <> ALL (ARRAY['accepted'::text, 'edited'::text])) OR done_action IS NOT NULL),
  constraint suggestion_check3 CHECK (outcome IS NULL OR (status = ANY (ARRAY['accepted'::text, 'edited'::text]))),
  constraint suggestion_kind_check CHECK (kind = ANY (ARRAY['reorder'::text, 'transfer'::text, 'price'::text, 'markdown'::text, 'call_customer'::text, 'fix_fit'::text])),
  constraint suggestion_status_check CHECK (status = ANY (ARRAY['open'::text, 'accepted'::text, 'edited'::text, 'dismissed'::text, 'expired'::text])),
  constraint suggestion_subject_type_check CHECK (subject_type = ANY (ARRAY['style'::text, 'customer'::text]))
);
CREATE INDEX suggestion_need ON public.suggestion USING btree (tenant_id, need, decided_at DESC);
CREATE UNIQUE INDEX suggestion_open_once ON public.suggestion USING btree (tenant_id, need) WHERE (status = 'open'::text);
CREATE INDEX suggestion_outcome_due ON public.suggestion USING btree (tenant_id, outcome_due_on) WHERE ((outcome IS NULL) AND (outcome_due_on IS NOT NULL));
CREATE INDEX suggestion_subject ON public.suggestion USING btree (tenant_id, subject_id, created_at DESC);
CREATE INDEX suggestion_worth ON public.suggestion USING btree (tenant_id, status, worth_minor DESC, id DESC);
alter table public.suggestion enable row level security, force row level security;
create policy tenant_wall on public.suggestion using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.suggestion to selvedge_app;

create table public.tax_rule (
  tenant_id uuid not null,
  id uuid not null,
  jurisdiction text not null,
  tax_class text not null,
  component text not null,
  supply text not null,
  rate_ppm bigint not null,
  band jsonb not null,
  valid_from date not null,
  valid_to date,
  reason text,
  source text not null,
  constraint tax_rule_pkey PRIMARY KEY (tenant_id, id),
  constraint tax_rule_rate_ppm_check CHECK (rate_ppm >= 0 AND rate_ppm <= 10000000),
  constraint tax_rule_supply_check CHECK (supply = ANY (ARRAY['intra'::text, 'inter'::text, 'any'::text]))
);
alter table public.tax_rule enable row level security, force row level security;
create policy tenant_wall on public.tax_rule using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.tax_rule to selvedge_app;

create table public.tenant (
  id uuid not null,
  slug text not null,
  name text not null,
  legal_name text not null,
  country text not null,
  state text,
  tax_number text,
  currency text not null,
  locale text not null,
  time_zone text not null,
  cost_method text not null default 'fifo'::text,
  fiscal_year_start_month integer not null default 1,
  gtin_prefix text,
  next_gtin_item integer not null default 1,
  sku_pattern text not null default '{style}-{colour}-{size}'::text,
  settings jsonb not null default '{}'::jsonb,
  config_version bigint not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint tenant_pkey PRIMARY KEY (id),
  constraint tenant_slug_key UNIQUE (slug),
  constraint tenant_cost_method_check CHECK (cost_method = ANY (ARRAY['fifo'::text, 'moving_average'::text])),
  constraint tenant_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint tenant_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint tenant_fiscal_year_start_month_check CHECK (fiscal_year_start_month >= 1 AND fiscal_year_start_month <= 12),
  constraint tenant_gtin_prefix_check CHECK (gtin_prefix ~ '^[0-9]{6,11}$'::text),
  constraint tenant_name_check CHECK (name <> ''::text),
  constraint tenant_slug_check CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$'::text AND length(slug) <= 63)
);
CREATE TRIGGER tenant_directory AFTER INSERT OR UPDATE OF slug, name, time_zone ON public.tenant FOR EACH ROW EXECUTE FUNCTION app.list_tenant();
alter table public.tenant enable row level security, force row level security;
create policy tenant_wall on public.tenant using (id = app.tenant_id()) with check (id = app.tenant_id());
grant select, insert, update on public.tenant to selvedge_app;

create table public.tenant_archive (
  tenant_id uuid not null,
  id uuid not null,
  direction text not null,
  status text not null,
  phase text not null default ''::text,
  done_rows bigint not null default 0,
  total_rows bigint not null default 0,
  size_bytes bigint,
  storage_key text,
  restored_tenant_id uuid,
  restored_slug text,
  failure text,
  requested_by uuid,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint tenant_archive_pkey PRIMARY KEY (tenant_id, id),
  constraint tenant_archive_direction_check CHECK (direction = ANY (ARRAY['export'::text, 'restore'::text])),
  constraint tenant_archive_status_check CHECK (status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))
);
CREATE INDEX tenant_archive_newest ON public.tenant_archive USING btree (tenant_id, created_at DESC, id DESC);
alter table public.tenant_archive enable row level security, force row level security;
create policy tenant_wall on public.tenant_archive using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.tenant_archive to selvedge_app;

create table public.tenant_domain (
  tenant_id uuid not null,
  id uuid not null,
  host text not null,
  token text not null,
  verified_at timestamp with time zone,
  checked_at timestamp with time zone,
  last_error text,
  created_at timestamp with time zone not null default now(),
  constraint tenant_domain_pkey PRIMARY KEY (tenant_id, id),
  constraint tenant_domain_tenant_id_host_key UNIQUE (tenant_id, host),
  constraint tenant_domain_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint tenant_domain_host_check CHECK (host = lower(host) AND host ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'::text AND length(host) <= 253)
);
CREATE TRIGGER tenant_host AFTER INSERT OR DELETE OR UPDATE ON public.tenant_domain FOR EACH ROW EXECUTE FUNCTION app.list_tenant_host();
alter table public.tenant_domain enable row level security, force row level security;
create policy tenant_wall on public.tenant_domain using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.tenant_domain to selvedge_app;

create table public.till (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  location_id uuid not null,
  channel_id uuid not null,
  generation integer not null default 0,
  pairing_hash text,
  pairing_expires_at timestamp with time zone,
  upi_id text,
  receipt_footer text not null default ''::text,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  constraint till_pkey PRIMARY KEY (tenant_id, id),
  constraint till_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint till_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES public.channel(tenant_id, id),
  constraint till_tenant_id_location_id_fkey FOREIGN KEY (tenant_id, location_id) REFERENCES public.location(tenant_id, id),
  constraint till_code_check CHECK (code ~ '^[A-Z0-9]{2,6}$'::text),
  constraint till_name_check CHECK (name <> ''::text),
  constraint till_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
CREATE TRIGGER till_pairing AFTER INSERT OR UPDATE OF pairing_hash ON public.till FOR EACH ROW EXECUTE FUNCTION app.index_till_pairing();
alter table public.till enable row level security, force row level security;
create policy tenant_wall on public.till using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.till to selvedge_app;

create table public.till_cashier (
  tenant_id uuid not null,
  user_id uuid not null,
  pin_salt text not null,
  pin_hash text not null,
  approves boolean not null default false,
  discount_limit_basis_points integer not null default 1000,
  status text not null default 'active'::text,
  version integer not null default 1,
  set_at timestamp with time zone not null default now(),
  constraint till_cashier_pkey PRIMARY KEY (tenant_id, user_id),
  constraint till_cashier_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id),
  constraint till_cashier_discount_limit_basis_points_check CHECK (discount_limit_basis_points >= 0 AND discount_limit_basis_points <= 10000),
  constraint till_cashier_status_check CHECK (status = ANY (ARRAY['active'::text, 'archived'::text]))
);
alter table public.till_cashier enable row level security, force row level security;
create policy tenant_wall on public.till_cashier using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.till_cashier to selvedge_app;

create table public.till_device (
  tenant_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  name text not null,
  series text not null,
  secret_hash text not null,
  paired_at timestamp with time zone not null default now(),
  paired_by uuid,
  revoked_at timestamp with time zone,
  last_seen_at timestamp with time zone,
  waiting_events integer not null default 0,
  clock_skew_ms bigint not null default 0,
  app_version text,
  stuck_events integer not null default 0,
  stuck_words text,
  constraint till_device_pkey PRIMARY KEY (tenant_id, id),
  constraint till_device_tenant_id_till_id_fkey FOREIGN KEY (tenant_id, till_id) REFERENCES public.till(tenant_id, id)
);
CREATE UNIQUE INDEX till_device_live ON public.till_device USING btree (tenant_id, till_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX till_device_series ON public.till_device USING btree (tenant_id, series);
alter table public.till_device enable row level security, force row level security;
create policy tenant_wall on public.till_device using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.till_device to selvedge_app;

create table public.till_event (
  tenant_id uuid not null,
  id uuid not null,
  device_id uuid not null,
  till_id uuid not null,
  counter bigint not null,
  kind text not null,
  session_id uuid,
  happened_at timestamp with time zone not null,
  received_at timestamp with time zone not null default now(),
  payload jsonb not null,
  payload_hash text not null,
  status text not null,
  reason text,
  receipt_number text,
  order_id uuid,
  customer_id uuid,
  waits_for uuid,
  constraint till_event_pkey PRIMARY KEY (tenant_id, id),
  constraint till_event_tenant_id_device_id_fkey FOREIGN KEY (tenant_id, device_id) REFERENCES public.till_device(tenant_id, id),
  constraint till_event_tenant_id_till_id_fkey FOREIGN KEY (tenant_id, till_id) REFERENCES public.till(tenant_id, id),
  constraint till_event_counter_check CHECK (counter >= 1),
  constraint till_event_kind_check CHECK (kind = ANY (ARRAY['shift_opened'::text, 'sale'::text, 'cash_moved'::text, 'shift_closed'::text, 'customer_added'::text, 'receipt_sent'::text])),
  constraint till_event_status_check CHECK (status = ANY (ARRAY['booked'::text, 'waiting'::text, 'held'::text]))
);
CREATE INDEX till_event_counter ON public.till_event USING btree (tenant_id, device_id, counter);
CREATE INDEX till_event_newest ON public.till_event USING btree (tenant_id, till_id, happened_at DESC, id DESC);
CREATE INDEX till_event_open ON public.till_event USING btree (tenant_id, received_at) WHERE (status <> 'booked'::text);
CREATE INDEX till_event_order ON public.till_event USING btree (tenant_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX till_event_receipt ON public.till_event USING btree (tenant_id, receipt_number) WHERE (receipt_number IS NOT NULL);
CREATE INDEX till_event_session ON public.till_event USING btree (tenant_id, session_id, happened_at) WHERE (session_id IS NOT NULL);
CREATE INDEX till_event_waits ON public.till_event USING btree (tenant_id, waits_for) WHERE (status = 'waiting'::text);
alter table public.till_event enable row level security, force row level security;
create policy tenant_wall on public.till_event using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.till_event to selvedge_app;

create table public.till_review (
  tenant_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  event_id uuid not null,
  kind text not null,
  details jsonb not null default '{}'::jsonb,
  opened_at timestamp with time zone not null default now(),
  resolved_at timestamp with time zone,
  resolved_by uuid,
  note text,
  constraint till_review_pkey PRIMARY KEY (tenant_id, id),
  constraint till_review_tenant_id_event_id_fkey FOREIGN KEY (tenant_id, event_id) REFERENCES public.till_event(tenant_id, id),
  constraint till_review_tenant_id_till_id_fkey FOREIGN KEY (tenant_id, till_id) REFERENCES public.till(tenant_id, id),
  constraint till_review_check CHECK ((resolved_at IS NULL) = (resolved_by IS NULL)),
  constraint till_review_kind_check CHECK (kind = ANY (ARRAY['oversold'::text, 'price_differs'::text, 'tax_differs'::text, 'customer_unknown'::text, 'customer_known'::text, 'sku_archived'::text, 'shift_closed'::text, 'shift_unknown'::text, 'books_closed'::text, 'device_revoked'::text, 'clock_off'::text, 'returned_twice'::text, 'receipt_unknown'::text, 'counter_clash'::text, 'cash_differs'::text, 'approval_missing'::text, 'altered'::text, 'held'::text]))
);
CREATE INDEX till_review_newest ON public.till_review USING btree (tenant_id, opened_at DESC, id DESC);
CREATE UNIQUE INDEX till_review_once ON public.till_review USING btree (tenant_id, event_id, kind);
CREATE INDEX till_review_open ON public.till_review USING btree (tenant_id, opened_at DESC, id DESC) WHERE (resolved_at IS NULL);
alter table public.till_review enable row level security, force row level security;
create policy tenant_wall on public.till_review using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.till_review to selvedge_app;

create table public.till_session (
  tenant_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  device_id uuid not null,
  opened_at timestamp with time zone not null,
  opened_by uuid,
  float_minor bigint not null default 0,
  opening_known boolean not null default false,
  closed_at timestamp with time zone,
  closed_by uuid,
  closed_on date,
  expected_minor bigint,
  counted_minor bigint,
  counted jsonb,
  note text,
  z_number integer,
  constraint till_session_pkey PRIMARY KEY (tenant_id, id),
  constraint till_session_tenant_id_device_id_fkey FOREIGN KEY (tenant_id, device_id) REFERENCES public.till_device(tenant_id, id),
  constraint till_session_tenant_id_till_id_fkey FOREIGN KEY (tenant_id, till_id) REFERENCES public.till(tenant_id, id)
);
CREATE INDEX till_session_newest ON public.till_session USING btree (tenant_id, till_id, opened_at DESC, id DESC);
alter table public.till_session enable row level security, force row level security;
create policy tenant_wall on public.till_session using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.till_session to selvedge_app;

create table public.user_account (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  email_key text generated always as (lower(email)) stored,
  name text not null,
  password_hash text,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  email_verified_at timestamp with time zone,
  avatar_file_id uuid,
  totp_secret text,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint not null default 0,
  last_sign_in_at timestamp with time zone,
  language text,
  constraint user_account_pkey PRIMARY KEY (tenant_id, id),
  constraint user_account_tenant_id_email_key_key UNIQUE (tenant_id, email_key),
  constraint user_account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint user_account_language_check CHECK (language = ANY (ARRAY['en'::text, 'hi'::text])),
  constraint user_account_status_check CHECK (status = ANY (ARRAY['invited'::text, 'active'::text, 'deactivated'::text]))
);
CREATE INDEX user_account_email ON public.user_account USING btree (email_key);
CREATE TRIGGER user_account_sign_in AFTER INSERT OR UPDATE OF email ON public.user_account FOR EACH ROW EXECUTE FUNCTION app.index_sign_in();
alter table public.user_account enable row level security, force row level security;
create policy tenant_wall on public.user_account using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update on public.user_account to selvedge_app;

create table public.user_identity (
  tenant_id uuid not null,
  provider_id uuid not null,
  subject text not null,
  user_id uuid not null,
  linked_at timestamp with time zone not null default now(),
  constraint user_identity_pkey PRIMARY KEY (tenant_id, provider_id, subject),
  constraint user_identity_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint user_identity_tenant_id_provider_id_fkey FOREIGN KEY (tenant_id, provider_id) REFERENCES public.sign_in_provider(tenant_id, id) ON DELETE CASCADE,
  constraint user_identity_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
CREATE INDEX user_identity_user ON public.user_identity USING btree (tenant_id, user_id);
alter table public.user_identity enable row level security, force row level security;
create policy tenant_wall on public.user_identity using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.user_identity to selvedge_app;

create table public.user_role (
  tenant_id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  limits jsonb,
  constraint user_role_pkey PRIMARY KEY (tenant_id, user_id, role_id),
  constraint user_role_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint user_role_tenant_id_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES public.role(tenant_id, id),
  constraint user_role_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id)
);
CREATE INDEX user_role_role ON public.user_role USING btree (tenant_id, role_id);
alter table public.user_role enable row level security, force row level security;
create policy tenant_wall on public.user_role using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, delete on public.user_role to selvedge_app;

create table public.user_session (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  method text not null,
  started_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  confirmed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  user_agent text not null default ''::text,
  address text not null default ''::text,
  provider_second_step boolean not null default false,
  constraint user_session_pkey PRIMARY KEY (tenant_id, id),
  constraint user_session_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenant(id),
  constraint user_session_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES public.user_account(tenant_id, id),
  constraint user_session_method_check CHECK (method = ANY (ARRAY['password'::text, 'second_factor'::text, 'passkey'::text, 'provider'::text, 'invitation'::text, 'reset'::text]))
);
CREATE INDEX user_session_ended ON public.user_session USING btree (tenant_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX user_session_user ON public.user_session USING btree (tenant_id, user_id, last_used_at);
alter table public.user_session enable row level security, force row level security;
create policy tenant_wall on public.user_session using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id());
grant select, insert, update, delete on public.user_session to selvedge_app;

CREATE OR REPLACE FUNCTION app.add_jobs(p_jobs jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare j jsonb;
begin
  for j in select * from jsonb_array_elements(p_jobs) loop
    perform graphile_worker.add_job(
      identifier => j->>'task', payload => (j->'payload')::json, queue_name => j->>'queue',
      run_at => (j->>'runAt')::timestamptz, max_attempts => coalesce((j->>'maxAttempts')::int, 12), job_key => j->>'key');
  end loop;
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.begin_command(p_tenant uuid, p_key text, p_writes boolean DEFAULT false, OUT config_version bigint, OUT known_hash text, OUT known_response jsonb)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare done text;
begin
  done := set_config('app.tenant_id', p_tenant::text, true);
  if p_writes then
    -- A command's statements go by keys: their one plan suits every value, and planning anew each time is felt at the till.
    done := set_config('plan_cache_mode', 'force_generic_plan', true);
  end if;
  if p_key is not null then
    -- The twin that carries the same key is waited for; what it answered is read after, with a later snapshot.
    done := pg_advisory_xact_lock(hashtextextended(p_tenant::text || p_key, 7))::text;
  end if;
  select t.config_version, k.request_hash, k.response into config_version, known_hash, known_response
  from tenant t left join idempotency_key k on k.tenant_id = t.id and k.key = p_key
  where t.id = p_tenant;
end $function$;

CREATE OR REPLACE FUNCTION app.check_journal_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare bad record;
begin
  select n.entry_id, n.difference into bad
  from (select tenant_id, entry_id, sum(debit_minor) - sum(credit_minor) as difference, count(*) as lines
        from new_lines group by 1, 2) n
  where n.difference <> 0
     or n.lines <> (select count(*) from journal_line l where l.tenant_id = n.tenant_id and l.entry_id = n.entry_id)
  limit 1;
  if not found then
    return null;
  end if;
  if bad.difference <> 0 then
    raise exception 'journal entry % does not balance', bad.entry_id
      using errcode = 'check_violation', constraint = 'journal_entry_balanced';
  end if;
  raise exception 'journal entry % already has its lines', bad.entry_id
    using errcode = 'check_violation', constraint = 'journal_entry_whole';
end $function$;

CREATE OR REPLACE FUNCTION app.check_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare bad date; done text;
begin
  -- Shared among postings, exclusive for whoever closes a period: no entry slips in while the books close.
  done := pg_advisory_xact_lock_shared(hashtextextended(app.tenant_id()::text, 11))::text;
  select n.posted_on into bad from new_entries n join fiscal_period p
    on p.tenant_id = n.tenant_id and n.posted_on between p.starts_on and p.ends_on and p.closed_at is not null limit 1;
  if found then
    raise exception 'the period of % is closed', bad using errcode = 'check_violation', constraint = 'fiscal_period_open';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.claim_gtin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare holder uuid;
begin
  insert into gtin_assignment (tenant_id, gtin, sku_id) values (new.tenant_id, new.gtin, new.id)
  on conflict do nothing;
  if not found then
    select sku_id into holder from gtin_assignment where tenant_id = new.tenant_id and gtin = new.gtin;
    if holder is distinct from new.id then
      raise exception 'GTIN % was given to another SKU', new.gtin using errcode = '23505', constraint = 'sku_gtin';
    end if;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.erase_column(p_erasure uuid, p_table text, p_column text, p_ctid tid, p_value text)
 RETURNS tid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare t uuid := app.tenant_id(); kind text; moved tid;
begin
  if not exists (select 1 from privacy_erasure e where e.tenant_id = t and e.id = p_erasure and e.status = 'running') then
    raise exception 'no such erasure is running' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from app.erasable_column c where c.table_name = p_table and c.column_name = p_column) then
    raise exception '%.% may not be changed', p_table, p_column using errcode = 'insufficient_privilege';
  end if;
  select format_type(a.atttypid, a.atttypmod) into kind from pg_attribute a
  where a.attrelid = ('public.' || quote_ident(p_table))::regclass and a.attname = p_column;
  execute format('update public.%I set %I = $1::%s where tenant_id = $2 and ctid = $3 returning ctid', p_table, p_column, kind)
    into moved using p_value, t, p_ctid;
  return moved;
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.find_sign_in(p_email text, p_slug text)
 RETURNS TABLE(tenant_id uuid, slug text, tenant_name text, user_id uuid, password_hash text, status text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.find_till_pairing(p_hash text)
 RETURNS TABLE(tenant_id uuid, till_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select i.tenant_id, i.till_id from app.till_pairing_index i where i.code_hash = p_hash
$function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.finish_command(p_events jsonb, p_jobs jsonb, p_actor_type text, p_actor_id uuid, p_request_id text, p_key text, p_command text, p_hash text, p_response jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if p_events is not null then
    insert into event (tenant_id, uid, type, entity_type, entity_id, before, after, actor_type, actor_id, request_id)
    select app.tenant_id(), e.uid, e.type, e."entityType", e."entityId", e.before, e.after,
           p_actor_type, p_actor_id, p_request_id
    from jsonb_to_recordset(p_events)
      as e(uid uuid, type text, "entityType" text, "entityId" uuid, before jsonb, after jsonb);
  end if;
  if p_jobs is not null then
    perform app.add_jobs(p_jobs);
  end if;
  if p_key is not null then
    insert into idempotency_key (tenant_id, key, command, request_hash, response)
    values (app.tenant_id(), p_key, p_command, p_hash, p_response);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION app.forget_sign_in_failures()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  delete from app.sign_in_failure where last_at < now() - interval '2 days';
$function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.index_sign_in()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if tg_op = 'UPDATE' and old.email_key is distinct from new.email_key then
    delete from app.sign_in_index where email_key = old.email_key and tenant_id = new.tenant_id;
  end if;
  insert into app.sign_in_index (email_key, tenant_id, slug)
  select new.email_key, n.id, n.slug from tenant n where n.id = new.tenant_id
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.index_till_pairing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  delete from app.till_pairing_index where tenant_id = new.tenant_id and till_id = new.id;
  if new.pairing_hash is not null then
    insert into app.till_pairing_index values (new.pairing_hash, new.tenant_id, new.id, new.pairing_expires_at);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.keep_party_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare digits text := regexp_replace(coalesce(new.phone, ''), '[^0-9]', '', 'g');
begin
  if tg_op = 'UPDATE' then
    delete from party_word where tenant_id = new.tenant_id and party_id = new.id;
  end if;
  insert into party_word (tenant_id, word, party_id)
  select distinct new.tenant_id, left(w, 100), new.id
  from unnest(array[lower(new.code), lower(new.email), digits, right(digits, 10)]
              || regexp_split_to_array(lower(concat_ws(' ', new.name, new.code)), '[[:space:],.;:()/&"''_-]+')) w
  where w <> '';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.list_tenant()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  insert into app.tenant_directory values (new.id, new.slug, new.name, new.time_zone)
  on conflict (tenant_id) do update set slug = excluded.slug, name = excluded.name, time_zone = excluded.time_zone;
  update app.sign_in_index set slug = new.slug where tenant_id = new.id and slug <> new.slug;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.list_tenant_host()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if tg_op <> 'INSERT' then
    delete from app.tenant_host where tenant_id = old.tenant_id and domain_id = old.id;
  end if;
  if tg_op <> 'DELETE' and new.verified_at is not null then
    insert into app.tenant_host (host, tenant_id, domain_id) values (new.host, new.tenant_id, new.id);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION app.new_id()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send((floor((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric)))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;

CREATE OR REPLACE FUNCTION app.raise_event_ids(p_least bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare sequence regclass := pg_get_serial_sequence('public.event', 'id');
begin
  if p_least > 1000000000000000 then
    raise exception 'an entry''s number is out of range' using errcode = 'numeric_value_out_of_range';
  end if;
  perform setval(sequence, greatest(p_least, nextval(sequence)));
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.redact_event(p_erasure uuid, p_event bigint, p_before jsonb, p_after jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare t uuid := app.tenant_id();
begin
  if not exists (select 1 from privacy_erasure e where e.tenant_id = t and e.id = p_erasure and e.status = 'running') then
    raise exception 'no such erasure is running' using errcode = 'insufficient_privilege';
  end if;
  insert into event_redaction (tenant_id, event_id, erasure_id, payload_hash, redacted_hash)
  select t, e.id, p_erasure, sha256(convert_to(jsonb_build_array(e.before, e.after)::text, 'UTF8')),
         sha256(convert_to(jsonb_build_array(p_before, p_after)::text, 'UTF8'))
  from event e where e.tenant_id = t and e.id = p_event;
  update event set before = p_before, after = p_after where tenant_id = t and id = p_event;
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.refresh_staging_statistics()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  analyze import_line, import_document, import_sku;
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.refresh_trade_statistics()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  analyze party, style, sku, sales_order, sales_order_line, stock_move, stock_level, cost_layer, cost_consumption,
          shipment, shipment_line, invoice, invoice_line, receivable, payment, journal_entry, journal_line;
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.remove_import(p_import uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare t uuid := app.tenant_id();
begin
  if not exists (select 1 from import_job where tenant_id = t and id = p_import) then
    raise exception 'no such import' using errcode = 'no_data_found';
  end if;
  if exists (select 1 from cost_layer l join cost_consumption c on c.tenant_id = l.tenant_id and c.layer_id = l.id
             join stock_move m on m.tenant_id = c.tenant_id and m.id = c.move_id
             where l.tenant_id = t and l.import_id = p_import and m.import_id is distinct from p_import)
     or exists (select 1 from payment_application a join receivable r on r.tenant_id = a.tenant_id and r.id = a.receivable_id
                where r.tenant_id = t and r.import_id = p_import and a.import_id is distinct from p_import)
     or exists (select 1 from invoice i join sales_order o on o.tenant_id = i.tenant_id and o.id = i.order_id
                where o.tenant_id = t and o.import_id = p_import and i.import_id is distinct from p_import)
     or exists (select 1 from stock_move m join cost_consumption c on c.tenant_id = m.tenant_id and c.move_id = m.id
                join cost_layer l on l.tenant_id = c.tenant_id and l.id = c.layer_id
                where m.tenant_id = t and m.import_id = p_import and l.import_id is distinct from p_import)
  then
    raise exception 'later documents stand on this import' using errcode = 'check_violation', constraint = 'import_stands_alone';
  end if;
  if exists (select 1 from journal_entry e join fiscal_period p on p.tenant_id = e.tenant_id
             and e.posted_on between p.starts_on and p.ends_on and p.closed_at is not null
             where e.tenant_id = t and e.import_id = p_import) then
    raise exception 'the books of that time are closed' using errcode = 'check_violation', constraint = 'fiscal_period_open';
  end if;
  update stock_level l set on_hand_qty = l.on_hand_qty - d.qty, version = l.version + 1, updated_at = now()
  from (select sku_id, location_id, sum(qty)::int as qty from (
          select sku_id, to_location_id as location_id, qty from stock_move where tenant_id = t and import_id = p_import
          union all
          select sku_id, from_location_id, -qty from stock_move where tenant_id = t and import_id = p_import) m
        group by 1, 2) d
  where l.tenant_id = t and l.sku_id = d.sku_id and l.location_id = d.location_id and d.qty <> 0;
  delete from journal_line l using journal_entry e
    where e.tenant_id = t and e.import_id = p_import and l.tenant_id = t and l.entry_id = e.id;
  delete from journal_entry where tenant_id = t and import_id = p_import;
  delete from payment_application where tenant_id = t and import_id = p_import;
  delete from receivable where tenant_id = t and import_id = p_import;
  delete from payment where tenant_id = t and import_id = p_import;
  delete from invoice_line l using invoice i
    where i.tenant_id = t and i.import_id = p_import and l.tenant_id = t and l.invoice_id = i.id;
  delete from invoice where tenant_id = t and import_id = p_import;
  delete from cost_consumption c using stock_move m
    where m.tenant_id = t and m.import_id = p_import and c.tenant_id = t and c.move_id = m.id;
  delete from cost_layer where tenant_id = t and import_id = p_import;
  delete from stock_move where tenant_id = t and import_id = p_import;
  delete from shipment_line l using shipment s
    where s.tenant_id = t and s.import_id = p_import and l.tenant_id = t and l.shipment_id = s.id;
  delete from shipment where tenant_id = t and import_id = p_import;
  delete from sales_order_line l using sales_order o
    where o.tenant_id = t and o.import_id = p_import and l.tenant_id = t and l.order_id = o.id;
  delete from sales_order_history h using sales_order o
    where o.tenant_id = t and o.import_id = p_import and h.tenant_id = t and h.order_id = o.id;
  delete from sales_order where tenant_id = t and import_id = p_import;
  -- What was learnt of them goes with them; the next run learns anew.
  delete from customer_insight where tenant_id = t and customer_id in (select id from party where tenant_id = t and import_id = p_import);
  delete from segment_move where tenant_id = t and customer_id in (select id from party where tenant_id = t and import_id = p_import);
  delete from recommendation where tenant_id = t and style_id in (select id from style where tenant_id = t and import_id = p_import);
  delete from style_elasticity where tenant_id = t and style_id in (select id from style where tenant_id = t and import_id = p_import);
  delete from markdown_line where tenant_id = t and style_id in (select id from style where tenant_id = t and import_id = p_import);
  delete from buy_plan_line where tenant_id = t and sku_id in (
    select s.id from sku s join style y on y.tenant_id = t and y.id = s.style_id where s.tenant_id = t and y.import_id = p_import);
  -- Masters that came with it stay where something else uses them.
  update party p set import_id = null where p.tenant_id = t and p.import_id = p_import and (
    exists (select 1 from sales_order o where o.tenant_id = t and o.customer_id = p.id)
    or exists (select 1 from shopper h where h.tenant_id = t and h.customer_id = p.id)
    or exists (select 1 from price_list l where l.tenant_id = t and l.customer_id = p.id));
  delete from customer_account a using party p
    where p.tenant_id = t and p.import_id = p_import and a.tenant_id = t and a.party_id = p.id;
  delete from party_address a using party p
    where p.tenant_id = t and p.import_id = p_import and a.tenant_id = t and a.party_id = p.id;
  delete from party where tenant_id = t and import_id = p_import;
  update style y set import_id = null where y.tenant_id = t and y.import_id = p_import and (
    exists (select 1 from price r where r.tenant_id = t and r.style_id = y.id)
    or exists (select 1 from price_test r where r.tenant_id = t and r.style_id = y.id)
    or exists (select 1 from shop_style r where r.tenant_id = t and r.style_id = y.id)
    or exists (select 1 from sku s where s.tenant_id = t and s.style_id = y.id and (
      exists (select 1 from sales_order_line l where l.tenant_id = t and l.sku_id = s.id)
      or exists (select 1 from stock_move m where m.tenant_id = t and m.sku_id = s.id)
      or exists (select 1 from cart_line c where c.tenant_id = t and c.sku_id = s.id)
      or exists (select 1 from buy_list_line c where c.tenant_id = t and c.sku_id = s.id)
      or exists (select 1 from shop_settings c where c.tenant_id = t and c.delivery_sku_id = s.id)
      or exists (select 1 from gtin_assignment g where g.tenant_id = t and g.sku_id = s.id))));
  delete from stock_alert a using sku s, style y
    where y.tenant_id = t and y.import_id = p_import and s.tenant_id = t and s.style_id = y.id and a.tenant_id = t and a.sku_id = s.id;
  delete from stock_level l using sku s, style y
    where y.tenant_id = t and y.import_id = p_import and s.tenant_id = t and s.style_id = y.id and l.tenant_id = t and l.sku_id = s.id;
  delete from sku s using style y
    where y.tenant_id = t and y.import_id = p_import and s.tenant_id = t and s.style_id = y.id;
  delete from colourway w using style y
    where y.tenant_id = t and y.import_id = p_import and w.tenant_id = t and w.style_id = y.id;
  delete from style where tenant_id = t and import_id = p_import;
end $function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.schema_version()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select max(name) from schema_migration
$function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.sign_in_failed(p_keys text[], p_free integer[], p_now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
$function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.sign_in_passed(p_keys text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  delete from app.sign_in_failure where key = any(p_keys);
$function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.sign_in_wait(p_keys text[])
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
  select max(wait_until) from app.sign_in_failure where key = any(p_keys);
$function$;
-- execute: selvedge_app

CREATE OR REPLACE FUNCTION app.tenant_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid;

CREATE OR REPLACE PROCEDURE app.tenant_table(IN t regclass, IN verbs text DEFAULT 'select, insert, update, delete'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format(
    'create policy tenant_wall on %s using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id())', t);
  execute format('grant %s on %s to selvedge_app', verbs, t);
end $procedure$;
