-- One stock: every quantity is at a location, every change is a move between two.
create table location (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('warehouse', 'shop', 'van', 'consignment',
                                     'supplier', 'customer', 'adjustment', 'transit', 'quarantine')),
  state text,
  country text,
  address jsonb,
  allows_backorder boolean not null default false,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
create unique index location_virtual_once on location (tenant_id, kind)
  where kind in ('supplier', 'customer', 'adjustment', 'transit', 'quarantine');
call app.tenant_table('location', 'select, insert, update');

-- value_minor is what the move carries at cost: + into our stock, and the same out of it. Moves between our own
-- locations keep the value where it is (cost belongs to the SKU, not to the shelf).
create table stock_move (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  from_location_id uuid not null,
  to_location_id uuid not null,
  qty int not null check (qty > 0),
  value_minor bigint not null default 0,
  reason text not null check (reason in ('receipt', 'opening', 'shipment', 'return', 'transfer', 'adjustment',
                                         'count', 'scrap', 'quarantine', 'sale')),
  note text,
  document_type text not null,
  document_id uuid not null,
  document_line_id uuid,
  moved_on date not null,
  occurred_at timestamptz not null,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, sku_id) references sku,
  check (from_location_id <> to_location_id)
);
create index stock_move_sku on stock_move (tenant_id, sku_id, occurred_at, id);
create index stock_move_document on stock_move (tenant_id, document_id);
create index stock_move_on on stock_move (tenant_id, moved_on, occurred_at, id);
create index stock_move_import on stock_move (tenant_id, import_id) where import_id is not null;
call app.tenant_table('stock_move', 'select, insert');

-- Projection of the moves. version rises by one with every change, so a reader knows the newest.
create table stock_level (
  tenant_id uuid not null,
  sku_id uuid not null,
  location_id uuid not null,
  on_hand_qty int not null default 0 check (on_hand_qty >= 0),
  reserved_qty int not null default 0 check (reserved_qty >= 0),
  backordered_qty int not null default 0 check (backordered_qty >= 0),
  version bigint not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, sku_id, location_id),
  foreign key (tenant_id, sku_id) references sku,
  constraint stock_level_reserved_within_on_hand check (reserved_qty <= on_hand_qty)
) with (fillfactor = 70);
create index stock_level_location on stock_level (tenant_id, location_id, sku_id);
call app.tenant_table('stock_level', 'select, insert, update');

create table reservation (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  location_id uuid not null,
  document_type text not null check (document_type in ('sales_order', 'cart')),
  document_id uuid not null,
  document_line_id uuid not null,
  qty int not null check (qty >= 0),
  backordered_qty int not null default 0 check (backordered_qty >= 0),
  status text not null default 'active' check (status in ('active', 'consumed', 'released', 'expired')),
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, sku_id, location_id) references stock_level,
  check ((status = 'active') or (qty = 0 and backordered_qty = 0))
);
create index reservation_document on reservation (tenant_id, document_id);
create index reservation_expiry on reservation (tenant_id, expires_at) where status = 'active' and expires_at is not null;
create index reservation_active on reservation (tenant_id, sku_id, location_id) where status = 'active';
call app.tenant_table('reservation', 'select, insert, update');

-- What a receipt cost, consumed oldest first (FIFO), or one pool per SKU (moving average: pooled = true).
create table cost_layer (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  pooled boolean not null default false,
  received_at timestamptz not null,
  source_move_id uuid,
  qty int not null check (qty > 0),
  value_minor bigint not null check (value_minor >= 0),
  remaining_qty int not null,
  remaining_value_minor bigint not null,
  import_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, sku_id) references sku,
  check (remaining_qty between 0 and qty),
  check (remaining_value_minor between 0 and value_minor),
  check (remaining_qty > 0 or remaining_value_minor = 0)
);
create index cost_layer_open on cost_layer (tenant_id, sku_id, received_at, id) where remaining_qty > 0;
create unique index cost_layer_pool on cost_layer (tenant_id, sku_id) where pooled;
call app.tenant_table('cost_layer', 'select, insert, update');

-- Which layers a move out of our stock took from, and which value (the trail from cost of goods to receipt).
create table cost_consumption (
  tenant_id uuid not null,
  move_id uuid not null,
  layer_id uuid not null,
  qty int not null check (qty > 0),
  value_minor bigint not null,
  primary key (tenant_id, move_id, layer_id),
  foreign key (tenant_id, move_id) references stock_move,
  foreign key (tenant_id, layer_id) references cost_layer
);
call app.tenant_table('cost_consumption', 'select, insert');

create table stock_alert (
  tenant_id uuid not null,
  id uuid not null,
  sku_id uuid not null,
  kind text not null check (kind in ('low', 'out', 'over')),
  available_qty int not null,
  threshold_qty int not null,
  opened_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, sku_id) references sku
);
create unique index stock_alert_open_once on stock_alert (tenant_id, sku_id, kind) where resolved_at is null;
call app.tenant_table('stock_alert', 'select, insert, update');
