-- What learns, what it learnt, and what of it is in use. A run is one training; a model is what a run leaves behind.
create table learning_run (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z_]*$'),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  trigger text not null check (trigger in ('person', 'schedule', 'event')),
  parameters jsonb not null default '{}',
  -- Nothing later than this business day was read.
  cut_off_on date not null,
  data_hash text,
  data_rows bigint,
  seed bigint not null,
  code_version text,
  phase text,
  progress double precision not null default 0 check (progress between 0 and 1),
  progress_at timestamptz,
  cancel_requested boolean not null default false,
  metrics jsonb,
  failure text,
  seconds numeric,
  exported_to text,
  created_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  check ((status in ('done', 'failed', 'cancelled')) = (finished_at is not null))
);
create index learning_run_newest on learning_run (tenant_id, created_at desc, id desc);
create index learning_run_kind on learning_run (tenant_id, kind, created_at desc, id desc);
create index learning_run_open on learning_run (tenant_id, progress_at) where status in ('queued', 'running');
call app.tenant_table('learning_run', 'select, insert, update');

-- Of each kind and scope one model serves (the champion); the others wait (challenger) or had their time (retired).
create table learning_model (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z_]*$'),
  scope text not null default 'all',
  version int not null check (version >= 1),
  run_id uuid not null,
  status text not null check (status in ('champion', 'challenger', 'retired')),
  name text not null,
  parameters jsonb not null default '{}',
  metrics jsonb not null default '{}',
  -- The error that versions are compared by (lower is better), and what it is called.
  score double precision,
  score_name text,
  -- gzip of the model as JSON; null where the model is its parameters alone.
  content bytea,
  content_sha256 text,
  content_bytes bigint,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, kind, scope, version),
  foreign key (tenant_id, run_id) references learning_run
);
create unique index learning_model_champion on learning_model (tenant_id, kind, scope) where status = 'champion';
create index learning_model_newest on learning_model (tenant_id, created_at desc, id desc);
create index learning_model_run on learning_model (tenant_id, run_id);
call app.tenant_table('learning_model', 'select, insert, update');

-- Every change of the model in use, appended: who, when, why, and which one it took the place of.
create table learning_promotion (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  scope text not null,
  model_id uuid not null,
  previous_model_id uuid,
  action text not null check (action in ('first', 'refresh', 'promote', 'roll_back')),
  reason text,
  actor_type text not null,
  actor_id uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, model_id) references learning_model,
  foreign key (tenant_id, previous_model_id) references learning_model (tenant_id, id)
);
create index learning_promotion_newest on learning_promotion (tenant_id, kind, scope, at desc, id desc);
call app.tenant_table('learning_promotion', 'select, insert');

-- What each run's inputs looked like: counts, range, freshness, and how far they moved from the run in use.
create table learning_feature (
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
  -- Values at even steps of probability, so that two runs can be compared without their data.
  quantiles double precision[] not null,
  reference_run_id uuid,
  psi double precision,
  ks double precision,
  verdict text not null check (verdict in ('good', 'watch', 'bad')),
  findings jsonb not null default '[]',
  primary key (tenant_id, run_id, feature),
  foreign key (tenant_id, run_id) references learning_run
);
call app.tenant_table('learning_feature', 'select, insert');
