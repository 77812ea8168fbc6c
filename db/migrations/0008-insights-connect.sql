-- Imports of history: a file, its mapping, its lines as staged, and what became of each.
create table import_job (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('sales_history', 'styles', 'customers')),
  status text not null,
  file_id uuid not null,
  file_name text not null,
  mapping jsonb not null default '{}',
  options jsonb not null default '{}',
  phase text,
  total_lines bigint,
  done_lines bigint not null default 0,
  good_lines bigint not null default 0,
  rejected_lines bigint not null default 0,
  summary jsonb,
  failure text,
  cancel_requested boolean not null default false,
  created_by uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, file_id) references stored_file
);
create index import_job_newest on import_job (tenant_id, created_at desc, id desc);
call app.tenant_table('import_job', 'select, insert, update');

create table import_reject (
  tenant_id uuid not null,
  import_id uuid not null,
  line_no bigint not null,
  reason text not null,
  raw text not null,
  primary key (tenant_id, import_id, line_no),
  foreign key (tenant_id, import_id) references import_job
);
call app.tenant_table('import_reject', 'select, insert, delete');

-- Forecast runs and what they said, per SKU (or style) and place.
create table forecast_run (
  tenant_id uuid not null,
  id uuid not null,
  status text not null check (status in ('running', 'done', 'failed')),
  cut_off_on date not null,
  horizon_days int not null,
  grain text not null check (grain in ('day', 'week')),
  series_count int not null default 0,
  data_hash text,
  metrics jsonb,
  failure text,
  seconds numeric,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index forecast_run_newest on forecast_run (tenant_id, created_at desc, id desc);
call app.tenant_table('forecast_run', 'select, insert, update');

create table forecast (
  tenant_id uuid not null,
  run_id uuid not null,
  sku_id uuid not null,
  model text not null,
  starts_on date not null,
  mean double precision[] not null,
  lower80 double precision[] not null,
  upper80 double precision[] not null,
  lower95 double precision[] not null,
  upper95 double precision[] not null,
  backtest jsonb not null,
  primary key (tenant_id, run_id, sku_id),
  foreign key (tenant_id, run_id) references forecast_run,
  foreign key (tenant_id, sku_id) references sku
);
create index forecast_sku on forecast (tenant_id, sku_id);
call app.tenant_table('forecast', 'select, insert, delete');
