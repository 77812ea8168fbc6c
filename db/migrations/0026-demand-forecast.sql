-- Forecasts move to the registry: what was forecast before is made anew by the next run, so nothing of it is carried over.
drop table forecast;
drop table forecast_run;

-- One row per run, level and place. level 'all' has no node; location_id null means all places together. Means add up through
-- the levels; arrays have one value per day from starts_on. units, low and high are of the whole horizon.
create table demand_forecast (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  level text not null check (level in ('all', 'category', 'style', 'colourway', 'sku')),
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
  -- Pieces that could not be sold for want of stock, of the last 28 days.
  lost_units double precision not null default 0,
  backtest jsonb not null,
  drivers jsonb not null default '[]',
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references learning_run,
  check ((level = 'all') = (node_id is null))
);
create unique index demand_forecast_node on demand_forecast (tenant_id, run_id, level, node_id, location_id) nulls not distinct;
create index demand_forecast_greatest on demand_forecast (tenant_id, run_id, level, units desc, id desc);
call app.tenant_table('demand_forecast', 'select, insert, delete');

-- What then happened, beside what a run had said: per level and how far ahead.
create table forecast_accuracy (
  tenant_id uuid not null,
  run_id uuid not null,
  level text not null,
  -- Days 1-7, 8-14, 15-28, 29-56, 57 and later.
  ahead text not null check (ahead in ('1-7', '8-14', '15-28', '29-56', '57+')),
  measured_on date not null,
  node_count int not null,
  day_count int not null,
  actual double precision not null,
  predicted double precision not null,
  absolute_error double precision not null,
  naive_absolute_error double precision not null,
  covered80 double precision not null,
  primary key (tenant_id, run_id, level, ahead),
  foreign key (tenant_id, run_id) references learning_run
);
call app.tenant_table('forecast_accuracy', 'select, insert, update');
