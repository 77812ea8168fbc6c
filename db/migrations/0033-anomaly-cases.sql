-- Something unusual, to be looked into. event_key names the event: it is alerted once, for ever.
create table anomaly_case (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('price', 'discount', 'refund', 'void', 'stock', 'sales')),
  event_key text not null,
  happened_on date not null,
  score double precision not null check (score between 0 and 1),
  reasons jsonb not null,
  facts jsonb not null,
  worth_minor bigint not null default 0,
  style_id uuid,
  location_id uuid,
  channel_id uuid,
  customer_id uuid,
  user_id uuid,
  run_id uuid,
  status text not null default 'open' check (status in ('open', 'investigating', 'confirmed', 'dismissed')),
  assignee_id uuid,
  reason text,
  decided_at timestamptz,
  decided_by uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, event_key),
  check ((status in ('confirmed', 'dismissed')) = (decided_at is not null)),
  check (status <> 'dismissed' or reason is not null)
);
create index anomaly_case_newest on anomaly_case (tenant_id, status, happened_on desc, id desc);
create index anomaly_case_worst on anomaly_case (tenant_id, score desc, id desc);
call app.tenant_table('anomaly_case', 'select, insert, update');

create table anomaly_note (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  note text not null,
  from_status text,
  to_status text,
  by_actor text not null,
  by_id uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references anomaly_case
);
create index anomaly_note_case on anomaly_note (tenant_id, case_id, id);
call app.tenant_table('anomaly_note', 'select, insert');

-- From which score on events of a kind are raised; moved by what people confirm and dismiss.
create table anomaly_threshold (
  tenant_id uuid not null,
  kind text not null,
  learnt_threshold double precision not null check (learnt_threshold between 0 and 1),
  threshold double precision not null check (threshold between 0 and 1),
  verdicts int not null default 0,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, kind)
);
call app.tenant_table('anomaly_threshold');
