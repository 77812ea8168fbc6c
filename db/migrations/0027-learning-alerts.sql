-- What is wrong with learning: one open alert per kind and cause, closed by a person or when the cause is gone.
create table learning_alert (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  code text not null check (code in ('accuracy_fell', 'worse_than_naive', 'features_bad', 'run_failed', 'model_waits')),
  run_id uuid,
  detail jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (tenant_id, id)
);
create unique index learning_alert_open_once on learning_alert (tenant_id, kind, code) where resolved_at is null;
create index learning_alert_newest on learning_alert (tenant_id, opened_at desc, id desc);
call app.tenant_table('learning_alert', 'select, insert, update');

-- Weekly demand of styles that are new, likened to past ones.
create table new_style_forecast (
  tenant_id uuid not null,
  run_id uuid not null,
  style_id uuid not null,
  weeks_sold int not null,
  units_sold double precision not null,
  mean double precision[] not null,
  lower80 double precision[] not null,
  upper80 double precision[] not null,
  units double precision not null,
  low80 double precision not null,
  high80 double precision not null,
  correction double precision not null,
  likened jsonb not null,
  primary key (tenant_id, run_id, style_id),
  foreign key (tenant_id, run_id) references learning_run
);
call app.tenant_table('new_style_forecast', 'select, insert, delete');
