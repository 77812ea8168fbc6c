-- One order engine for every channel, and what follows from an order: payment, shipment, invoice.
create table channel (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('wholesale', 'retail', 'web', 'marketplace')),
  location_id uuid not null,
  currency text not null,
  price_mode text not null check (price_mode in ('inclusive', 'exclusive')),
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, location_id) references location
);
call app.tenant_table('channel', 'select, insert, update');

create table sales_order (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  channel_id uuid not null,
  customer_id uuid,
  location_id uuid not null,
  status text not null,
  held_from text,
  currency text not null,
  price_mode text not null check (price_mode in ('inclusive', 'exclusive')),
  placed_on date not null,
  placed_at timestamptz not null,
  buyer_name text,
  buyer_email text,
  buyer_place text,
  buyer_tax_number text,
  ship_to jsonb,
  partial_ship text not null default 'refuse' check (partial_ship in ('refuse', 'partial', 'backorder')),
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
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references party
);
create index sales_order_newest on sales_order (tenant_id, placed_at desc, id desc);
create index sales_order_customer on sales_order (tenant_id, customer_id, placed_at desc) where customer_id is not null;
create index sales_order_open on sales_order (tenant_id, customer_id)
  include (total_minor, invoiced_minor) where status in ('pending', 'confirmed', 'allocated', 'picking', 'packed', 'partially_shipped', 'on_hold');
create index sales_order_on on sales_order (tenant_id, placed_on);
create index sales_order_import on sales_order (tenant_id, import_id) where import_id is not null;
call app.tenant_table('sales_order', 'select, insert, update');

create table sales_order_line (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  line_no int not null,
  sku_id uuid not null,
  qty int not null check (qty <> 0),
  unit_price_minor bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  price_trace jsonb not null default '[]',
  tax_trace jsonb not null default '[]',
  shipped_qty int not null default 0,
  cancelled_qty int not null default 0,
  returned_qty int not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, order_id, line_no),
  foreign key (tenant_id, order_id) references sales_order,
  foreign key (tenant_id, sku_id) references sku
);
create index sales_order_line_sku on sales_order_line (tenant_id, sku_id);
call app.tenant_table('sales_order_line', 'select, insert, update');

-- The order's life, append-only: seq counts from 1 without a gap; the last row's to_status is the order's status.
create table sales_order_history (
  tenant_id uuid not null,
  order_id uuid not null,
  seq int not null check (seq >= 1),
  from_status text,
  to_status text not null,
  trigger text not null,
  note text,
  actor_type text not null,
  actor_id uuid,
  at timestamptz not null,
  primary key (tenant_id, order_id, seq),
  foreign key (tenant_id, order_id) references sales_order,
  check ((seq = 1) = (from_status is null))
);
call app.tenant_table('sales_order_history', 'select, insert');

-- unapplied_minor is what of a captured payment is neither matched to a document nor given back: the customer's advance.
create table payment (
  tenant_id uuid not null,
  id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  method text not null check (method in ('cash', 'card', 'upi', 'bank', 'sandbox', 'import')),
  provider_ref text,
  status text not null check (status in ('pending', 'captured', 'failed', 'voided')),
  amount_minor bigint not null check (amount_minor > 0),
  unapplied_minor bigint not null default 0,
  currency text not null,
  customer_id uuid,
  order_id uuid,
  refunds_payment_id uuid,
  failure_reason text,
  paid_on date not null,
  created_at timestamptz not null default now(),
  captured_at timestamptz,
  import_id uuid,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references party,
  foreign key (tenant_id, refunds_payment_id) references payment (tenant_id, id),
  check (direction = 'in' or refunds_payment_id is not null or import_id is not null),
  constraint payment_within_amount check (unapplied_minor between 0 and amount_minor),
  check (unapplied_minor = 0 or (direction = 'in' and status = 'captured'))
);
create unique index payment_provider_ref on payment (tenant_id, method, provider_ref) where provider_ref is not null;
create index payment_order on payment (tenant_id, order_id) where order_id is not null;
create index payment_customer on payment (tenant_id, customer_id, created_at desc, id desc) where customer_id is not null;
create index payment_unapplied on payment (tenant_id, customer_id) include (unapplied_minor) where unapplied_minor > 0;
create index payment_newest on payment (tenant_id, created_at desc, id desc);
create index payment_import on payment (tenant_id, import_id) where import_id is not null;
call app.tenant_table('payment', 'select, insert, update');

create table payment_webhook (
  tenant_id uuid not null,
  provider text not null,
  event_id text not null,
  payload jsonb not null,
  received_at timestamptz not null default now(),
  primary key (tenant_id, provider, event_id)
);
call app.tenant_table('payment_webhook', 'select, insert');

