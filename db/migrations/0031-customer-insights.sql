-- Borders between scores, as last learnt, by kind of customer; segments follow them after every purchase.
create table segment_model (
  tenant_id uuid not null,
  customer_kind text not null check (customer_kind in ('person', 'company')),
  run_id uuid,
  borders jsonb not null,
  learnt_at timestamptz not null default now(),
  primary key (tenant_id, customer_kind)
);
call app.tenant_table('segment_model');

-- What is known of each active customer. One row, one segment: exactly one, whatever the order of events.
create table customer_insight (
  tenant_id uuid not null,
  customer_id uuid not null,
  customer_kind text not null check (customer_kind in ('person', 'company')),
  segment text not null,
  segment_since date not null,
  recency_days int,
  purchases int not null default 0,
  sales_minor bigint not null default 0,
  recency_score int,
  frequency_score int,
  monetary_score int,
  cluster int,
  first_on date,
  last_on date,
  clv_minor bigint,
  expected_purchases double precision,
  alive_probability double precision check (alive_probability between 0 and 1),
  churn_probability double precision check (churn_probability between 0 and 1),
  churn_reasons jsonb,
  next_order_low_on date,
  next_order_on date,
  next_order_high_on date,
  next_order_overdue boolean,
  scored_by_run uuid,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references party,
  check ((purchases = 0) = (segment = 'not_bought'))
);
create index customer_insight_segment on customer_insight (tenant_id, customer_kind, segment);
create index customer_insight_churn on customer_insight (tenant_id, churn_probability desc, customer_id) where churn_probability is not null;
call app.tenant_table('customer_insight', 'select, insert, update, delete');

-- Who moved from where to where, so that segments can be followed over time.
create table segment_move (
  tenant_id uuid not null,
  customer_id uuid not null,
  moved_on date not null,
  from_segment text,
  to_segment text not null,
  primary key (tenant_id, customer_id, moved_on),
  foreign key (tenant_id, customer_id) references party
);
create index segment_move_on on segment_move (tenant_id, moved_on);
call app.tenant_table('segment_move', 'select, insert, update');