create table shipment (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  order_id uuid not null,
  location_id uuid not null,
  kind text not null default 'out' check (kind in ('out', 'return')),
  carrier text,
  tracking_number text,
  shipped_on date not null,
  shipped_at timestamptz not null,
  import_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, order_id) references sales_order
);
create index shipment_order on shipment (tenant_id, order_id);
create index shipment_import on shipment (tenant_id, import_id) where import_id is not null;
call app.tenant_table('shipment', 'select, insert');

-- condition tells what a returned piece was when inspected; shipped goods are always 'sellable'.
create table shipment_line (
  tenant_id uuid not null,
  id uuid not null,
  shipment_id uuid not null,
  order_line_id uuid not null,
  sku_id uuid not null,
  qty int not null check (qty > 0),
  condition text not null default 'sellable' check (condition in ('sellable', 'damaged')),
  cost_minor bigint not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, shipment_id) references shipment,
  foreign key (tenant_id, order_line_id) references sales_order_line
);
create index shipment_line_shipment on shipment_line (tenant_id, shipment_id);
create index shipment_line_order_line on shipment_line (tenant_id, order_line_id);
call app.tenant_table('shipment_line', 'select, insert');

create table invoice (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('invoice', 'credit_note')),
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
  created_at timestamptz not null default now(),
  import_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, kind, number),
  foreign key (tenant_id, order_id) references sales_order,
  foreign key (tenant_id, shipment_id) references shipment,
  foreign key (tenant_id, original_invoice_id) references invoice (tenant_id, id),
  foreign key (tenant_id, customer_id) references party
);
create index invoice_order on invoice (tenant_id, order_id);
create unique index invoice_shipment on invoice (tenant_id, shipment_id) where shipment_id is not null;
create index invoice_newest on invoice (tenant_id, issued_on desc, id desc);
create index invoice_import on invoice (tenant_id, import_id) where import_id is not null;
call app.tenant_table('invoice', 'select, insert');

-- A credit note's quantities and amounts are negative, so that sales are plain sums. cost_minor is what the pieces cost.
create table invoice_line (
  tenant_id uuid not null,
  invoice_id uuid not null,
  line_no int not null,
  order_line_id uuid not null,
  sku_id uuid not null,
  description text not null,
  hsn_code text,
  qty int not null,
  unit_price_minor bigint not null,
  discount_minor bigint not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  cost_minor bigint not null default 0,
  tax_trace jsonb not null default '[]',
  primary key (tenant_id, invoice_id, line_no),
  foreign key (tenant_id, invoice_id) references invoice,
  foreign key (tenant_id, order_line_id) references sales_order_line
);
create index invoice_line_order_line on invoice_line (tenant_id, order_line_id);
call app.tenant_table('invoice_line', 'select, insert');

-- What is owed to us per document; open_minor falls as payments and credit notes are applied. Credit notes are negative.
create table receivable (
  tenant_id uuid not null,
  id uuid not null,
  customer_id uuid,
  document_type text not null check (document_type in ('invoice', 'credit_note')),
  document_id uuid not null,
  document_number text not null,
  order_id uuid,
  issued_on date not null,
  due_on date not null,
  currency text not null,
  amount_minor bigint not null,
  open_minor bigint not null,
  import_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, document_id),
  foreign key (tenant_id, customer_id) references party,
  constraint receivable_within_amount check (open_minor between least(amount_minor, 0) and greatest(amount_minor, 0))
);
create index receivable_open on receivable (tenant_id, customer_id) include (open_minor, due_on) where open_minor <> 0;
create index receivable_order on receivable (tenant_id, order_id) where order_id is not null;
create index receivable_import on receivable (tenant_id, import_id) where import_id is not null;
call app.tenant_table('receivable', 'select, insert, update');

-- Money (or a credit note) matched to a document. Never more than either has left.
create table payment_application (
  tenant_id uuid not null,
  id uuid not null,
  receivable_id uuid not null,
  payment_id uuid,
  credit_receivable_id uuid,
  amount_minor bigint not null check (amount_minor <> 0),
  applied_on date not null,
  created_at timestamptz not null default now(),
  import_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, receivable_id) references receivable,
  foreign key (tenant_id, payment_id) references payment,
  foreign key (tenant_id, credit_receivable_id) references receivable (tenant_id, id),
  check ((payment_id is null) <> (credit_receivable_id is null))
);
create index payment_application_payment on payment_application (tenant_id, payment_id) where payment_id is not null;
create index payment_application_receivable on payment_application (tenant_id, receivable_id);
create index payment_application_import on payment_application (tenant_id, import_id) where import_id is not null;
call app.tenant_table('payment_application', 'select, insert');
